//! The reader against `serde_json`, over made-up texts, and over such texts after a syntax error of the hand.

use crate::support::reading::{agrees, holds_together, read};
use msgraph_lint::json::{Document, MAX_DEPTH, SyntaxErrorKind, parse};
use msgraph_lint::text::Span;
use proptest::prelude::*;
use serde_json::Value;

/// A number as it is written; any size.
fn number() -> impl Strategy<Value = String> {
    let integer =
        prop_oneof![Just("0".to_owned()), (1_u64..).prop_map(|value| value.to_string()), Just("7".to_owned())];
    let fraction = prop_oneof![3 => Just(String::new()), 1 => (0_u32..100_000).prop_map(|digits| format!(".{digits}"))];
    let exponent = prop_oneof![4 => Just(String::new()), 1 => "[eE][+-]?[0-9]{1,2}"];
    (any::<bool>(), integer, fraction, exponent).prop_map(|(minus, integer, fraction, exponent)| {
        format!("{}{integer}{fraction}{exponent}", if minus { "-" } else { "" })
    })
}

/// A string as it is written, with escapes and letters of all widths.
fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-zA-Z0-9 _.,:{}\\[\\]/#'-]{0,8}",
        1 => prop::sample::select(vec!["\\n", "\\\"", "\\\\", "\\/", "\\b", "\\u0041", "\\uD83D\\uDE00", "\\u00e9"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["é", "“", "\u{a0}", "😀", "\u{7f}", "\u{feff}", "漢"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

fn space() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just(String::new()), 2 => Just(" ".to_owned()), 1 => "[ \t\r\n]{1,4}", 1 => Just("\n  ".to_owned())]
}

/// A JSON text.
fn json() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["true", "false", "null"]).prop_map(str::to_owned);
    let leaf = prop_oneof![3 => string(), 2 => number(), 1 => word];
    let value = leaf.prop_recursive(5, 40, 6, |inner| {
        let spaced = (space(), inner, space()).prop_map(|(before, value, behind)| before + &value + &behind).boxed();
        // Few keys, so that some are doubled.
        let key = prop_oneof![2 => string(), 1 => prop::sample::select(vec!["\"a\"", "\"b\"", "\"\\u0061\""]).prop_map(str::to_owned)];
        let member = (space(), key, space(), spaced.clone())
            .prop_map(|(before, key, behind, value)| format!("{before}{key}{behind}:{value}"));
        prop_oneof![
            prop::collection::vec(spaced, 0..6).prop_map(|elements| format!("[{}]", elements.join(","))),
            prop::collection::vec(member, 0..6).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    });
    (space(), value, space()).prop_map(|(before, value, behind)| before + &value + &behind)
}

/// What a hand may syntax error in.
const ODD: [&str; 40] = [
    "{", "}", "[", "]", ":", ",", "\"", "'", "\\", "/", "//", "/*", "*/", "#", "=", ";", "...", "…", "<", ">", "`",
    "“", "”", "‘", "\u{feff}", "\u{a0}", "\u{200b}", "\n", "\r\n", "\t", "\0", "0", "-", ".", "e", "a", "true",
    "\\u12", "\\ud800", "é",
];

