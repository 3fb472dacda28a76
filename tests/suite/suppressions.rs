//! Suppressions: what they reach, what of them is kept, and writing them.

use std::sync::Arc;

use crate::support::files::{files_below, shown};
use crate::support::findings::invariants;
use msgraph_lint::check::check;
use msgraph_lint::config::{self, Config, ConfigFile, Section};
use msgraph_lint::finding::{Group, Suppression};
use msgraph_lint::report::Checked;
use msgraph_lint::source::{Encoding, Source};
use msgraph_lint::suppression::{Ignores, additions};
use msgraph_lint::{fix, inputs, rules};
use proptest::prelude::*;

const URL: &str = "https://graph.microsoft.com/v1.0/servicePrincipals/60443998-8cf7-4e61-b05c-a53b658cb5e1/synchronization/jobs/BoxOutDelta.3a5d9bca4c7b4ea3b7e0f6d9e63b4be1.46f9f4ac/provisionOnDemand";

fn checked(name: &str, text: &str, select: &[&str]) -> Checked {
    let config = Config::new(&rules::infos(), select.iter().copied(), []).expect("the rules are known");
    check(Source::new(name, text).expect("it is short"), &config)
}

/// The ids of the rules, each with its line.
fn lines(checked: &Checked) -> Vec<(&'static str, u32)> {
    let line = |span: msgraph_lint::text::Span| checked.source.position(span.start).line;
    checked.findings.iter().map(|finding| (finding.rule.id, line(finding.span))).collect()
}

/// A request with one syntax error, on its fourth line.
fn request(comment: &str) -> String {
    format!("{comment}POST {URL}\nContent-Type: application/json\n\n{{\"parameters\" [1]}}\n\n")
}

#[test]
fn a_comment_reaches_the_next_request_and_no_other() {
    let ignore = "# msgraph-lint: ignore[missing-colon]\n";
    let select = ["missing-colon", "ignores"];
    let both = format!("{}###\n{}", request(ignore), request(""));
    assert_eq!(lines(&checked("a.http", &both, &select)), [("missing-colon", 11)]);
    let before_none = format!("{}###\n{ignore}", request(""));
    let expected = [("missing-colon", 4), ("unused-ignore", 7)];
    assert_eq!(lines(&checked("a.http", &before_none, &select)), expected);
    let file = format!("{}###\n# msgraph-lint: ignore-file[missing-colon]\n{}", request(""), request(""));
    assert_eq!(lines(&checked("a.http", &file, &select)), []);
}

/// A body is data, and so is everything in a format without comments.
#[test]
fn words_that_are_no_comment_silence_nothing() {
    let words = "# msgraph-lint: ignore-file[missing-colon]";
    let body = format!("{{\"note\": \"{words}\",\n{words}\n // {}\n\"parameters\" [1]}}", &words[2..]);
    for (name, text) in [
        ("a.json", body.clone()),
        ("a.http", format!("POST {URL}\nContent-Type: application/json\n\n{body}\n")),
        (
            "a.md",
            format!("```http\nPOST {URL}\nContent-Type: application/json\n\n{body}\n<!-- {} -->\n```\n", &words[2..]),
        ),
    ] {
        let found = lines(&checked(name, &text, &["missing-colon", "ignores"]));
        assert!(found.iter().any(|(id, _)| *id == "missing-colon"), "{name}: {found:?}");
        assert!(found.iter().all(|(id, _)| *id == "missing-colon"), "{name}: {found:?}");
    }
}

#[test]
fn what_is_silenced_is_kept_with_its_reason_and_without_its_secrets() {
    let token = format!("eyJ{}", "a".repeat(40));
    let text = request(&format!("// msgraph-lint: ignore[syntax] -- seen with {token}, café \n"));
    let checked = checked("a.http", &text, &[]);
    let kept = checked.suppressed.iter().find(|it| it.finding.rule.id == "missing-colon").expect("it is kept");
    let Suppression::Comment { place, reason } = &kept.by else { panic!("a comment silenced it") };
    assert_eq!(reason.as_deref(), Some("seen with •••, café"));
    assert!(place.of(&text).starts_with("// msgraph-lint:") && place.of(&text).ends_with("café"));
    assert!(checked.findings.iter().all(|it| it.rule.id != "missing-colon"));
}

