//! A text taken out of another one piece by piece, with the way back: a body inside a JSON string, the lines of a quoted
//! fence, a request put together from the members of a recording.
//!
//! Whatever is read in a passage is reported in the outer text. A place always finds its way back; an edit only where the
//! outer text can be changed in just that way, otherwise it is dropped.

use std::borrow::Cow;

use super::{Edit, Span, offset};

/// A text, and where its characters stand in the outer one.
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    text: Cow<'a, str>,
    /// In order. None where the passage is the outer text itself, offset by offset.
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
struct Piece {
    /// Where it stands in the passage.
    here: Span,
    /// Where it stands in the outer text.
    outer: Span,
    origin: Origin,
}

#[derive(Clone, Debug)]
enum Origin {
    /// The same characters. What an inserted line has to begin with, besides.
    Verbatim { lead: Box<str> },
    /// The inside of a JSON string: its escapes, as places here and in the outer text.
    JsonString { escapes: Vec<(Span, Span)> },
    /// Something else stands in the outer text, as a whole.
    Opaque,
}

impl<'a> Passage<'a> {
    /// The outer text itself.
    #[must_use]
    pub fn whole(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), pieces: Vec::new() }
    }

    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place in the outer text where the words of `span` stand. Words that stand nowhere there (they were only put
    /// between two pieces) lie behind the piece before them.
    #[must_use]
    pub fn locate(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        let start = self.outer(span.start, Edge::Start).0;
        let end = if span.is_empty() { start } else { self.outer(span.end - 1, Edge::End).0 };
        Span::new(start, end.max(start))
    }

    /// The same change of the outer text; none where that text cannot be changed in just this way.
    #[must_use]
    pub fn edit(&self, edit: &Edit) -> Option<Edit> {
        if self.pieces.is_empty() {
            return Some(edit.clone());
        }
        let (start, piece) = self.exact(edit.span.start)?;
        let end = if edit.span.is_empty() { start } else { self.exact(edit.span.end)?.0 };
        let text = match &self.pieces[piece].origin {
            Origin::Verbatim { lead } if lead.is_empty() => edit.text.clone(),
            Origin::Verbatim { lead } => edit.text.replace('\n', &format!("\n{lead}")),
            Origin::JsonString { .. } => {
                let quoted = serde_json::Value::from(edit.text.as_str()).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            }
            Origin::Opaque => return None,
        };
        (start <= end).then_some(Edit { span: Span::new(start, end), text })
    }

    /// The piece at `at`: the last one that begins there or before.
    fn piece(&self, at: u32) -> Option<usize> {
        self.pieces.partition_point(|piece| piece.here.start <= at).checked_sub(1)
    }

    fn outer(&self, at: u32, edge: Edge) -> (u32, bool) {
        let Some(index) = self.piece(at) else {
            return (self.pieces.first().map_or(0, |piece| piece.outer.start), false);
        };
        let piece = &self.pieces[index];
        if at >= piece.here.end {
            return (piece.outer.end, at == piece.here.end && edge == Edge::Start);
        }
        let next = u32::from(edge == Edge::End);
        match &piece.origin {
            Origin::Verbatim { .. } => (piece.outer.start + (at - piece.here.start) + next, true),
            Origin::Opaque if edge == Edge::Start => (piece.outer.start, at == piece.here.start),
            Origin::Opaque => (piece.outer.end, false),
            Origin::JsonString { escapes } => {
                match escapes.partition_point(|(here, _)| here.start <= at).checked_sub(1).map(|index| escapes[index]) {
                    Some((here, outer)) if at < here.end && edge == Edge::End => (outer.end, true),
                    Some((here, outer)) if at < here.end => (outer.start, at == here.start),
                    Some((here, outer)) => (outer.end + (at - here.end) + next, true),
                    None => (piece.outer.start + (at - piece.here.start) + next, true),
                }
            }
        }
    }

    /// The outer place of the gap at `at`, if there is just one, and the piece that it lies in.
    fn exact(&self, at: u32) -> Option<(u32, usize)> {
        let (outer, exact) = self.outer(at, Edge::Start);
        exact.then_some((outer, self.piece(at)?))
    }
}

