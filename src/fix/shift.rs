//! Where things are after edits.

use crate::text::{Edit, Span, offset};

/// What edits do to the places of a text.
#[derive(Debug)]
pub(super) struct Shift {
    /// For each edit, in order: its old end, its new start and its new end.
    edits: Vec<(u32, Span)>,
}

impl Shift {
    /// That of `edits`, which are disjoint and in order.
    pub(super) fn new(edits: &[Edit]) -> Self {
        let mut at = 0;
        let mut done = 0;
        let mut place = |edit: &Edit| {
            let start = at + edit.span.start.saturating_sub(done);
            (at, done) = (start + offset(edit.text.len()), edit.span.end);
            (edit.span.end, Span::new(start, at))
        };
        Self { edits: edits.iter().map(&mut place).collect() }
    }

    /// Where the words at `span` stand now. What is inserted before or after them is none of them.
    pub(super) fn moved(&self, span: Span) -> Span {
        let place = |at: u32| match self.edits.partition_point(|&(end, _)| end <= at).checked_sub(1) {
            None => at,
            Some(before) => self.edits[before].1.end + (at - self.edits[before].0),
        };
        let start = place(span.start);
        Span::new(start, if span.is_empty() { start } else { place(span.end - 1) + 1 })
    }

    /// The edit nearest to `span`, a place in the text as it is now. None if there is no edit.
    pub(super) fn nearest(&self, span: Span) -> Option<usize> {
        let behind = self.edits.partition_point(|&(_, now)| now.start <= span.start);
        let distance = |index: usize| {
            let now = self.edits[index].1;
            now.start.saturating_sub(span.end).max(span.start.saturating_sub(now.end))
        };
        let near = behind.saturating_sub(1)..self.edits.len().min(behind + 1);
        near.min_by_key(|&index| distance(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_move_with_what_is_before_them() {
        // 0123456789 becomes 0ab45c6789.
        let edits = [Edit::replace(Span::new(1, 4), "ab"), Edit::insert(6, "c")];
        let shift = Shift::new(&edits);
        assert_eq!(crate::fix::apply("0123456789", &edits), "0ab45c6789");
        assert_eq!(shift.moved(Span::new(0, 1)), Span::new(0, 1));
        assert_eq!(shift.moved(Span::new(4, 5)), Span::new(3, 4));
        assert_eq!(shift.moved(Span::new(5, 6)), Span::new(4, 5));
        assert_eq!(shift.moved(Span::new(6, 8)), Span::new(6, 8));
        assert_eq!(shift.nearest(Span::new(1, 2)), Some(0));
        assert_eq!(shift.nearest(Span::new(9, 10)), Some(1));
        assert_eq!(Shift::new(&[]).nearest(Span::new(1, 2)), None);
        assert_eq!(Shift::new(&[]).moved(Span::new(1, 2)), Span::new(1, 2));
    }
}
