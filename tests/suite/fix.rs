//! Applying fixes: what holds for every text whatever, and what comes of the fixtures.

use std::path::Path;

use crate::support::files::{files_below, shown};
use crate::support::fixing::{LIMITS, Text, holds};
use msgraph_lint::config::Config;
use msgraph_lint::finding::Safety;
use msgraph_lint::fix::Left;
use msgraph_lint::rules;
use proptest::prelude::*;

/// The file of a rule's folder that stands for the option `--sync-schema`.
const SYNC_SCHEMA: &str = "sync-schema.json";

impl Text {
    fn new(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), bytes: text.into(), config: everything() }
    }

    /// The text, if it is in UTF-8.
    fn utf8(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok().filter(|text| !text.contains('\0'))
    }
}

fn everything() -> Config {
    Config::new(&rules::infos(), [], []).expect("no word, no unknown word")
}

/// Every text of the fixtures below `folder`, those of reports and expectations excepted.
fn texts(folder: &str) -> Vec<Text> {
    let schema = |file: &Path| std::fs::read_to_string(file.with_file_name(SYNC_SCHEMA)).ok();
    let other = |path: &str| [".report.txt", ".expected", SYNC_SCHEMA].iter().any(|end| path.ends_with(end));
    let files = files_below(folder).into_iter().filter(|file| !other(&shown(file)));
    files
        .map(|file| {
            let config = match schema(&file) {
                Some(text) => everything().with_file("sync-schema", &text).expect("it is a synchronization schema"),
                None => everything(),
            };
            Text { name: shown(&file), bytes: std::fs::read(&file).expect("a fixture can be read"), config }
        })
        .collect()
}

