//! Public complaints about Microsoft Graph that a check prevents: each file in `fixtures/complaints/` has the thread, what went wrong, and
//! the rule that reports it, in the comments at its head. The requests are made up after the threads; all ids are invented.

use std::fs;

use msgraph_lint::check;
use msgraph_lint::config::Config;
use msgraph_lint::finding::Severity;
use msgraph_lint::rules;
use msgraph_lint::source::Source;

use crate::support::files::{files_below, shown};

#[test]
fn every_complaint_is_reported_once_with_its_rule() {
    let config = Config::new(&rules::infos(), [], []).expect("everything is on");
    let files = files_below("fixtures/complaints");
    assert!(files.len() >= 20, "only {} complaints", files.len());
    let mut problems = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a complaint is a text");
        let mut head = text.lines().map_while(|line| line.strip_prefix("# "));
        let (thread, _, rule) = (head.next(), head.next(), head.next());
        if !thread.is_some_and(|thread| thread.starts_with("https://")) {
            problems.push(format!("{}: no thread", shown(&path)));
        }
        let source = Source::from_bytes(shown(&path), text.clone().into_bytes()).expect("a complaint is a text");
        let checked = check::check(source, &config);
        let found = checked.findings.iter().filter(|finding| finding.severity != Severity::Info);
        let found: Vec<&str> = found.map(|finding| finding.rule.id).collect();
        if rule.is_none_or(|rule| found != [rule]) {
            problems.push(format!("{}: {found:?}", shown(&path)));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
