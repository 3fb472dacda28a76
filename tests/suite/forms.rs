//! The forms in which people write down requests and bodies, `fixtures/forms.jsonl`, and everyday requests with a mistake each,
//! `fixtures/mistakes.jsonl`: one input a line.
//!
//! Of each form is said what must hold: `rules` are reported, `absent` are not; `exact` are the rules of all errors and warnings;
//! there are at most `most` of these, and at least one where `some` or `group` is given. With `safe` the safe fixes make this
//! JSON of it, with `unsafe` all of them together.

use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::finding::{Safety, Severity};
use msgraph_lint::source::Source;
use msgraph_lint::{fix, rules};
use serde_json::Value;

#[test]
fn each_form_is_read_as_what_it_is() {
    let text = std::fs::read_to_string("fixtures/forms.jsonl").expect("it is there");
    let mut problems = Vec::new();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).expect("each line is JSON");
        problems.extend(problem(&case).map(|problem| format!("{}: {problem}", case["id"])));
    }
    assert!(text.lines().count() >= 50);
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

/// Each line has a `request` that is right, and what it is with `instead` in place of the first `written`: then `rules` report
/// it, and no other rule does.
#[test]
fn each_mistake_is_reported_by_its_rule_alone() {
    let text = std::fs::read_to_string("fixtures/mistakes.jsonl").expect("it is there");
    let mut problems = Vec::new();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).expect("each line is JSON");
        let of = |key: &str| case[key].as_str().unwrap_or_default().to_owned();
        let (right, written, instead) = (of("request"), of("written"), of("instead"));
        assert!(right.contains(&written) && written != instead, "nothing is changed: {line}");
        let (before, wrong) = (loud(&right), loud(&right.replacen(&written, &instead, 1)));
        if !before.is_empty() || wrong != words(&case, "rules") {
            problems.push(format!("{before:?}, then {wrong:?} with {instead:?}: {right}"));
        }
    }
    assert!(text.lines().count() >= 200);
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

/// The rules of the errors and warnings in a request.
fn loud(request: &str) -> Vec<&'static str> {
    let config = Config::new(&rules::infos(), [], ["documentation-id"]).expect("the rules are known");
    let findings = check(Source::new("a.http", request).expect("it is small"), &config).findings;
    findings.iter().filter(|finding| finding.severity != Severity::Info).map(|finding| finding.rule.id).collect()
}

fn words<'a>(case: &'a Value, key: &str) -> Vec<&'a str> {
    case[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// What does not hold of a case, if something does not.
fn problem(case: &Value) -> Option<String> {
    let (name, text) = (case["name"].as_str()?, case["text"].as_str()?);
    let config = Config::new(&rules::infos(), [], ["documentation-id"]).expect("the rules are known");
    let source = || Source::new(name, text).expect("it is small");
    let checked = check(source(), &config);
    let all: Vec<&str> = checked.findings.iter().map(|finding| finding.rule.id).collect();
    let loud: Vec<&str> = checked
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Info)
        .map(|finding| finding.rule.id)
        .collect();
    let wrong = words(case, "rules").into_iter().any(|rule| !all.contains(&rule))
        || words(case, "absent").into_iter().any(|rule| all.contains(&rule))
        || case["most"].as_u64().is_some_and(|most| loud.len() as u64 > most)
        || case["some"].as_bool() == Some(true) && loud.is_empty()
        || case["group"].as_str().is_some_and(|group| {
            let mut loud = checked.findings.iter().filter(|finding| finding.severity != Severity::Info);
            !loud.any(|finding| finding.rule.group.name() == group)
        });
    let exact = case["exact"].is_array().then(|| words(case, "exact"));
    if wrong || exact.is_some_and(|exact| exact != loud) {
        return Some(format!("{all:?} for {text:?}"));
    }
    [("safe", Safety::Safe), ("unsafe", Safety::Unsafe)].into_iter().find_map(|(key, safety)| {
        let wanted = case.get(key)?;
        let of = |source| check(source, &config);
        let fixed = fix::fix(of(source()), safety, &of).now().source.text().to_owned();
        let is_wanted = serde_json::from_str::<Value>(&fixed).is_ok_and(|value| value == *wanted);
        (!is_wanted).then(|| format!("the fix makes {fixed:?}"))
    })
}
