//! What a checker has seen before changes nothing of what it says. Bodies that differ from one without findings in nothing
//! but ids are not read again; they come out as if they had been.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "support/files.rs"]
mod files;
#[path = "support/ids.rs"]
mod ids;

use files::{files_below, shown};
use ids::{ORDINARY, renamed, told};
use msgraph_lint::check::{Checker, check};
use msgraph_lint::config::Config;
use msgraph_lint::finding::Finding;
use msgraph_lint::input::Claim;
use msgraph_lint::inputs;
use msgraph_lint::rules;
use msgraph_lint::source::Source;
use proptest::prelude::*;

/// What may stand in the place of an id and is more than an id, or something else.
const OTHERS: [&str; 14] = [
    "00000000-0000-0000-0000-000000000000",
    "ea807875-5618-4f0a-9125-0b46a05298ca",
    "5B0D8F3E-6A41-4C27-9E15-7D2C8B9F0A36",
    "5b0d8f3e6a414c279e157d2c8b9f0a36",
    "{5b0d8f3e-6a41-4c27-9e15-7d2c8b9f0a36}",
    "5b0d8f3e-6a41-1c27-9e15-7d2c8b9f0a36",
    "5b0d8f3e-6a41-4c27-9e15-7d2c8b9f0a3g",
    "5b0d8f3e-6a41-4c27-9e15-7d2c8b9f0a3",
    "5b0d8f3e-6a41-4c27-9e15-7d2c8b9f0a36 ",
    "\\u0035b0d8f3e-6a41-4c27-9e15-7d2c8b9f0a36",
    "CN=Adele,OU=5b0d8f3e,DC=contoso,DC=com",
    "adele@contoso.com",
    "21001",
    "User",
];

/// Bodies with gaps, as a line of an archive has them: right ones, and one without its colon.
const BODIES: [&str; 7] = [
    r#"{"parameters":[{"ruleId":"@","subjects":[{"objectId":"@","objectTypeName":"User"}]}]}"#,
    r#"{"parameters": [{"ruleId": "@", "subjects": [{"objectId": "@", "objectTypeName": "User"}, {"objectId": "@", "objectTypeName": "User"}]}]}"#,
    r#"{"parameters":[{"ruleId":"@","subjects":[{"objectId":"@","objectTypeName":"Group","links":{"members":[{"objectId":"@","objectTypeName":"User"},{"objectId":"@","objectTypeName":"User"}]}}]}]}"#,
    r#"{"parameters":[{"ruleId":"@","subjects":[{"objectId":"@","objectTypeName":"User"}]},{"ruleId":"@","subjects":[{"objectId":"@","objectTypeName":"User"}]}]}"#,
    r#"{"parameters":[{"ruleId":"@","subjects":[{"objectId":"@","objectTypeName":"@"}]}]}"#,
    r#"{"parameters":[{"ruleId":"@","subjects":[{"objectId":"@","objectTypeName":"User","@":"@"}]}]}"#,
    r#"{"parameters" [{"ruleId":"@","subjects":[{"objectId":"@","objectTypeName":"User"}]}]}"#,
];

fn everything() -> Config {
    Config::new(&rules::infos(), [], []).expect("everything is on")
}

fn source(name: &str, text: &str) -> Source {
    Source::new(name, text).expect("it is small")
}

/// No rule cares which of the ids it is that are like any other.
#[test]
fn ordinary_ids_are_all_alike() {
    let places = |findings: &[Finding]| -> Vec<_> {
        findings.iter().map(|finding| (finding.rule.id, finding.span, finding.pointer.clone())).collect()
    };
    let mut changed = 0;
    for path in files_below("fixtures") {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let Some(other) = renamed(&text).filter(|_| path.extension().is_some_and(|it| it == "json")) else { continue };
        changed += 1;
        let name = shown(&path);
        let before = check(source(&name, &text), &everything());
        let after = check(source(&name, &other), &everything());
        assert_eq!(places(&after.findings), places(&before.findings), "{name} as\n{other}");
    }
    assert!(changed > 100, "{changed} fixtures have ordinary ids");
}

