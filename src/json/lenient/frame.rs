//! A container that is open: how it came to be, what may come next in it, and what balance lacks.

use super::token::{Bracket, Line, Token, TokenKind};
use crate::text::Span;

/// What may come next in a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// A key, or the closer of an object.
    Key,
    /// A value; in an array the closer too.
    Value,
    /// A comma or the closer.
    Comma,
}

/// How a container came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Its opener is in the text.
    RawRequest,
    /// Its opener is missing; the syntax error with this index says so.
    Virtual { syntax_error: usize },
    /// Its opener is missing, as the syntax error with this index says, and its closer is there.
    Restored { syntax_error: usize },
    /// Its brackets are surplus: what is in it belongs to the object around it.
    Ghost { syntax_error: usize },
    /// It has no key and can be no part of the tree: its nodes, from this index on, are removed again.
    Keyless { from: u32 },
}

#[derive(Debug)]
pub(super) struct Frame {
    pub(super) origin: Origin,
    /// What it is read as.
    pub(super) bracket: Bracket,
    pub(super) closer: Bracket,
    /// Its opener; a gap if that is missing.
    pub(super) opener: Span,
    /// The line of the opener.
    pub(super) line: Line,
    pub(super) state: State,
    pub(super) node: u32,
    /// The last key of an object.
    pub(super) key: Span,
    /// The comma that came last, while nothing is after it.
    pub(super) comma: Option<Span>,
    pub(super) filled: bool,
    /// Whether dots came last: they need no comma before or after it.
    pub(super) dots: bool,
}

/// How many closers of each kind are missing; below zero, how many are too many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct BracketBalance {
    curly: i32,
    square: i32,
}

impl BracketBalance {
    pub(super) fn of(tokens: &[Token]) -> Self {
        let mut balance = Self::default();
        for token in tokens {
            match token.kind {
                TokenKind::Open(bracket) => *balance.get(bracket) += 1,
                TokenKind::Close(bracket) => *balance.get(bracket) -= 1,
                _ => {}
            }
        }
        balance
    }

    pub(super) fn get(&mut self, bracket: Bracket) -> &mut i32 {
        match bracket {
            Bracket::Curly => &mut self.curly,
            Bracket::Square => &mut self.square,
        }
    }
}