#[test]
fn a_rule_that_was_not_on_makes_no_suppression_unused() {
    let text = request("# msgraph-lint: ignore[missing-comma,value,rule-not-in-schema]\n");
    let unused = |select: &[&str]| checked("a.http", &text, select).findings.len();
    assert_eq!(unused(&["ignores"]), 0);
    assert_eq!(unused(&["ignores", "missing-comma"]), 1);
    assert_eq!(unused(&["ignores", "multiple-groups"]), 0, "a part of a group says nothing about the group");
}

#[test]
fn removing_takes_the_line_and_keeps_line_ends() {
    let comment = "> <!-- msgraph-lint: ignore[missing-colon] -->\r\n";
    let page = |comment: &str| format!("# A\r\n\r\n{comment}> ```http\r\n> GET {URL}\r\n> ```\r\n");
    let text = page(comment);
    let checked = checked("a.md", &text, &["unused-ignore", "missing-colon"]);
    let fix = checked.findings[0].fix.as_ref().expect("it can be removed");
    assert_eq!(fix::apply(&text, fix.edits()), page(""));
}

/// The text of a source with suppressions of all that is found in it.
fn silenced(name: &str, text: &str) -> Option<String> {
    let checked = checked(name, text, &[]);
    let comments = inputs::claiming(&checked.source)?.comments(&checked.source)?;
    let ignores = Ignores::read(&checked.source, &comments, &rules::infos(), |_| true);
    let edits = additions(&comments, &ignores, &checked.findings);
    assert!(edits.iter().all(|edit| edit.span.is_empty()), "{name}: something is taken away");
    Some(fix::apply(text, &edits))
}

/// Every fixture that has comments, with either kind of line end.
#[test]
fn all_that_is_found_can_be_silenced_once_and_for_all() {
    let mut seen = 0;
    let mut problems = Vec::new();
    for path in files_below("fixtures") {
        let name = shown(&path);
        let Ok(source) = Source::from_bytes(name.as_str(), std::fs::read(&path).expect("a fixture can be read")) else {
            continue;
        };
        if *source.encoding() != Encoding::Utf8 {
            continue;
        }
        for text in [source.text().to_owned(), source.text().replace("\r\n", "\n").replace('\n', "\r\n")] {
            let Some(quiet) = silenced(&name, &text) else { continue };
            let before = checked(&name, &text, &[]);
            seen += usize::from(!before.findings.is_empty());
            let after = checked(&name, &quiet, &[]);
            let all = |checked: &Checked| checked.findings.len() + checked.suppressed.len();
            if !after.findings.is_empty() || all(&before) != all(&after) {
                problems.push(format!("{name}: {:?} is left in\n{quiet}", lines(&after)));
            }
            if silenced(&name, &quiet).as_ref() != Some(&quiet) {
                problems.push(format!("{name}: a second run changes it"));
            }
            let ends = |text: &str| text.matches('\n').count() == text.matches("\r\n").count();
            if ends(&text) && !ends(&quiet) {
                problems.push(format!("{name}: line ends are mixed"));
            }
        }
    }
    assert!(seen > 100, "{seen} fixtures only");
    assert!(problems.is_empty(), "{} problems of {seen}:\n{}", problems.len(), problems.join("\n"));
}