/// One checker for all fixtures says of each what a new one says.
#[test]
fn fixtures_come_out_the_same_behind_others() {
    let checker = Checker::new(everything());
    let files = files_below("fixtures");
    for path in files.iter().chain(files.iter().rev()) {
        let bytes = std::fs::read(path).expect("a fixture can be read");
        let Ok(source) = Source::from_bytes(shown(path), bytes.clone()) else { continue };
        let again = Source::from_bytes(shown(path), bytes).expect("it was a text before");
        let (here, alone) = (checker.check(source), check(again, &everything()));
        assert_eq!(told(&here.findings, 0), told(&alone.findings, 0), "{}", shown(path));
        assert_eq!((here.requests, here.suppressed.len()), (alone.requests, alone.suppressed.len()));
    }
}

/// What a checker takes for a bare body without reading it is one, and right.
#[test]
fn files_that_are_known_are_what_they_are_taken_for() {
    // By the second, other JSON is right too.
    let syntax = Config::new(&rules::infos(), ["syntax"], []).expect("a group");
    [everything(), syntax].into_iter().for_each(files_that_are_known);
}

fn files_that_are_known(config: Config) {
    let checker = Checker::new(config.clone());
    let ids = |number: usize| ORDINARY[number % ORDINARY.len()];
    let filled = |body: &str, first: usize| {
        let mut parts = body.split('@');
        let start = parts.next().unwrap_or_default().to_owned();
        parts.enumerate().fold(start, |text, (number, part)| text + ids(first + number) + part)
    };
    let others = [
        r#"{"a": "@"}"#,
        r#"{"method": "POST", "url": "/users/@", "body": {}}"#,
        r#"{"requests": [{"id": "1", "method": "GET", "url": "/users/@"}]}"#,
        r#"{"requests": []}"#,
        "[]",
    ];
    let texts: Vec<&str> = BODIES.into_iter().chain(others).collect();
    assert!(texts.iter().all(|text| !checker.knows_file(&filled(text, 0))), "nothing is known yet");
    for text in &texts {
        // Named, and as a line: neither makes a bare body of what is none.
        for name in ["a.json", "a.jsonl", "a.txt"] {
            let _ = checker.check(source(name, &filled(text, 0)));
        }
    }
    let mut known = 0;
    for text in &texts {
        let other = filled(text, 1);
        if checker.knows_file(&other) {
            known += 1;
            let claim = inputs::claim(&source("a.json", &other)).map(|(claim, input)| (claim, input.name));
            assert_eq!(claim, Some((Claim::Certain, inputs::BODY.name)), "{other}");
            assert!(check(source("a.json", &other), &config).findings.is_empty(), "{other}");
        }
    }
    assert!(known > 1, "{known} are known");
}

fn line() -> impl Strategy<Value = String> {
    let id = prop_oneof![8 => prop::sample::select(&ORDINARY[..]), 1 => prop::sample::select(&OTHERS[..])];
    (prop::sample::select(&BODIES[..]), prop::collection::vec(id, 6)).prop_map(|(body, ids)| {
        let mut parts = body.split('@');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.zip(ids.iter().cycle()).fold(first, |line, (part, id)| line + id + part)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// A stream says of each line what the line alone says.
    #[test]
    fn lines_come_out_the_same_in_a_stream(lines in prop::collection::vec(line(), 1..40)) {
        let stream = check(source("archive.jsonl", &(lines.join("\n") + "\n")), &everything());
        prop_assert_eq!(stream.requests, lines.len());
        let mut findings = stream.findings.as_slice();
        let mut behind = 0;
        for line in &lines {
            let alone = check(source("line.jsonl", line), &everything());
            let here = findings.partition_point(|finding| finding.span.start <= behind + line.len() as u32);
            let (own, rest) = findings.split_at(here);
            findings = rest;
            let message = |told: Vec<(&'static str, u32, u32, String, Option<String>)>| -> Vec<_> {
                told.into_iter().map(|(rule, start, end, _, pointer)| (rule, start, end, pointer)).collect()
            };
            prop_assert_eq!(message(told(own, behind)), message(told(&alone.findings, 0)), "{}", line);
            behind += line.len() as u32 + 1;
        }
        prop_assert!(findings.is_empty());
    }
}
