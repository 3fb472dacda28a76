//! What entries of `ignores` keep silent stays so when a fix changes the pointers of it.

use std::collections::BTreeSet;

use super::shift::Shift;
use crate::finding::{Finding, Suppressed, Suppression};
use crate::report::Checked;
use crate::text::Span;

/// Takes out of what is found after some fixes, in `after`, what an entry with a `pointer` ignored before them, wherever that
/// stands now. `rounds` has what moved.
pub(super) fn carry(before: &Checked, after: &mut Checked, rounds: &[Shift]) {
    let is_entry = |it: &&Suppressed| matches!(it.by, Suppression::Entry { .. }) && it.finding.pointer.is_some();
    let place = |finding: &Finding| rounds.iter().fold(finding.span, |span: Span, shift| shift.moved(span)).start;
    let mut open: Vec<(u32, &Suppressed)> =
        before.suppressed.iter().filter(is_entry).map(|it| (place(&it.finding), it)).collect();
    if open.is_empty() {
        return;
    }
    let still: BTreeSet<(&str, u32)> =
        after.suppressed.iter().map(|it| (it.finding.rule.id, it.finding.span.start)).collect();
    open.retain(|(start, it)| !still.contains(&(it.finding.rule.id, *start)));
    let reported: BTreeSet<(&str, u32)> = before.findings.iter().map(|it| (it.rule.id, place(it))).collect();
    let mut carried = Vec::new();
    // First what is where it stood, and then what was moved with its words.
    for by_words in [false, true] {
        let is_it = |finding: &Finding, start: u32, known: &Finding| match by_words {
            false => known.rule.id == finding.rule.id && start == finding.span.start,
            true => {
                let is_known = reported.contains(&(finding.rule.id, finding.span.start));
                known.identity.words == finding.identity.words && !is_known
            }
        };
        let mut rest = Vec::with_capacity(after.findings.len());
        for finding in std::mem::take(&mut after.findings) {
            match open.iter().position(|&(start, it)| is_it(&finding, start, &it.finding)) {
                Some(index) => {
                    let by = open.remove(index).1.by.clone();
                    carried.push(Suppressed { finding, by });
                }
                None => rest.push(finding),
            }
        }
        after.findings = rest;
    }
    if !carried.is_empty() {
        after.suppressed.append(&mut carried);
        after.suppressed.sort_by_key(|it| (it.finding.span, it.finding.rule.id));
    }
}
