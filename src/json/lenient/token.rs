//! The tokens of a text that need not be JSON.

use crate::text::Span;

/// One token, with its position in the layout.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
    /// The line it starts on.
    pub(super) line: Line,
    /// Whether it is the first token of its line.
    pub(super) leads: bool,
}

/// A line, as far as the layout is concerned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The offset of its first byte.
    pub(super) start: u32,
    /// Bytes of space before its first token.
    pub(super) indent: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open(Bracket),
    Close(Bracket),
    Colon,
    Comma,
    /// `=`, `=>`, `;`, a lone `.`, or a full-width sign.
    Separator,
    /// A quoted string: its value, where that is not what a strict reader would see.
    String(Option<Box<str>>),
    /// A string of which nobody can say where it begins or ends.
    Unsure,
    /// A run of characters without quotes.
    Word,
    /// Dots for what was left out.
    Ellipsis,
    /// What can be no token.
    Junk,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Curly,
    Square,
}

impl Bracket {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Curly => Self::Square,
            Self::Square => Self::Curly,
        }
    }

    pub(super) fn opener(self) -> char {
        match self {
            Self::Curly => '{',
            Self::Square => '[',
        }
    }

    pub(super) fn closer(self) -> char {
        match self {
            Self::Curly => '}',
            Self::Square => ']',
        }
    }
}

impl Token {
    /// Whether a value can begin with it.
    pub(super) fn begins_value(&self) -> bool {
        matches!(self.kind, TokenKind::Open(_)) || self.is_scalar()
    }

    /// Whether it is a string or a word.
    pub(super) fn is_scalar(&self) -> bool {
        matches!(self.kind, TokenKind::String(_) | TokenKind::Unsure | TokenKind::Word)
    }
}
