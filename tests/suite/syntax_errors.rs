//! Syntax errors of the hand, at every place of a body: a sign of structure lost, doubled, swapped with its neighbour, or hit beside
//! its key. Each is found as about one thing, and its repair gives the value back.

use msgraph_lint::fix::apply;
use msgraph_lint::json::{Document, parse};
use msgraph_lint::text::{Edit, Span};
use serde_json::Value;

/// What is typed instead of a sign: the key beside it, the other kind of it, or that of another language.
const TYPOS: &[(char, &[&str])] = &[
    (':', &[";", "=", ",", "=>", "::", "."]),
    (',', &[";", ".", ":"]),
    ('"', &["'", "“", "”", "''", "`"]),
    ('{', &["[", "("]),
    ('}', &["]", ")"]),
    ('[', &["{", "("]),
    (']', &["}", ")"]),
];

/// Bodies in the layouts that people write: one line with and without spaces, two, four and eight columns a level.
fn bodies() -> Vec<String> {
    let values: Vec<Value> = ["one-subject.json", "two-rules.json", "members.json"]
        .iter()
        .map(|name| std::fs::read_to_string(format!("tests/syntax_errors/{name}")).expect("the body is there"))
        .map(|text| serde_json::from_str(&text).expect("the body is valid"))
        .collect();
    let pretty = |value: &Value| serde_json::to_string_pretty(value).expect("a value can be written");
    values
        .iter()
        .flat_map(|value| {
            let two = pretty(value);
            let joined: String = two.lines().map(|line| format!("{} ", line.trim_start())).collect();
            [
                value.to_string(),
                joined,
                two.replace("  ", "    "),
                two.replace("  ", "\t"),
                two.replace('\n', "\r\n"),
                two,
            ]
        })
        .collect()
}

/// The places of all signs of structure, quotation marks among them.
fn signs(text: &str) -> Vec<(usize, char)> {
    let mut inside = false;
    text.char_indices()
        .filter(|&(_, character)| {
            let quote = character == '"';
            inside ^= quote;
            quote || !inside && matches!(character, ':' | ',' | '{' | '}' | '[' | ']')
        })
        .collect()
}

/// The text after one syntax error at `at`, in all ways, each with what happened.
fn syntax_errors(text: &str, at: usize, sign: char) -> Vec<(String, String)> {
    let (before, behind) = (&text[..at], &text[at + 1..]);
    let mut syntax_errors = vec![
        (format!("{sign} lost"), format!("{before}{behind}")),
        (format!("{sign} doubled"), format!("{before}{sign}{sign}{behind}")),
    ];
    if let Some(next) = behind.chars().next().filter(|next| !next.is_whitespace()) {
        syntax_errors
            .push((format!("{sign} after {next}"), format!("{before}{next}{sign}{}", &behind[next.len_utf8()..])));
    }
    if let Some(last) = before.chars().next_back().filter(|last| last.is_alphanumeric()) {
        let before = &before[..at - last.len_utf8()];
        syntax_errors.push((format!("{sign} before {last}"), format!("{before}{sign}{last}{behind}")));
    }
    let typos = TYPOS.iter().find(|(typed, _)| *typed == sign).map_or(&[][..], |(_, typos)| typos);
    syntax_errors.extend(typos.iter().map(|typo| (format!("{typo} for {sign}"), format!("{before}{typo}{behind}"))));
    syntax_errors
}

fn read(text: &str) -> Document<'_> {
    parse(text, Span::whole(text))
}

/// The text after all repairs, or the safe ones only, that do not touch each other, and again, until there are none.
fn mended(text: &str, safe: bool) -> String {
    let mut text = text.to_owned();
    for _ in 0..4 {
        let mut edits: Vec<Edit> = Vec::new();
        for syntax_error in read(&text).syntax_errors.iter().filter(|syntax_error| syntax_error.certain || !safe) {
            let touches = |edit: &Edit| {
                edits.iter().any(|other| edit.span.start <= other.span.end && other.span.start <= edit.span.end)
            };
            if !syntax_error.edits.iter().any(touches) {
                edits.extend(syntax_error.edits.iter().cloned());
            }
        }
        edits.sort();
        text = apply(&text, &edits);
    }
    text
}

#[test]
fn one_syntax_error_is_mended_everywhere() {
    let mut problems = Vec::new();
    for body in bodies() {
        let meant: Value = serde_json::from_str(&body).expect("the body is valid");
        for (at, sign) in signs(&body) {
            for (what, damaged) in syntax_errors(&body, at, sign) {
                let found = read(&damaged).syntax_errors.len();
                let place = &damaged[damaged.floor_char_boundary(at.saturating_sub(24))..];
                let place: String = place.chars().take(48).collect();
                if found > 2 && !what.ends_with(['(', ')']) && serde_json::from_str::<Value>(&damaged).is_err() {
                    problems.push(format!("{what}: {found} syntax errors at {place:?}"));
                }
                for safe in [false, true] {
                    let mended = serde_json::from_str::<Value>(&mended(&damaged, safe));
                    // A letter beside a mark may belong to the value, or be astray: better no repair than a guess.
                    let doubtful = sign == '"' && (what.contains("after") || what.contains("before"));
                    let wrong = if safe || doubtful {
                        mended.is_ok_and(|value| value != meant)
                    } else {
                        mended.ok().as_ref() != Some(&meant)
                    };
                    if wrong && serde_json::from_str::<Value>(&damaged).is_err() {
                        let repairs = if safe { "safe repairs" } else { "all repairs" };
                        problems.push(format!("{what}: not what was meant after {repairs}, at {place:?}"));
                    }
                }
            }
        }
    }
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems[..problems.len().min(20)].join("\n"));
}