/// Which side of a character is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// Puts a passage together.
#[derive(Debug)]
pub struct PassageBuilder<'a> {
    outer: &'a str,
    text: String,
    pieces: Vec<Piece>,
}

impl<'a> PassageBuilder<'a> {
    /// Nothing yet, out of `outer`.
    #[must_use]
    pub fn new(outer: &'a str) -> Self {
        Self { outer, text: String::new(), pieces: Vec::new() }
    }

    /// The number of bytes so far.
    #[must_use]
    pub fn len(&self) -> u32 {
        offset(self.text.len())
    }

    /// Whether there is nothing yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds the words of `span` as they stand; every line inserted there has to begin with `lead`. Gives their place.
    pub fn verbatim(&mut self, span: Span, lead: &str) -> Span {
        let words = span.of(self.outer);
        self.add(words, span, Origin::Verbatim { lead: lead.into() })
    }

    /// Adds what the JSON string in `span`, quotes included, stands for. Gives its place.
    pub fn json_string(&mut self, span: Span) -> Span {
        let inner = Span::new(span.start + 1, span.end.saturating_sub(1).max(span.start + 1));
        let words = inner.of(self.outer);
        let start = self.len();
        let mut value = String::with_capacity(words.len());
        let mut escapes = Vec::new();
        let mut rest = words;
        while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
            value.push_str(&rest[..at]);
            let outer = inner.start + offset(words.len() - rest.len() + at);
            let (character, length) = crate::text::escape(&rest[at..]);
            let here = start + offset(value.len());
            match character {
                Some(character) => value.push(character),
                None => value.push_str(&rest[at..at + length]),
            }
            escapes.push((Span::new(here, start + offset(value.len())), Span::new(outer, outer + offset(length))));
            rest = &rest[at + length..];
        }
        value.push_str(rest);
        self.add(&value, inner, Origin::JsonString { escapes })
    }

    /// Adds `text` for the words of `span`, which say something else: a variable's value for its name. Gives its place.
    pub fn opaque(&mut self, text: &str, span: Span) -> Span {
        self.add(text, span, Origin::Opaque)
    }

    /// Adds the part `span` of a passage out of the same text, with its way back. Gives its place.
    pub fn append(&mut self, passage: &Passage<'_>, span: Span) -> Span {
        if passage.pieces.is_empty() {
            return self.verbatim(span, "");
        }
        let start = self.len();
        let first = passage.pieces.partition_point(|piece| piece.here.end <= span.start);
        let mut at = span.start;
        for piece in passage.pieces[first..].iter().take_while(|piece| piece.here.start < span.end) {
            let part = Span::new(piece.here.start.max(span.start), piece.here.end.min(span.end));
            self.between(Span::new(at, part.start).of(&passage.text));
            at = part.end;
            let base = self.len();
            let moved = |here: Span| Span::new(here.start - part.start + base, here.end - part.start + base);
            let origin = match &piece.origin {
                Origin::JsonString { escapes } => {
                    let inside = escapes.iter().filter(|(here, _)| part.contains(*here));
                    Origin::JsonString { escapes: inside.map(|&(here, outer)| (moved(here), outer)).collect() }
                }
                origin => origin.clone(),
            };
            self.add(part.of(&passage.text), passage.locate(part), origin);
        }
        self.between(Span::new(at, span.end).of(&passage.text));
        Span::new(start, self.len())
    }

    /// Adds words that stand nowhere in the outer text: a line break between two parts.
    pub fn between(&mut self, text: &str) -> Span {
        let start = self.len();
        self.text.push_str(text);
        Span::new(start, self.len())
    }

    /// The passage.
    #[must_use]
    pub fn finish(self) -> Passage<'a> {
        Passage { text: Cow::Owned(self.text), pieces: self.pieces }
    }

    fn add(&mut self, text: &str, outer: Span, origin: Origin) -> Span {
        let here = self.between(text);
        self.pieces.push(Piece { here, outer, origin });
        here
    }
}
