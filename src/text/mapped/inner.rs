//! The way into a mapped text: which of its places a place of the outer text is.

use super::{MappedText, Origin, Piece};

impl MappedText<'_> {
    /// The place here of the gap before the byte at `at` of the outer text, or `None` if nothing here was taken from there. A gap
    /// between two pieces belongs to the second one, if it is of both.
    #[must_use]
    pub(crate) fn inner(&self, at: u32) -> Option<u32> {
        let at = match &self.through {
            Some(through) => through.inner(at)?,
            None => at,
        };
        if self.pieces.is_empty() {
            return (at as usize <= self.text.len()).then_some(at);
        }
        let holds = |piece: &&Piece| piece.outer.start <= at && at < piece.outer.end;
        let ends = |piece: &&Piece| piece.outer.end == at || piece.outer.start == at;
        let piece = self.pieces.iter().find(holds).or_else(|| self.pieces.iter().rev().find(ends))?;
        Some(piece.inner(at))
    }
}

impl Piece {
    fn inner(&self, at: u32) -> u32 {
        let behind = match &self.origin {
            Origin::Verbatim { .. } | Origin::Line => at - self.outer.start,
            Origin::Quoted { escapes, .. } => {
                return among(at, self.outer.start, self.here.start, escapes).min(self.here.end);
            }
            Origin::Word { inner, escapes, .. } if at >= inner.start => {
                let within = among(at.min(inner.end), inner.start, self.here.start + 1, escapes);
                return if at > inner.end { self.here.end } else { within.min(self.here.end) };
            }
            Origin::Word { .. } => 0,
            Origin::Token { .. } | Origin::Opaque if at >= self.outer.end => self.here.len(),
            Origin::Token { .. } | Origin::Opaque => 0,
        };
        (self.here.start + behind).min(self.here.end)
    }
}

/// The place here of `at` among characters that begin at `outer` and, here, at `here`.
fn among(at: u32, outer: u32, here: u32, escapes: &[super::Escape]) -> u32 {
    match escapes.iter().rev().find(|(_, outer)| outer.start <= at) {
        Some((here, outer)) if at < outer.end => here.start,
        Some((here, outer)) => here.end + (at - outer.end),
        None => here + (at - outer),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MappedText, MappedTextBuilder};
    use crate::text::Span;

    #[test]
    fn places_find_their_way_in_and_back() {
        let outer = r#"x "a\nb\u00e9c" y"#;
        let mut builder = MappedTextBuilder::new(outer);
        builder.json_characters(Span::new(3, 14));
        let mapped = builder.finish();
        assert_eq!(mapped.text(), "a\nbéc");
        for (inner, _) in mapped.text().char_indices() {
            let inner = u32::try_from(inner).expect("small");
            let at = mapped.locate(Span::gap(inner)).start;
            assert_eq!(mapped.inner(at), Some(inner), "{at}");
        }
        assert_eq!([0, 2, 16].map(|at| mapped.inner(at)), [None; 3]);
        assert_eq!(mapped.inner(14), Some(6));
        assert_eq!(MappedText::whole(outer).inner(5), Some(5));
        assert_eq!(MappedText::whole(outer).inner(99), None);
    }
}
