//! Entries of `ignores` that matched no finding in a run: which they are, and where their rules were found instead.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use super::first_found::Found;
use super::resolved::ResolvedConfig;
use crate::check::configuration::{self, UnusedEntry};
use crate::config::ConfigFile;
use crate::finding::Severity;
use crate::report::Checked;
use crate::text::secret;

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
