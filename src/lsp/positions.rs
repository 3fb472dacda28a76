//! Lines and columns as editors count them: from 0, the column in UTF-8 bytes or in UTF-16 code units, as was agreed.

use std::cell::Cell;

use super::protocol::{Position, Range};
use crate::text::{LineIndex, Span, offset};

/// The unit in which the editor counts columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// Code units: a character beyond U+FFFF has two. What every client understands.
    #[default]
    Utf16,
}

impl Encoding {
    fn units(self, text: &str) -> u32 {
        match self {
            Self::Utf8 => offset(text.len()),
            // A byte that begins a character, and a second time the first of four.
            Self::Utf16 => {
                offset(text.bytes().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum())
            }
        }
    }
}

/// The places of one text.
#[derive(Debug)]
pub(super) struct Positions<'t> {
    text: &'t str,
    lines: &'t LineIndex,
    encoding: Encoding,
    /// A byte, and its column. Places are mostly asked for in order, and a line may be as long as the text.
    last: Cell<(u32, u32)>,
}

impl<'t> Positions<'t> {
    pub(super) fn new(text: &'t str, lines: &'t LineIndex, encoding: Encoding) -> Self {
        Self { text, lines, encoding, last: Cell::new((0, 0)) }
    }

    /// Where the byte at `at` stands.
    pub(super) fn position(&self, at: u32) -> Position {
        let at = offset(self.text.floor_char_boundary((at as usize).min(self.text.len())));
        let line = self.lines.line(at);
        let start = self.lines.line_start(line);
        let (from, column) = match self.last.get() {
            (last, column) if start <= last && last <= at => (last, column),
            _ => (start, 0),
        };
        let column = column + self.encoding.units(Span::new(from, at).of(self.text));
        self.last.set((at, column));
        Position { line: line - 1, character: column }
    }

    pub(super) fn range(&self, span: Span) -> Range {
        let start = self.position(span.start);
        Range { start, end: self.position(span.end.max(span.start)) }
    }

    /// The byte at a position; the end of its line, or of the text, where that is shorter. A position inside a
    /// character is that before it.
    pub(super) fn at(&self, position: Position) -> u32 {
        if position.line >= self.lines.lines() {
            return offset(self.text.len());
        }
        let span = self.lines.line_span(self.text, position.line + 1);
        let words = span.of(self.text);
        let wanted = position.character as usize;
        let at = match self.encoding {
            Encoding::Utf8 => words.floor_char_boundary(wanted.min(words.len())),
            Encoding::Utf16 => {
                let mut units = 0;
                let reached = words.char_indices().find(|(_, character)| {
                    units += character.len_utf16();
                    units > wanted
                });
                reached.map_or(words.len(), |(at, _)| at)
            }
        };
        span.start + offset(at)
    }

    /// The bytes of a range; a gap where it ends before it begins.
    pub(super) fn span(&self, range: Range) -> Span {
        let start = self.at(range.start);
        Span::new(start, self.at(range.end).max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_finds_its_way_back() {
        let text = "Ü\u{1F600}e\u{301}\tb\r\nc\rd\n\n\u{1F600}x";
        let lines = LineIndex::new(text);
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let positions = Positions::new(text, &lines, encoding);
                let position = positions.position(offset(at));
                let line = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
                let before = &text[line..at];
                let expected = match encoding {
                    Encoding::Utf8 => before.len(),
                    Encoding::Utf16 => before.encode_utf16().count(),
                };
                // The line end of two characters is one place; in the middle of it nothing stands.
                if !text[..at].ends_with('\r') || !text[at..].starts_with('\n') {
                    assert_eq!(position.character, offset(expected), "{at} {encoding:?}");
                    assert_eq!(positions.at(position), offset(at), "{at} {encoding:?}");
                }
            }
            let positions = Positions::new(text, &lines, encoding);
            assert_eq!(positions.at(Position { line: 0, character: 999 }), offset(text.find('\r').unwrap_or(0)));
            assert_eq!(positions.at(Position { line: 99, character: 0 }), offset(text.len()));
        }
        // Inside of a character is before it.
        assert_eq!(Positions::new(text, &lines, Encoding::Utf8).at(Position { line: 0, character: 1 }), 0);
        assert_eq!(Positions::new(text, &lines, Encoding::Utf16).at(Position { line: 0, character: 2 }), 2);
        let jumps = Positions::new(text, &lines, Encoding::Utf16);
        assert_eq!([7, 2, 6, 0].map(|at| jumps.position(at).character), [4, 1, 3, 0]);
    }
}