#[test]
fn what_must_hold_holds_for_every_fixture() {
    let texts = texts("fixtures");
    assert!(texts.len() > 400, "the fixtures were not found");
    let problem = |text: &Text, limit| Some(format!("{} {limit:?}: {}", text.name, holds(text, limit).err()?));
    let problems: Vec<String> =
        texts.iter().flat_map(|text| LIMITS.iter().filter_map(move |&limit| problem(text, limit))).collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

/// A syntax error of the hand somewhere in a text: how far in, and what is done there.
fn syntax_error() -> impl Strategy<Value = (prop::sample::Index, SyntaxError)> {
    let characters = prop::sample::select("{}[]\",:'\n\r\t \\/#é1a…\u{FEFF}".chars().collect::<Vec<_>>());
    let syntax_errors = prop_oneof![
        4 => Just(SyntaxError::Delete),
        3 => characters.prop_map(SyntaxError::Insert),
        1 => Just(SyntaxError::DeleteLine),
        1 => Just(SyntaxError::RepeatLine),
        1 => Just(SyntaxError::End),
    ];
    (any::<prop::sample::Index>(), syntax_errors)
}

#[derive(Clone, Copy, Debug)]
enum SyntaxError {
    Delete,
    Insert(char),
    DeleteLine,
    RepeatLine,
    End,
}

fn damaged(text: &str, (place, syntax_error): (prop::sample::Index, SyntaxError)) -> String {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    if characters.is_empty() {
        return String::new();
    }
    let (at, character) = *place.get(&characters);
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    match syntax_error {
        SyntaxError::Delete => text[..at].to_owned() + &text[at + character.len_utf8()..],
        SyntaxError::Insert(character) => format!("{}{character}{}", &text[..at], &text[at..]),
        SyntaxError::DeleteLine => text[..start].to_owned() + &text[end..],
        SyntaxError::RepeatLine => text[..end].to_owned() + &text[start..],
        SyntaxError::End => text[..at].to_owned(),
    }
}

#[test]
fn what_must_hold_holds_for_texts_with_syntax_errors() {
    let texts: Vec<Text> = texts("fixtures").into_iter().filter(|text| text.utf8().is_some()).collect();
    let cases =
        (prop::sample::select(texts), prop::collection::vec(syntax_error(), 1..5), prop::sample::select(&LIMITS));
    let config = ProptestConfig { failure_persistence: None, cases: 600, ..ProptestConfig::default() };
    proptest!(config, |((text, syntax_errors, limit) in cases)| {
        let made = syntax_errors.into_iter().fold(text.utf8().unwrap_or_default().to_owned(), |text, syntax_error| damaged(&text, syntax_error));
        let text = text.with(&made);
        holds(&text, limit).map_err(|problem| TestCaseError::fail(format!("{problem}\nin {}:\n{made}", text.name)))?;
    });
}

/// A text in another encoding of Unicode is fixed as it is; one with bytes that cannot be decoded is not.
#[test]
fn what_is_not_utf8_is_fixed_if_it_can_be_written_back() {
    let body = "{\n  \"parameters\" []\n}\n";
    for mark in ["\u{FEFF}", ""] {
        let bytes = format!("{mark}{body}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let fixed = Text { bytes, ..Text::new("a.json", "") }.fix(Safety::Safe);
        assert_eq!(fixed.now().source.text(), body.replace(" []", ": []"));
        assert_eq!(fixed.now().source.encoding(), fixed.before.source.encoding());
    }
    let damaged = |byte: &[u8]| [body.as_bytes(), byte].concat();
    // The beginning of a character whose end is missing is nothing in any encoding.
    for limit in LIMITS {
        let fixed = Text { bytes: damaged(b"\xE2\x82"), ..Text::new("a.json", "") }.fix(limit);
        assert!(fixed.after.is_none() && fixed.made.is_empty(), "{limit:?}: {:?}", fixed.made);
    }
    // A no-break space in an encoding of Windows is left out.
    let fixed = Text { bytes: damaged(b"\xA0"), ..Text::new("a.json", "") }.fixed(Safety::Unsafe);
    assert_eq!(fixed, body.replace(" []", ": []"));
    let marked = format!("\u{FEFF}{body}");
    assert_eq!(Text::new("a.json", &marked).fixed(Safety::Safe), body.replace(" []", ": []"));
    let config = Config::new(&rules::infos(), ["missing-colon"], []).expect("the rule is known");
    let fixed = Text { config, ..Text::new("a.json", &marked) }.fixed(Safety::Safe);
    assert_eq!(fixed, marked.replace(" []", ": []"), "what nobody wants fixed stays");
}

/// What the fixes insert has the line ends of the text around it.
#[test]
fn line_ends_stay() {
    let mut problems = Vec::new();
    // The line ends inside a JSON string are its own.
    for text in texts("fixtures").into_iter().filter(|text| !text.name.contains("double-encoded-body")) {
        let Some(unix) = text.utf8().filter(|text| !text.contains('\r')) else { continue };
        for limit in LIMITS {
            let expected = text.fixed(limit).replace('\n', "\r\n");
            let fixed = text.with(&unix.replace('\n', "\r\n")).fixed(limit);
            if fixed != expected {
                problems.push(format!("{} {limit:?}:\n{fixed:?}\n{expected:?}", text.name));
            }
        }
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

/// The example that was published broken in 2020: what is left has no safe fix, and of the page nothing changes but the lines
/// that were wrong.
#[test]
fn the_published_example_is_fixed() {
    let texts = texts("fixtures");
    let named = |name: &str| texts.iter().find(|text| text.name == name).expect("the fixture is there");
    for name in ["fixtures/requests/published-2020.json", "fixtures/pages/published-2020.md"] {
        let text = named(name);
        let fixed = text.fix(Safety::Safe);
        let left: Vec<&str> = fixed.now().findings.iter().map(|finding| finding.rule.id).collect();
        assert!(fixed.left.iter().all(|left| matches!(left, Left::NoFix | Left::Unsafe)), "{name}: {left:?}");
        assert!(text.with(fixed.now().source.text()).fix(Safety::Safe).after.is_none());
        let body = "{\n    \"parameters\": [{\n      \"subjects\": [{\n          \"objectId\": \"9bb0f679-a883-4a6f-8260-35b491b8b8c8\",\n          \"objectTypeName\": \"User\"\n      }],\n      \"ruleId\": \"ea807875-5618-4f0a-9125-0b46a05298ca\"\n    }]\n  }";
        assert!(fixed.now().source.text().contains(body), "{name} has become\n{}", fixed.now().source.text());
    }
    let page = named("fixtures/pages/published-2020.md");
    let (before, after) = (page.utf8().expect("UTF-8").to_owned(), page.fixed(Safety::Safe));
    let new: Vec<&str> = after.lines().filter(|line| !before.lines().any(|old| old == *line)).collect();
    assert_eq!(
        new,
        [
            "    \"parameters\": [{",
            "          \"objectTypeName\": \"User\"",
            "  \"@odata.type\": \"microsoft.graph.stringKeyStringValuePair\"",
            "```http"
        ]
    );
    let gone: Vec<&str> = before.lines().filter(|line| !after.lines().any(|new| new == *line)).collect();
    assert_eq!(
        gone,
        [
            "Content-length: 122",
            "    \"parameters\" [{",
            "          \"objectType\": \"User\"",
            "  \"@odata.type\": \"microsoft.graph.synchronizationSecretKeyStringValuePair\"",
            "``` "
        ]
    );
    let answer = |text: &str| text[text.rfind("  \"value\": {").expect("the answer")..].to_owned();
    assert_eq!(answer(&before), answer(&after));
}

/// Where fixes of one rule do harm all over a file, the others are made all the same.
#[test]
fn harm_in_one_line_keeps_no_other_from_its_fixes() {
    let line = |rule: &str| {
        format!(
            "{{ \"parameters\"{rule}, \"subjects\": [ {{ \"objectId\": \"0d1a6a30-68a3-4f7c-b94e-2a5c1d6e9b70\", \"objectTypeName\": \"User\" }} ] }} ] }}\n"
        )
    };
    // In quotation marks it would be a gap that nobody filled in.
    let gap = line(": [ { \"ruleId\": <ruleId>");
    let (syntax_error, fixed) = (line(" [ { \"ruleId\": \"a\""), line(": [ { \"ruleId\": \"a\""));
    for count in [1, 20] {
        let text = Text::new("a.jsonl", &format!("{gap}{syntax_error}").repeat(count));
        holds(&text, Safety::Unsafe).expect("what must hold");
        let done = text.fix(Safety::Unsafe);
        assert_eq!(done.now().source.text(), format!("{gap}{fixed}").repeat(count));
        assert_eq!(done.left.iter().filter(|&&left| left == Left::Harmful).count(), count);
    }
}

/// What a fix makes wrong in turn is corrected along with it.
#[test]
fn a_length_that_was_right_goes_with_the_syntax_error() {
    let request = |length: &str, colon: &str| {
        let body = format!(
            "{{ \"parameters\"{colon} [ {{ \"ruleId\": \"03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8\", \"subjects\": [ {{ \"objectId\": \"0d1a6a30-68a3-4f7c-b94e-2a5c1d6e9b70\", \"objectTypeName\": \"User\" }} ] }} ] }}"
        );
        message(&body).replace("json\n\n", &format!("json\n{length}\n"))
    };
    let body = request("", "").split("\n\n").nth(1).expect("a body").len();
    let wrong = request(&format!("Content-Length: {body}\n"), "");
    let fixed = Text::new("a.http", &wrong).fix(Safety::Safe);
    assert_eq!(fixed.now().source.text(), request("", ":"));
    assert_eq!(fixed.made.into_iter().collect::<Vec<_>>(), [("missing-colon", 1), ("wrong-content-length", 1)]);
}

const LINE_ENDS: [&str; 2] = ["\n", "\r\n"];

/// The fixtures of requests, each a file of its own.
fn messages() -> Vec<Text> {
    let mut texts = texts("fixtures/rules");
    texts.retain(|text| text.name.ends_with(".http") && text.utf8().is_some());
    assert!(texts.len() > 60, "the requests were not found");
    texts
}

/// In a file of many requests each becomes what it would become alone, and nothing else changes by a byte.
#[test]
fn requests_of_one_file_are_fixed_as_if_each_were_alone() {
    let mut problems = Vec::new();
    for line_end in LINE_ENDS {
        for limit in LIMITS {
            for texts in messages().chunks(3) {
                let names: Vec<&str> = texts.iter().map(|text| text.name.as_str()).collect();
                let join = |texts: Vec<String>| texts.join(&format!("{line_end}### next{line_end}"));
                let texts = texts.iter().map(|text| text.with(&text.utf8().expect("UTF-8").replace('\n', line_end)));
                let (alone, whole): (Vec<String>, Vec<String>) =
                    texts.map(|text| (text.fixed(limit), text.utf8().expect("UTF-8").to_owned())).unzip();
                let (expected, fixed) = (join(alone), Text::new("all.http", &join(whole)).fixed(limit));
                if expected != fixed {
                    problems.push(format!("{names:?} {limit:?}:\n{fixed}\nnot\n{expected}"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

/// A page with a request and its answer, each in a fence.
fn page(request: &str) -> String {
    let head = "# Provision\n\nText, {\"kept\" 1,}.\n\n";
    let answer = "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{ \"key\" : \"x\" ,  \"value\": [ ] }\n";
    let request = request.trim_end_matches('\n').replace("{{token}}", "{token}");
    format!("{head}```http\n{request}\n```\n\nThen\n\n```http\n{answer}```\n\nThe end\n")
}

/// `text` as a quotation, or as what belongs to an item of a list.
fn led(text: &str, lead: &str) -> String {
    text.lines()
        .map(|line| if line.is_empty() { lead.trim_end().to_owned() } else { format!("{lead}{line}") } + "\n")
        .collect()
}

/// What a fix inserts into a page has what leads the lines there, and nothing else changes.
#[test]
fn a_request_in_a_page_is_fixed_wherever_it_stands() {
    let mut problems = Vec::new();
    let mut changed = 0;
    // `###` separates requests in an HTTP file; in a fence it is text, and a page has a fence for each request.
    for text in messages().into_iter().filter(|text| !text.utf8().is_some_and(|text| text.contains("\n###"))) {
        let page = page(text.utf8().expect("UTF-8"));
        for limit in LIMITS {
            let plain = Text::new("page.md", &page).fixed(limit);
            changed += usize::from(plain != page);
            let (head, behind) = (page.find("```").expect("a fence"), page.find("\nThen").expect("the text behind"));
            if !plain.starts_with(&page[..head]) || !plain.ends_with(&page[behind..]) {
                problems.push(format!("{} {limit:?} changes more than the request:\n{plain}", text.name));
            }
            for (before, lead) in [("", "> "), ("1. Do this\n\n", "   "), ("", "> > ")] {
                let whole = |page: &str| format!("{before}{}", led(page, lead));
                let fixed = Text::new("page.md", &whole(&page)).fixed(limit);
                if fixed != whole(&plain) {
                    problems.push(format!("{} {limit:?} {lead:?}:\n{fixed}\nnot\n{}", text.name, whole(&plain)));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
    assert!(changed > 24, "only {changed} pages were changed");
}

/// A request with `body`, as a file of an HTTP client and, with `lead`, as a page.
fn message(body: &str) -> String {
    let path = "servicePrincipals/60443998-8cf7-4e61-b05c-a53b658cb5e1/synchronization/jobs/BoxOutDelta.3a5d9bca4c7b4ea3b7e0f6d9e63b4be1.46f9f4ac/provisionOnDemand";
    format!(
        "POST https://graph.microsoft.com/v1.0/{path}\nAuthorization: Bearer {{{{token}}}}\nContent-Type: application/json\n\n{body}"
    )
}

/// A request as one JSON object, with `body` in a string.
fn envelope(body: &str) -> String {
    let message = message("");
    let url = message.split_whitespace().nth(1).unwrap_or_default();
    let body = serde_json::Value::from(body);
    format!(
        "{{\n  \"method\": \"POST\",\n  \"url\": \"{url}\",\n  \"headers\": {{ \"Content-Type\": \"application/json\" }},\n  \"body\": {body} }}"
    )
}

/// A recording of the request.
fn recording(body: &str) -> String {
    let message = message("");
    let url = message.split_whitespace().nth(1).unwrap_or_default();
    let body = serde_json::Value::from(body);
    format!(
        "{{\"log\": {{\"version\": \"1.2\", \"creator\": {{}}, \"entries\": [{{\"request\": {{\"method\": \"POST\", \"url\": \"{url}\", \"headers\": [{{\"name\": \"Content-Type\", \"value\": \"application/json\"}}], \"postData\": {{\"mimeType\": \"application/json\", \"text\": {body}}}}},\n \"response\": {{}}}}]}}}}"
    )
}

/// A body becomes the same wherever it stands.
#[test]
fn a_body_is_fixed_wherever_it_stands() {
    let mut problems = Vec::new();
    let mut changed = 0;
    let bodies = ["structure", "value", "syntax"];
    let of_bodies = |text: &Text| {
        let group = |id: &str| rules::infos().iter().find(|rule| rule.id == id).map(|rule| rule.group.name());
        text.name.split('/').nth(2).and_then(group).is_some_and(|group| bodies.contains(&group))
    };
    for text in texts("fixtures/rules").iter().filter(|text| text.name.ends_with(".json") && of_bodies(text)) {
        // A gap to be filled in is nothing wrong in an example, and in a file of a client it may be a variable. A collection
        // and what describes a request are not bodies.
        let others = [
            "flags-gap",
            "postman",
            "fetch-options",
            "path-and-content",
            "post-data",
            "object-type/flags-expectation",
            "object-type/flags-params",
            "object-type/flags-pattern",
        ];
        let is_own = others.iter().any(|name| text.name.contains(name));
        let plain = |body: &&str| body.starts_with(['{', '[']) && !is_own;
        let Some(body) = text.utf8().filter(plain) else { continue };
        for limit in LIMITS {
            let alone = text.fixed(limit);
            if alone != body && body.starts_with(alone.trim_end()) {
                // What was removed at the end; how many line ends go with it depends on what follows.
                continue;
            }
            changed += usize::from(alone != body);
            let mut compare = |name: &str, wrap: &dyn Fn(&str) -> String| {
                let fixed = Text { name: name.to_owned(), ..text.with(&wrap(body)) }.fixed(limit);
                if fixed != wrap(&alone) {
                    problems.push(format!("{} {limit:?} in {name}:\n{fixed}\nnot\n{}", text.name, wrap(&alone)));
                }
            };
            compare("a.http", &|body| message(body) + "\n\n###\nGET https://example.com/\n");
            compare("a.md", &|body| page(&message(body)));
            compare("a.md", &|body| led(&page(&message(body)), "> "));
            compare("a.json", &|body| envelope(body));
            compare("a.jsonl", &|body| format!("{{}}\n{}\n{{}}\n", envelope(body).replace('\n', " ")));
            compare("a.har", &|body| recording(body));
        }
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
    assert!(changed > 150, "only {changed} bodies were changed");
}

/// Behind 10,000 syntax errors nothing is read, and no fix is certain: that is said. Guesses are made round by round.
#[test]
fn more_syntax_errors_than_are_read_are_fixed_or_reported() {
    let lines = "{\"a\" 1,, \"b\": 01, },\n".repeat(8_000);
    let text = Text::new("a.json", &format!("[\n{lines}{{}}]"));
    let safe = text.fix(Safety::Safe);
    assert!(safe.after.is_none());
    assert!(safe.left.iter().filter(|left| **left == Left::Crowded).count() > 9_000);
    let all = text.fix(Safety::Unsafe);
    assert!(all.made.values().sum::<usize>() >= 32_000, "{:?}", all.made);
    assert!(!all.left.contains(&Left::Spent), "{:?}", all.left);
}
