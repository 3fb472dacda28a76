//! Broken bodies, many with several syntax errors at once: `fixtures/broken/NN-name.json`, and beside each what an expert would
//! point out, `NN-name.expected`: lines of `line:column rule`, written before the program was asked.

use std::path::PathBuf;

use crate::support::files::{files_below, shown};
use crate::support::findings::invariants;
use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::report::Checked;
use msgraph_lint::rules;
use msgraph_lint::source::Source;

fn bodies() -> Vec<(PathBuf, Checked)> {
    let config = Config::new(&rules::infos(), [], []).expect("no word, no unknown word");
    let mut files = files_below("fixtures/broken");
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    assert!(files.len() > 60, "the broken bodies were not found");
    let checked = |file: PathBuf| {
        let bytes = std::fs::read(&file).expect("a fixture can be read");
        let source = Source::from_bytes(shown(&file), bytes).expect("a fixture is a text");
        (file, check(source, &config))
    };
    files.into_iter().map(checked).collect()
}

#[test]
fn every_syntax_error_is_found_as_itself_and_nothing_else() {
    let mut problems = Vec::new();
    for (file, checked) in bodies() {
        let place = |at| checked.source.position(at);
        let found: Vec<String> = checked
            .findings
            .iter()
            .map(|finding| (place(finding.span.start), finding.rule.id))
            .map(|(place, rule)| format!("{}:{} {rule}", place.line, place.column))
            .collect();
        let expected = std::fs::read_to_string(file.with_extension("expected")).expect("every body has its findings");
        let expected: Vec<&str> = expected.lines().collect();
        let missing =
            expected.iter().filter(|&line| !found.iter().any(|it| it == line)).map(|line| format!("- {line}"));
        let surplus = found.iter().filter(|line| !expected.contains(&line.as_str())).map(|line| format!("+ {line}"));
        let differences: Vec<String> = missing.chain(surplus).collect();
        if !differences.is_empty() || found.len() != expected.len() {
            problems.push(format!("{}\n  {}", shown(&file), differences.join("\n  ")));
        }
    }
    assert!(problems.is_empty(), "- expected, + found\n{}", problems.join("\n"));
}

#[test]
fn findings_lie_in_the_text_and_in_order() {
    for (file, checked) in bodies() {
        invariants(&checked).unwrap_or_else(|problem| panic!("{}: {problem}", shown(&file)));
    }
}