/// What `--add-ignores` prints for files without comments silences all that is found in them, and nothing else is needed.
#[test]
fn entries_of_the_configuration_silence_all_that_is_found() {
    let infos = rules::infos();
    let mut seen = 0;
    for path in files_below("fixtures").into_iter().filter(|path| path.extension().is_some_and(|it| it == "json")) {
        let name = shown(&path);
        let bytes = std::fs::read(&path).expect("a fixture can be read");
        let Ok(source) = Source::from_bytes(name.as_str(), bytes) else { continue };
        let text = source.text().to_owned();
        let before = checked(&name, &text, &[]);
        seen += usize::from(!before.findings.is_empty());
        let entries = config::ignore_entries(&name, &before.findings);
        let section = config::read(&entries, &infos).unwrap_or_else(|_| panic!("{name}: {entries}"));
        let source = Source::new("c.toml", entries.as_str()).expect("it is short");
        let files = [Arc::new(ConfigFile { source, folder: "/r".to_owned(), section })];
        let covering = config::covering(&files, &format!("/r/{name}"));
        let config = config::resolve(&infos, &files, &covering, &Section::default()).config;
        let after = check(Source::new(name.as_str(), text).expect("it is short"), &config);
        assert!(after.findings.is_empty(), "{name}: {:?} is left by\n{entries}", lines(&after));
        assert_eq!(after.suppressed.len(), before.findings.len() + before.suppressed.len(), "{name}");
    }
    assert!(seen > 100, "{seen} fixtures only");
}

/// Each suppression of thousands holds for its own request only.
#[test]
fn many_suppressions_are_matched_with_their_own_requests() {
    let mut text = String::new();
    for number in 0..2000 {
        let rule = if number % 2 == 0 { "missing-colon" } else { "missing-comma" };
        text.push_str(&request(&format!("###\n# msgraph-lint: ignore[{rule}]\n")));
    }
    let checked = checked("a.http", &text, &["missing-colon", "missing-comma", "unused-ignore"]);
    let count = |id: &str| checked.findings.iter().filter(|it| it.rule.id == id).count();
    assert_eq!((count("missing-colon"), count("unused-ignore"), checked.suppressed.len()), (1000, 1000, 1000));
}

/// Lines out of which files are made, in any order.
const LINES: [&str; 24] = [
    "# msgraph-lint: ignore[missing-colon]",
    "// msgraph-lint: ignore-file[syntax, empty-array] because",
    "# msgraph-lint: ignore missing-colon",
    "# msgraph-lint: ignore[, missing-colan,]",
    "# msgraph-lint:",
    "<!-- msgraph-lint: ignore[structure] --> <!-- msgraph-lint: ignore[",
    "<!-- msgraph-lint: ignore[missing-annotation]",
    "<!-- {\"blockType\": \"request\"} --> <!-- msgraph-lint: ignore[] -->",
    "> <!-- { \"blockType\": \"reqest\" } -->",
    "-->",
    "###",
    "### é",
    "@host = graph.microsoft.com",
    "POST https://graph.microsoft.com/v1.0/servicePrincipals/x/synchronization/jobs/y/provisionOnDemand",
    "> POST https://{{host}}/v1.0/servicePrincipals/x/synchronization/jobs/y/provisionOnDemand",
    "Content-Type: application/json",
    "",
    ">",
    "{\"parameters\" [1,]}",
    "> {\"parameters\" [\"// msgraph-lint: ignore[syntax]\"",
    "```http",
    "```",
    "- ```http",
    "\u{FEFF}---",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever comments say and wherever they stand, what is found lies in the text; and comments that are written keep all
    /// silent, or the program would see it and leave the file alone.
    #[test]
    fn any_comments_anywhere(numbers in prop::collection::vec(0..LINES.len(), 0..14), page: bool, crlf: bool) {
        let name = if page { "a.md" } else { "a.http" };
        let end = if crlf { "\r\n" } else { "\n" };
        let text: String = numbers.iter().flat_map(|&number| [LINES[number], end]).collect();
        let before = checked(name, &text, &[]);
        if let Err(problem) = invariants(&before) {
            panic!("{problem}");
        }
        for finding in before.findings.iter().filter(|it| it.rule.group == Group::Ignores) {
            let fixed = fix::apply(&text, finding.fix.as_ref().map_or(&[], |fix| fix.edits()));
            prop_assert!(fixed != text, "{} can be repaired", finding.rule.id);
        }
        let quiet = silenced(name, &text).expect("the format has comments");
        let left = checked(name, &quiet, &[]);
        if left.findings.is_empty() {
            prop_assert_eq!(silenced(name, &quiet), Some(quiet));
        }
    }
}
