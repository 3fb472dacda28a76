//! Places in a text: byte spans, edits of spans, and the one index that turns bytes into lines and columns.
//!
//! Everything inside the program is a `u32` byte offset. Lines and columns exist only where a report is written, and
//! only [`LineIndex`] knows how to count them.

pub(crate) mod distinguished_name;
mod escape;
mod excerpt;
pub mod fingerprint;
pub(crate) mod guid;
pub(crate) mod mapped;
pub(crate) mod notation;
pub(crate) mod placeholder;
pub(crate) mod quoting;
pub(crate) mod secret;
pub(crate) mod suggest;
pub(crate) mod timestamp;
pub(crate) mod words;

use std::ops::Range;

pub use escape::{escape, unescape};
pub(crate) use excerpt::excerpt;

/// A half-open range of bytes in one text. `start == end` is a gap between two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte, 0-based.
    pub start: u32,
    /// Offset just after the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to, but without, `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The gap before the byte at `offset`.
    #[must_use]
    pub const fn gap(offset: u32) -> Self {
        Self::new(offset, offset)
    }

    /// The span that covers all of `text`.
    #[must_use]
    pub fn whole(text: &str) -> Self {
        Self::new(0, offset(text.len()))
    }

    /// The length of the span in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span is a gap.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The span as an index into a string.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words of `text` that the span covers; empty where the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether `other` lies inside this span; the edges count.
    #[must_use]
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// What is between the quotes of a string; empty where the span is too short to have both.
    #[must_use]
    pub(crate) fn inside_quotes(self) -> Self {
        Self::new(self.start + 1, self.end.saturating_sub(1).max(self.start + 1))
    }

    /// The smallest span that covers both.
    #[must_use]
    pub(crate) fn join(self, other: Span) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A change of one text: the bytes of `span` give way to `text`. Offsets are those of the unchanged text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; a gap for an insertion.
    pub span: Span,
    /// What is there afterwards; empty for a deletion.
    pub text: String,
}

impl Edit {
    /// Puts `text` before the byte at `offset`.
    #[must_use]
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self { span: Span::gap(offset), text: text.into() }
    }

    /// Takes the bytes of `span` out.
    #[must_use]
    pub(crate) fn delete(span: Span) -> Self {
        Self { span, text: String::new() }
    }

    /// Puts `text` where `span` was.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// `text` with all `edits` made. They must be disjoint and in order, as those of one fix are; an edit that
/// does not fit the text, or overlaps the one before, is left out.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut edited = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for edit in edits {
        let range = edit.span.range();
        let Some(kept) = text.get(done..range.start).filter(|_| text.is_char_boundary(range.end)) else { continue };
        edited.push_str(kept);
        edited.push_str(&edit.text);
        done = range.end;
    }
    edited.push_str(text.get(done..).unwrap_or_default());
    edited
}

/// A place as people and editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The number of the line, counted from 1.
    pub line: u32,
    /// 1-based, in Unicode code points (SARIF: `unicodeCodePoints`).
    pub column: u32,
}

/// Where the lines of one text begin. Lines end at LF, CRLF or a lone CR.
#[derive(Clone, Debug)]
pub(crate) struct LineIndex {
    starts: Vec<u32>,
    /// Code points before each block of [`BLOCK`] bytes, so that a column costs no more on a line of a megabyte.
    points: Vec<u32>,
}

/// The places just after the line ends of a text, as [`LineIndex`] knows them.
pub(crate) fn line_ends(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let ends = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
    memchr::memchr2_iter(b'\n', b'\r', bytes).filter(ends).map(|at| at + 1)
}

/// Bytes between two counts of code points.
const BLOCK: usize = 1024;

impl LineIndex {
    /// Indexes the line ends of `text`, in one pass.
    #[must_use]
    pub(crate) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let starts = std::iter::once(0).chain(line_ends(bytes).map(offset)).collect();
        let mut points = Vec::with_capacity(bytes.len() / BLOCK + 1);
        let mut count = 0;
        for block in bytes.chunks(BLOCK) {
            points.push(count);
            count += code_points(block);
        }
        points.push(count);
        Self { starts, points }
    }

    /// The number of lines; a final line end opens one more, empty line.
    #[must_use]
    pub(crate) fn lines(&self) -> u32 {
        offset(self.starts.len())
    }

    /// The 1-based line on which the byte at `at` stands.
    #[must_use]
    pub(crate) fn line(&self, at: u32) -> u32 {
        offset(self.starts.partition_point(|&start| start <= at))
    }

    /// The offset of the first byte of a 1-based line; the last line's where there are fewer.
    #[must_use]
    pub(crate) fn line_start(&self, line: u32) -> u32 {
        let index = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts[index]
    }

    /// The bytes of a 1-based line of `text`, without its line end.
    #[must_use]
    pub(crate) fn line_span(&self, text: &str, line: u32) -> Span {
        let start = self.line_start(line);
        let end = self.starts.get(line.max(1) as usize).copied().unwrap_or(offset(text.len()));
        let words = Span::new(start, end).of(text);
        Span::new(start, start + offset(words.trim_end_matches(['\n', '\r']).len()))
    }

    /// Line and column of the byte at `at` of `text`, the text that the index was made from. An offset inside a
    /// character counts as that character's, one after the end as the end.
    #[must_use]
    pub(crate) fn position(&self, text: &str, at: u32) -> Position {
        let at = text.floor_char_boundary((at as usize).min(text.len()));
        let line = self.line(offset(at));
        let start = self.line_start(line) as usize;
        // Most lines are short, and to count from the last block before them would read more.
        let column = match text.as_bytes().get(start..at) {
            Some(before) if before.len() < BLOCK => code_points(before),
            _ => self.points_before(text, at) - self.points_before(text, start),
        };
        Position { line, column: column + 1 }
    }

    /// The code points before the byte at `at` of `text`, the text that the index was made from.
    #[must_use]
    pub(crate) fn code_points_before(&self, text: &str, at: u32) -> u32 {
        self.points_before(text, text.floor_char_boundary(at as usize))
    }

    fn points_before(&self, text: &str, at: usize) -> u32 {
        let block = (at / BLOCK).min(self.points.len() - 1);
        self.points[block] + code_points(&text.as_bytes()[block * BLOCK..at])
    }
}

/// The number of code points that begin in `bytes`: the bytes that do not continue one.
fn code_points(bytes: &[u8]) -> u32 {
    // Most texts are nothing but ASCII, which is seen many bytes at a time.
    if bytes.is_ascii() {
        return offset(bytes.len());
    }
    offset(bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count())
}

/// A length or an index as an offset. Sources are limited to `u32::MAX` bytes where they are made.
#[must_use]
pub fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
