//! Where a run found each rule first, for entries of `ignores` that miss it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::finding::Finding;
use crate::report::Checked;

/// The first finding of each rule, by the name of its file and its place there.
#[derive(Debug, Default)]
pub(super) struct FirstFound {
    by_rule: Mutex<BTreeMap<&'static str, Found>>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    pub(super) file: String,
    /// The number of the line, counted from 1.
    pub(super) line: u32,
    /// The column in code points, counted from 1.
    pub(super) column: u32,
    pub(super) pointer: Option<String>,
}

impl FirstFound {
    /// Notes what is reported of a source, and what has `moved` away from its entry. Threads may come in any order.
    pub(super) fn note(&self, checked: &Checked, moved: &[&Finding]) {
        let findings = checked.findings.iter().chain(moved.iter().copied());
        if checked.findings.is_empty() && moved.is_empty() {
            return;
        }
        // A thread that panicked ends the run anyway.
        let mut by_rule = self.by_rule.lock().unwrap_or_else(PoisonError::into_inner);
        for finding in findings {
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

    /// Adds the findings to others, of which the first of each rule stays.
    pub(super) fn add_to(&self, all: &mut BTreeMap<&'static str, Found>) {
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
