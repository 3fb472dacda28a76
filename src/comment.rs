//! The comments of a source, as its format knows them: where they stand, what they are before, and where new ones may.
//! What they say is nothing that a format knows.

use crate::text::Span;

/// The comments of one source, and the room for more.
#[derive(Clone, Debug)]
pub struct Comments {
    /// Those that are there, in order.
    pub found: Vec<Comment>,
    /// Where there may be new ones, in order.
    pub places: Vec<Place>,
    /// The beginning of the line before which one about the whole source may stand.
    pub head: u32,
    /// What is before and after the words of a new one.
    pub marks: (&'static str, &'static str),
}

impl Comments {
    /// The `head` of a source in which no line can be added.
    pub const NO_ROOM: u32 = u32::MAX;
}

/// A comment in a source that may hold suppressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The whole comment with its delimiters, in bytes of the source.
    pub span: Span,
    /// The text between the delimiters of the comment.
    pub words: Span,
    /// The request or the block that it belongs to, or is before, or `None` if nothing follows.
    pub about: Option<Span>,
}

/// Where a comment about one request may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The beginning of the line before which it stands.
    pub line: u32,
    /// What it has to begin with: the indentation and the marks of quotations of that line.
    pub lead: Span,
    /// What it would be about.
    pub about: Span,
}
