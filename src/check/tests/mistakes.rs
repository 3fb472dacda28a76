//! One mistake in a right request, everywhere it can be made: whether it is found, and at its place. The requests are those in
//! `fixtures/silent/everyday`; `MSGRAPH_LINT_REQUESTS` names a folder with more HTTP files, of which clean requests are taken too.
#![expect(clippy::print_stdout, reason = "it says what it measured")]

mod kinds;
mod typed;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::check::check;
use crate::config::Config;
use crate::finding::{Finding, Severity};
use crate::rules;
use crate::source::Source;
use crate::text::Span;

/// A request with one mistake.
struct Mutant {
    kind: &'static str,
    text: String,
    /// Where the mistake is, or `None` where something is missing.
    place: Option<Span>,
}

/// How many of one kind there were, and those that were not found.
#[derive(Default)]
struct Tally {
    tried: usize,
    missed: Vec<String>,
}

#[test]
fn one_mistake_is_found_at_its_place() {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut requests = everyday();
    let count = requests.len();
    requests.extend(more());
    let config = Config::new(&rules::infos(), [], []).expect("everything is on");
    for (at, request) in requests.iter().enumerate() {
        let before = findings(request, &config);
        if !before.is_empty() {
            assert!(at >= count, "an everyday request is not clean: {request}\n{before:?}");
            continue;
        }
        for mutant in kinds::mutants(request) {
            let tally = tallies.entry(mutant.kind).or_default();
            tally.tried += 1;
            if !findings(&mutant.text, &config).iter().any(|finding| is_at(finding, mutant.place)) {
                tally.missed.push(format!(
                    "{}\n... at {:?}",
                    mutant.text,
                    mutant.place.map(|place| place.of(&mutant.text))
                ));
            }
        }
    }
    assert!(count >= 80, "only {count} requests");
    let show = std::env::var("MISTAKES_SHOW").ok();
    let mut low = Vec::new();
    for (kind, tally) in &tallies {
        let found = 100.0 * (tally.tried - tally.missed.len()) as f64 / tally.tried as f64;
        println!("{kind:<28} {:>5} {found:>6.1} %", tally.tried);
        if show.as_deref() == Some(kind) {
            tally.missed.iter().for_each(|text| println!("--- missed:\n{text}"));
        }
        let wanted = if *kind == "method" { 90.0 } else { 97.0 };
        if found < wanted || tally.tried < 4 {
            low.push(format!("{kind}: {found:.1} % of {}; for one\n{}", tally.tried, tally.missed.join("\n---\n")));
        }
    }
    assert_eq!(tallies.len(), kinds::COUNT, "a kind was not tried");
    assert!(low.is_empty(), "{}", low.join("\n"));
}

/// The findings of a request that is the only one in its file, infos left out.
fn findings(request: &str, config: &Config) -> Vec<Finding> {
    let source = Source::from_bytes("request.http", request.as_bytes().to_vec()).expect("a request is text");
    let checked = check(source, config);
    checked.findings.into_iter().filter(|finding| finding.severity != Severity::Info).collect()
}

fn is_at(finding: &Finding, place: Option<Span>) -> bool {
    place.is_none_or(|place| finding.span.start <= place.end && finding.span.end >= place.start)
}

fn everyday() -> Vec<String> {
    files_of("fixtures/silent/everyday").iter().flat_map(|path| requests(path)).collect()
}

fn more() -> Vec<String> {
    let folder = std::env::var_os("MSGRAPH_LINT_REQUESTS");
    let files = folder.into_iter().flat_map(|folder| fs::read_dir(folder).expect("the folder can be read"));
    files.flatten().flat_map(|entry| requests(&entry.path())).collect()
}

/// The requests of an HTTP file; what is after `###` is the name of one.
fn requests(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let parts = text.split("###").filter_map(|part| Some(part.split_once('\n')?.1.trim().to_owned()));
    parts.filter(|request| !request.is_empty()).collect()
}

/// Every file of a folder of the project, in order of its path.
fn files_of(folder: &str) -> Vec<PathBuf> {
    let folder = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("the folder can be read");
    let mut files: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}
