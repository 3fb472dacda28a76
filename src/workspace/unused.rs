//! Entries of `ignores` that matched no finding in a run: which they are, and where their rules were found instead.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

use super::resolved::ResolvedConfig;
use crate::check::configuration::{self, UnusedEntry};
use crate::config::ConfigFile;
use crate::finding::Severity;
use crate::report::Checked;
use crate::text::secret;

/// The first finding of each rule, by the name of its file and its place there.
#[derive(Debug, Default)]
pub(super) struct FirstFound {
    by_rule: Mutex<BTreeMap<&'static str, Found>>,
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    file: String,
    /// 1-based.
    line: u32,
    /// 1-based, in code points.
    column: u32,
    pointer: Option<String>,
}

impl FirstFound {
    /// Notes what is reported of a source. Threads may come in any order.
    pub(super) fn note(&self, checked: &Checked) {
        if checked.findings.is_empty() {
            return;
        }
        // A thread that panicked ends the run anyway.
        let mut by_rule = self.by_rule.lock().unwrap_or_else(PoisonError::into_inner);
        for finding in &checked.findings {
            let name = checked.source.name();
            if by_rule.get(finding.rule.id).is_some_and(|known| known.file.as_str() < name) {
                continue;
            }
            let position = checked.source.position(finding.span.start);
            let found = Found {
                file: name.to_owned(),
                line: position.line,
                column: position.column,
                pointer: finding.pointer.clone(),
            };
            add(&mut by_rule, finding.rule.id, found);
        }
    }

    fn add_to(&self, all: &mut BTreeMap<&'static str, Found>) {
        let by_rule = self.by_rule.lock().unwrap_or_else(PoisonError::into_inner);
        by_rule.iter().for_each(|(&rule, found)| add(all, rule, found.clone()));
    }
}

/// Keeps the first of the places.
fn add(all: &mut BTreeMap<&'static str, Found>, rule: &'static str, found: Found) {
    let first = all.entry(rule).or_insert_with(|| found.clone());
    if found < *first {
        *first = found;
    }
}

/// What became of the entries of `ignores` of a file.
struct Entries<'c> {
    file: &'c ConfigFile,
    /// That of `unused-ignore-entry`, the highest of all files that were checked; `None` if it is off.
    severity: Option<Severity>,
    /// By index: the entries that are about a file that was checked.
    judged: BTreeMap<usize, Judged>,
    /// What was found in all files that the configuration counts for.
    found: BTreeMap<&'static str, Found>,
}

#[derive(Default)]
struct Judged {
    matched: bool,
    rules: Vec<&'static str>,
    /// What was found in the files that the entry is about.
    found: BTreeMap<&'static str, Found>,
}

impl Judged {
    /// Where rules of the entry were found: in its own files, or else in others.
    fn places(&self, elsewhere: &BTreeMap<&'static str, Found>) -> Vec<String> {
        let of = |found: &BTreeMap<&'static str, Found>| -> Vec<String> {
            let of_entry = self.rules.iter().filter_map(|&rule| Some((rule, found.get(rule)?)));
            of_entry.map(|(rule, found)| words(rule, found)).collect()
        };
        let own = of(&self.found);
        if own.is_empty() { of(elsewhere) } else { own }
    }
}

fn words(rule: &str, Found { file, line, column, pointer }: &Found) -> String {
    let pointer = pointer.as_deref().filter(|pointer| !pointer.is_empty());
    let pointer = pointer.map_or(String::new(), |pointer| format!(", pointer `{}`", secret::masked(pointer)));
    format!("`{rule}` at {file}:{line}:{column}{pointer}")
}

/// The findings about entries that matched nothing, by configuration file. `all` is every configuration of the run.
pub(super) fn entries<'c>(all: impl Iterator<Item = &'c ResolvedConfig>) -> Vec<Checked> {
    let mut files: BTreeMap<&str, Entries<'_>> = BTreeMap::new();
    for resolved in all.filter(|resolved| resolved.asked.load(Ordering::Relaxed)) {
        let severity = resolved.config().severity(configuration::UNUSED_ENTRY);
        for file in resolved.chain.iter().filter(|file| !file.section.ignores.is_empty()) {
            let new = || Entries { file, severity: None, judged: BTreeMap::new(), found: BTreeMap::new() };
            let known = files.entry(file.source.name()).or_insert_with(new);
            resolved.first_found.add_to(&mut known.found);
        }
        for (number, &(file, entry)) in resolved.covering.ignores.iter().enumerate() {
            let Some(known) = resolved.chain.get(file).and_then(|file| files.get_mut(file.source.name())) else {
                continue;
            };
            known.severity = known.severity.max(severity);
            let judged = known.judged.entry(entry).or_default();
            judged.matched |= resolved.has_matched(number);
            judged.rules = resolved.config().ignored_by(number).collect();
            resolved.first_found.add_to(&mut judged.found);
        }
    }
    files.into_values().filter_map(unused).collect()
}

fn unused(entries: Entries<'_>) -> Option<Checked> {
    let severity = entries.severity?;
    let unused = entries.judged.iter().filter(|(_, judged)| !judged.matched);
    let unused = unused.map(|(&index, judged)| UnusedEntry { index, found: judged.places(&entries.found) });
    let checked = configuration::unused(entries.file, unused, severity).ok()?;
    Some(checked).filter(|checked| !checked.findings.is_empty())
}
