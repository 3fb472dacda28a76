//! The way back from a text behind a dress to the text as it is.

use std::ops::Range;

use crate::json::{Kind, Tree, TreeBuilder};
use crate::text::{Edit, Span, offset};

/// A part of the text behind.
#[derive(Debug)]
struct Piece {
    plain: Range<u32>,
    origin: Span,
    /// Whether it is the same in both texts.
    verbatim: bool,
}

/// Where the parts of the text behind are in the text as it is.
#[derive(Debug)]
pub(super) struct Mapping {
    pieces: Vec<Piece>,
    start: u32,
}

impl Mapping {
    /// The way back over `edits`, which are relative to `body`, or `None` if they are out of order or meet: there is none then.
    pub(super) fn new(edits: &[Edit], body: Span) -> Option<Self> {
        if !edits.is_sorted_by(|one, next| one.span.end <= next.span.start) {
            return None;
        }
        let mut pieces = Vec::new();
        let (mut at, mut plain) = (0, 0);
        let mut push = |origin: Range<u32>, length: u32, verbatim: bool| {
            if length > 0 {
                let origin = Span::new(body.start + origin.start, body.start + origin.end);
                pieces.push(Piece { plain: plain..plain + length, origin, verbatim });
                plain += length;
            }
        };
        for edit in edits {
            push(at..edit.span.start, edit.span.start.saturating_sub(at), true);
            push(edit.span.start..edit.span.end, offset(edit.text.len()), false);
            at = edit.span.end;
        }
        push(at..body.len(), body.len().saturating_sub(at), true);
        Some(Self { pieces, start: body.start })
    }

    /// The piece in which the byte at `at` lies.
    fn piece(&self, at: u32) -> Option<&Piece> {
        let before = self.pieces.partition_point(|piece| piece.plain.start <= at);
        before.checked_sub(1).map(|index| &self.pieces[index])
    }

    fn gap(&self, at: u32) -> u32 {
        match at.checked_sub(1).and_then(|before| self.piece(before)) {
            Some(piece) if piece.verbatim => piece.origin.start + (at - piece.plain.start),
            Some(piece) => piece.origin.end,
            None => self.pieces.first().map_or(self.start, |piece| piece.origin.start),
        }
    }

    /// A place of the text behind in the text as it is.
    pub(super) fn span(&self, span: Span) -> Span {
        if span.is_empty() {
            return Span::gap(self.gap(span.start));
        }
        let start = match self.piece(span.start) {
            Some(piece) if piece.verbatim => piece.origin.start + (span.start - piece.plain.start),
            Some(piece) => piece.origin.start,
            None => self.start,
        };
        Span::new(start, self.gap(span.end).max(start))
    }

    /// An edit of the text behind in the text as it is, or `None` if it is of something that is not there.
    pub(super) fn edit(&self, edit: &Edit) -> Option<Edit> {
        let span = edit.span;
        let whole = span.is_empty()
            || self.piece(span.start).is_some_and(|piece| piece.verbatim && span.end <= piece.plain.end);
        whole.then(|| Edit { span: self.span(span), text: edit.text.clone() })
    }

    /// The tree of the text behind as a tree of `text`.
    pub(crate) fn tree<'a>(&self, tree: &Tree<'_>, text: &'a str) -> Tree<'a> {
        let mut builder = TreeBuilder::new(text, tree.nodes().len());
        let mut open: Vec<(u32, u32, u32)> = Vec::new();
        for node in tree.nodes() {
            while let Some((_, index, end)) = open.pop_if(|(behind, ..)| *behind <= node.index()) {
                builder.close(index, end);
            }
            let span = self.span(node.span());
            let same = !node.is_reinterpreted() && span.of(text) == node.words();
            let index = match (node.kind(), node.string(), node.number()) {
                (Kind::String, Some(value), _) if !same => builder.push_meant(Kind::String, span, value),
                (Kind::Number, _, Some(value)) if !same => builder.push_meant(Kind::Number, span, value),
                (kind, ..) => builder.push(kind, span),
            };
            if matches!(node.kind(), Kind::Object | Kind::Array) {
                open.push((node.behind(), index, span.end));
                if node.is_incomplete() {
                    builder.mark_incomplete(index);
                }
            }
        }
        for (_, index, end) in open.into_iter().rev() {
            builder.close(index, end);
        }
        builder.finish()
    }
}
