//! Bodies on which the rules of the group `value` have nothing to say, and what they say of Microsoft's own examples.

use std::path::{Path, PathBuf};

use crate::support::files::{files_below, shown};
use crate::support::findings::invariants;
use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::finding::{Finding, Group, Severity};
use msgraph_lint::fix;
use msgraph_lint::json;
use msgraph_lint::rules;
use msgraph_lint::source::Source;
use msgraph_lint::text::{Edit, Span};
use proptest::prelude::*;

fn bodies(folder: &str) -> Vec<PathBuf> {
    let paths = files_below(folder);
    assert!(!paths.is_empty(), "{folder} is empty");
    paths
}

fn findings_of(path: &Path) -> Vec<Finding> {
    let config = Config::new(&rules::infos(), [], []).expect("everything is on");
    let bytes = std::fs::read(path).expect("a fixture can be read");
    check(Source::from_bytes(shown(path), bytes).expect("a fixture is a text"), &config).findings
}

/// A file `*.info.json` has findings of the severity info, and no other file has any.
#[test]
fn silent_bodies_have_no_findings() {
    for path in bodies("fixtures/silent") {
        let (findings, name) = (findings_of(&path), shown(&path));
        assert_eq!(name.ends_with(".info.json"), !findings.is_empty(), "{name}: {findings:#?}");
        assert!(findings.iter().all(|finding| finding.severity == Severity::Info), "{name}: {findings:#?}");
    }
}

#[test]
fn documented_requests_have_documentation_ids_only() {
    for path in bodies("fixtures/documented") {
        let (findings, name) = (findings_of(&path), shown(&path));
        let mut others = findings.iter().filter(|finding| finding.severity > Severity::Info);
        assert!(others.all(|finding| finding.rule.id == "documentation-id"), "{name}: {findings:#?}");
    }
}

/// Pieces of ids and types, good and bad.
const PIECES: &[&str] = &[
    "ea807875-5618-4f0a-9125-0b46a05298ca",
    "EA807875-5618-4F0A-9125-0B46A05298CA",
    "ea80787556184f0a91250b46a05298ca",
    "00000000-0000-0000-0000-000000000000",
    "1f0d6b7e-3a52-4c0f-9d55",
    "CN=Vance",
    "DC=fabrikam",
    "OU= é",
    "User",
    "USER",
    "Group",
    "Worker",
    "urn:uuid:",
    "{",
    "}",
    "(",
    ")",
    "<",
    ">",
    "%",
    "$",
    "your-",
    ",",
    "+",
    "#V2",
    "@",
    ".",
    "-",
    "–",
    "é",
    "𝔤",
    " ",
    "\\t",
    "\\n",
    "\\u0000",
    "\\u2028",
    "\\\\",
    "\\\"",
    "\\u00e9",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(&PIECES[..12]).prop_map(str::to_owned),
        1 => prop::collection::vec(prop::sample::select(PIECES), 0..6).prop_map(|pieces| pieces.concat()),
    ]
}

fn subject() -> impl Strategy<Value = String> {
    (word(), word()).prop_map(|(id, name)| format!("{{\"objectId\": \"{id}\", \"objectTypeName\": \"{name}\"}}"))
}

fn group() -> impl Strategy<Value = String> {
    (word(), prop::collection::vec(subject(), 0..8)).prop_map(|(id, members)| {
        let members = members.join(",\n");
        format!("{{\"objectId\": \"{id}\", \"objectTypeName\": \"Group\", \"links\": {{\"members\": [{members}]}}}}")
    })
}

fn body() -> impl Strategy<Value = String> {
    let subjects = prop::collection::vec(prop_oneof![subject(), group()], 1..5);
    let entry = (word(), subjects).prop_map(|(rule, subjects)| {
        format!("{{\"ruleId\": \"{rule}\", \"subjects\": [\n{}\n]}}", subjects.join(",\n"))
    });
    prop::collection::vec(entry, 1..4).prop_map(|entries| format!("{{\"parameters\": [{}]}}", entries.join(", ")))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Places lie in the text; and when all fixes of a rule are made, the text is JSON and needs none of them again.
    #[test]
    fn places_and_fixes_hold(body in body()) {
        let strict = |text: &str| json::parse(text, Span::whole(text)).syntax_errors.is_empty();
        prop_assert!(strict(&body), "{body}");
        for rule in rules::infos().into_iter().filter(|rule| rule.group == Group::Value) {
            let config = Config::new(&rules::infos(), [rule.id], []).expect("the rule is known");
            let checked = |text: &str| check(Source::new("body.json", text).expect("it is small"), &config);
            let first = checked(&body);
            prop_assert_eq!(invariants(&first), Ok(()), "{}", body);
            let mut edits: Vec<Edit> = Vec::new();
            for finding in &first.findings {
                prop_assert!(finding.help.is_some(), "{}: {}", rule.id, finding.message);
                edits.extend(finding.fix.iter().flat_map(|fix| fix.edits().iter().cloned()));
            }
            edits.sort();
            edits.dedup();
            if !edits.is_empty() {
                let fixed = fix::apply(&body, &edits);
                prop_assert!(strict(&fixed), "{}: {fixed}", rule.id);
                let left = checked(&fixed).findings.iter().filter(|finding| finding.fix.is_some()).count();
                prop_assert_eq!(left, 0, "{}: {} from {}", rule.id, fixed, body);
            }
        }
    }
}
