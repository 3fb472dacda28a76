//! Which of many fixes are made together: those whose edits keep apart.

use std::cmp::Reverse;

use std::collections::BTreeMap;

use crate::finding::{Finding, Fix};
use crate::text::{Edit, Span};

/// As many findings as can be fixed together, in the order of their first edits. Of two whose edits meet, the first is
/// taken; of two that insert at one gap, the one that is found further behind: what was opened last is closed first.
pub(super) fn choose<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<&'f Finding> {
    let with_edits = |finding: &'f Finding| Some((finding.fix.as_ref()?.edits(), finding));
    let mut wanted: Vec<(&[Edit], &Finding)> = findings.into_iter().filter_map(with_edits).collect();
    wanted.sort_by_key(|(edits, finding)| (edits[0].span.start, Reverse(finding.span.start), finding.rule.id));
    let mut taken = BTreeMap::new();
    let mut chosen = Vec::new();
    for (edits, finding) in wanted {
        if edits.iter().all(|edit| is_free(&taken, edit.span)) {
            taken.extend(edits.iter().map(|edit| ((edit.span.start, edit.span.end), ())));
            chosen.push(finding);
        }
    }
    chosen
}

/// Whether an edit of `span` keeps apart from those that are taken. Edits may touch, but two insertions at one gap would
/// leave it open which comes first.
fn is_free(taken: &BTreeMap<(u32, u32), ()>, span: Span) -> bool {
    let before = taken.range(..=(span.start, span.end)).next_back().map(|(&span, ())| span);
    let behind = taken.range((span.start, span.end)..).next().map(|(&span, ())| span);
    before.is_none_or(|(start, end)| end <= span.start && (start, end) != (span.start, span.end))
        && behind.is_none_or(|(start, end)| span.end <= start && (start, end) != (span.start, span.end))
}

/// The edits of all `chosen`, in order.
pub(super) fn edits(chosen: &[&Finding]) -> Vec<Edit> {
    let mut edits: Vec<Edit> =
        chosen.iter().flat_map(|finding| finding.fix.as_ref().map_or(&[][..], Fix::edits)).cloned().collect();
    edits.sort();
    edits
}

/// Where the words at `span` stand after `edits`, which are disjoint and in order.
pub(super) fn moved(span: Span, edits: &[Edit]) -> Span {
    let at = |offset: u32| {
        let before = edits.iter().take_while(|edit| edit.span.end <= offset);
        before.fold(i64::from(offset), |at, edit| at + edit.text.len() as i64 - i64::from(edit.span.len()))
    };
    let place = |offset| u32::try_from(at(offset)).unwrap_or_default();
    Span::new(place(span.start), place(span.end))
}
