//! Which of many fixes are made together: those whose edits keep apart.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::finding::{Finding, Fix};
use crate::text::{Edit, Span};

/// What an edit does to others at the same gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// It inserts closing brackets, which stand first, those of what was opened last before the others.
    Closers,
    /// It inserts a comma, which is after all that it closes.
    Comma,
    /// Where anything else belongs beside another insertion is open.
    Other,
}

impl Kind {
    fn of(edit: &Edit) -> Self {
        match edit.text.trim() {
            _ if !edit.span.is_empty() => Self::Other,
            "," => Self::Comma,
            words if !words.is_empty() && words.trim_matches([']', '}', ' ', '\t', '\r', '\n']).is_empty() => {
                Self::Closers
            }
            _ => Self::Other,
        }
    }
}

/// The edits that are taken, by their places.
#[derive(Default)]
struct Taken(BTreeMap<(u32, u32), Kind>);

impl Taken {
    /// Whether an edit keeps apart from those that are taken. Edits may touch; two insertions at one gap are only made
    /// together if it is certain which comes first.
    fn has_room(&self, edit: &Edit) -> bool {
        let Span { start, end } = edit.span;
        let before = self.0.range(..(start, end)).next_back();
        let behind = self.0.range((start, end)..).find(|&(&span, _)| span != (start, end));
        let same = self.0.get(&(start, end));
        before.is_none_or(|(&(_, end), _)| end <= start)
            && behind.is_none_or(|(&(start, _), _)| end <= start)
            && same.is_none_or(|&same| {
                same.max(Kind::of(edit)) <= Kind::Comma && same.min(Kind::of(edit)) == Kind::Closers
            })
    }

    fn take(&mut self, edit: &Edit) {
        let kind = Kind::of(edit);
        self.0.entry((edit.span.start, edit.span.end)).and_modify(|taken| *taken = kind.max(*taken)).or_insert(kind);
    }
}

/// As many findings as can be fixed together, in the order of their first edits. Of two whose edits meet, the first is
/// taken; of two that insert at one gap, the one that is found further on.
pub(super) fn choose<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<&'f Finding> {
    let with_edits = |finding: &'f Finding| Some((finding.fix.as_ref()?.edits(), finding));
    let mut wanted: Vec<(&[Edit], &Finding)> = findings.into_iter().filter_map(with_edits).collect();
    wanted.sort_by_key(|(edits, finding)| (edits[0].span.start, Reverse(finding.span.start), finding.rule.id));
    let mut taken = Taken::default();
    let mut chosen = Vec::new();
    for (edits, finding) in wanted {
        if edits.iter().all(|edit| taken.has_room(edit)) {
            edits.iter().for_each(|edit| taken.take(edit));
            chosen.push(finding);
        }
    }
    chosen
}

/// The edits of all `chosen`, in the order in which they are made, each with the index of the one that it belongs to.
pub(super) fn edits(chosen: &[&Finding]) -> (Vec<Edit>, Vec<usize>) {
    let of = |finding: &Finding| finding.fix.as_ref().map_or(&[][..], Fix::edits).to_vec();
    let all = chosen.iter().enumerate().flat_map(|(index, finding)| of(finding).into_iter().map(move |it| (it, index)));
    let mut edits: Vec<(Edit, usize)> = all.collect();
    edits.sort_by_key(|&(ref edit, index)| (edit.span, Kind::of(edit), Reverse(chosen[index].span.start)));
    edits.into_iter().unzip()
}