#[derive(Clone, Debug)]
enum SyntaxError {
    Delete,
    Insert(&'static str),
    Replace(&'static str),
    Swap,
    Duplicate,
}

/// A text after up to three syntax errors, each somewhere.
fn damaged() -> impl Strategy<Value = String> {
    let odd = || prop::sample::select(&ODD[..]);
    let syntax_error = prop_oneof![
        2 => Just(SyntaxError::Delete),
        3 => odd().prop_map(SyntaxError::Insert),
        2 => odd().prop_map(SyntaxError::Replace),
        1 => Just(SyntaxError::Swap),
        1 => Just(SyntaxError::Duplicate),
    ];
    let syntax_errors = prop::collection::vec((any::<prop::sample::Index>(), 1_usize..4, syntax_error), 1..4);
    (json(), syntax_errors).prop_map(|(text, syntax_errors)| {
        let mut characters: Vec<char> = text.chars().collect();
        for (place, length, syntax_error) in syntax_errors {
            let at = place.index(characters.len() + 1);
            let end = (at + length).min(characters.len());
            match syntax_error {
                SyntaxError::Delete => drop(characters.drain(at..end)),
                SyntaxError::Insert(odd) => drop(characters.splice(at..at, odd.chars())),
                SyntaxError::Replace(odd) => drop(characters.splice(at..end, odd.chars())),
                SyntaxError::Swap => characters[at..end].reverse(),
                SyntaxError::Duplicate => {
                    let copy = characters[at..end].to_vec();
                    characters.splice(at..at, copy);
                }
            }
        }
        characters.into_iter().collect()
    })
}

/// All that a reading says, without the places' beginnings.
fn reported(document: &Document<'_>, moved: u32) -> String {
    let back = |span: Span| (span.start - moved, span.end - moved);
    let nodes = document
        .tree
        .nodes()
        .map(|node| (node.kind(), back(node.span()), node.string(), node.number(), node.is_incomplete()));
    let syntax_errors = document.syntax_errors.iter().map(|syntax_error| {
        // An inserted line ends as the lines of the whole text do.
        let edits: Vec<_> =
            syntax_error.edits.iter().map(|edit| (back(edit.span), edit.text.replace('\r', ""))).collect();
        (&syntax_error.kind, back(syntax_error.span), syntax_error.other.map(back), edits, syntax_error.certain)
    });
    format!("{:?}\n{:?}", nodes.collect::<Vec<_>>(), syntax_errors.collect::<Vec<_>>())
}

/// The same body inside another text is the same body.
fn can_be_moved(text: &str, around: (&str, &str)) -> Result<(), String> {
    let whole = format!("{}{text}{}", around.0, around.1);
    let start = u32::try_from(around.0.len()).expect("a test's text is small");
    let span = Span::new(start, start + u32::try_from(text.len()).expect("a test's text is small"));
    let (here, there) = (reported(&read(text), 0), reported(&parse(&whole, span), start));
    (here == there).then_some(()).ok_or_else(|| format!("alone:\n{here}\ninside:\n{there}"))
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let document = read(text);
    let again = read(text);
    let results = [
        agrees(text),
        holds_together(text, &document),
        (reported(&document, 0) == reported(&again, 0)).then_some(()).ok_or_else(|| "not the same twice".to_owned()),
        can_be_moved(text, ("# é\r\n```json\n", "\n```\n{\"b\": 1}")),
        can_be_moved(text, ("{[\"", "\"]}")),
    ];
    results.into_iter().try_for_each(|result| result.map_err(TestCaseError::fail))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn strict_text_is_read_as_serde_json_reads_it(text in json()) {
        prop_assert!(serde_json::from_str::<Value>(&text).is_ok() || text.contains(['e', 'E']), "not strict");
        check(&text)?;
    }

    #[test]
    fn a_syntax_error_is_seen_exactly_where_serde_json_refuses(text in damaged()) {
        check(&text)?;
    }

    #[test]
    fn any_odd_signs_can_be_read(signs in prop::collection::vec(prop::sample::select(&ODD[..]), 0..24)) {
        check(&signs.concat())?;
    }

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,40}") {
        check(&text)?;
    }
}

/// Texts on which something was wrong once, found by fuzzing and by the properties above.
#[test]
fn what_went_wrong_once_stays_right() {
    for text in ["'a \\' b \"c\" \\' d'", "//\n", "  }", "{[\"\"\r]", "[[", "''\\''", "{\"members\": ["] {
        check(text).unwrap_or_else(|problem| panic!("{text:?}: {problem}"));
    }
}

/// Nesting beyond the limit is a syntax error like others, whatever the stack of the machine.
#[test]
fn deep_nesting_is_read_without_recursion() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]"), ("{", "}"), ("(", ")"), ("{a", "")] {
        for depth in [MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, 100_000] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            holds_together(&text, &read(&text)).unwrap_or_else(|problem| panic!("{open} {depth} deep: {problem:.200}"));
            let unclosed = open.repeat(depth);
            holds_together(&unclosed, &read(&unclosed))
                .unwrap_or_else(|problem| panic!("{open} {depth}: {problem:.200}"));
        }
    }
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(MAX_DEPTH)).syntax_errors.is_empty());
    let syntax_errors = read(&nested(MAX_DEPTH + 1)).syntax_errors;
    assert_eq!(syntax_errors.len(), 1, "{syntax_errors:?}");
    assert_eq!(syntax_errors[0].kind, SyntaxErrorKind::NestingTooDeep);
}

/// Much of one thing is read in linear time: a reader that is not would not come back.
#[test]
fn much_of_one_sign_is_read() {
    const SIZE: usize = 1 << 17;
    for sign in ODD.iter().copied().chain([
        "\"a\":",
        "{\"",
        "\"\n",
        "],",
        "[}",
        "1 ",
        "\"a\" \"b\"",
        "'\n",
        "/*\n",
        "<a> ",
        "a ",
        "a:1,",
        "{:",
    ]) {
        let text = sign.repeat(SIZE / sign.len());
        let document = read(&text);
        let blank = sign.chars().all(|sign| sign.is_whitespace() || sign == '\u{feff}');
        assert!(blank || !document.syntax_errors.is_empty(), "much of {sign:?} is no JSON");
    }
}
