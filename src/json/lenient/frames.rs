//! Containers that are open: how each came to be, what may come next in it, and what balance lacks.

use super::parser::Parser;
use super::token::{Bracket, Line, Token, TokenKind};
use crate::json::tree::Kind;
use crate::json::{ContainerFault, MAX_DEPTH, SyntaxErrorKind};
use crate::text::{Edit, Span};

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
    /// Its opener stands in the text.
    RawRequest,
    /// Its opener is missing; the syntax error with this index says so.
    Virtual { syntax_error: usize },
    /// Its opener is missing, as the syntax error with this index says, and its closer is there.
    Restored { syntax_error: usize },
    /// Its brackets are surplus: what is in it belongs to the object around it.
    Ghost { syntax_error: usize },
    /// It has no key and can be no part of the tree: its nodes, from this index on, are taken away again.
    Keyless { from: u32 },
}

/// An open container.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) origin: Origin,
    /// What it is read as.
    pub(super) bracket: Bracket,
    /// What closes it.
    pub(super) closer: Bracket,
    /// Its opener; a gap if that is missing.
    pub(super) opener: Span,
    /// The line of the opener.
    pub(super) line: Line,
    pub(super) state: State,
    pub(super) node: u32,
    /// The last key of an object.
    pub(super) key: Span,
    /// The comma that came last, while nothing stands behind it.
    pub(super) comma: Option<Span>,
    /// Whether something was read.
    pub(super) filled: bool,
    /// Whether dots came last: they need no comma before or behind.
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

impl Parser<'_, '_> {
    /// Notes that a value of the innermost container, or the root, has ended.
    pub(super) fn value_ended(&mut self, end: u32) {
        self.content_end = end;
        match self.frames.last_mut() {
            None => self.done = true,
            Some(frame) => {
                frame.state = State::Comma;
                frame.comma = None;
                frame.filled = true;
                frame.dots = false;
            }
        }
    }

    pub(super) fn set_state(&mut self, state: State) {
        if let Some(frame) = self.frames.last_mut() {
            frame.state = state;
            frame.comma = None;
        }
    }

    /// Opens a container as it is written.
    pub(super) fn open(&mut self, token: &Token, bracket: Bracket) {
        let kind = if bracket == Bracket::Curly { Kind::Object } else { Kind::Array };
        let node = self.builder.push(kind, token.span);
        self.push_frame(token, token.span, bracket, Origin::RawRequest, node);
        self.at += 1;
    }

    pub(super) fn push_frame(&mut self, token: &Token, opener: Span, bracket: Bracket, origin: Origin, node: u32) {
        self.content_end = opener.end;
        let state = if bracket == Bracket::Curly { State::Key } else { State::Value };
        let line = token.line;
        let key = opener;
        self.frames.push(Frame {
            origin,
            bracket,
            closer: bracket,
            opener,
            line,
            state,
            node,
            key,
            comma: None,
            filled: false,
            dots: false,
        });
    }

    /// Members without an opener begin here.
    pub(super) fn open_virtual(&mut self, token: &Token, fault: ContainerFault) {
        if self.frames.len() >= MAX_DEPTH {
            return self.scalar(token);
        }
        let gap = Span::gap(token.span.start);
        let outer = self.frames.last().map(|frame| frame.opener);
        let syntax_error = self.syntax_error(
            SyntaxErrorKind::WrongContainer(fault),
            token.span,
            outer,
            vec![Edit::insert(gap.start, "{ ")],
            false,
        );
        let node = self.builder.push(Kind::Object, gap);
        self.push_frame(token, gap, Bracket::Curly, Origin::Virtual { syntax_error }, node);
    }

    /// An opener in an object where a key belongs.
    pub(super) fn keyless(&mut self, token: &Token, bracket: Bracket) {
        let Some(frame) = self.frames.last() else { return };
        let below = self.frames.len().checked_sub(2).map(|at| self.frames[at].bracket);
        let (outer, node, written) = (frame.opener, frame.node, frame.origin == Origin::RawRequest);
        if bracket == Bracket::Curly
            && below == Some(Bracket::Square)
            && frame.filled
            && written
            && *self.balance.get(Bracket::Curly) > 0
        {
            return self.leave_unclosed();
        }
        if self.frames.len() >= MAX_DEPTH {
            // There is no key that it could be the value of.
            self.builder.mark_incomplete(node);
            let span = self.pass_over(token);
            return self.value_ended(span.end);
        }
        let kind = SyntaxErrorKind::WrongContainer(ContainerFault::ObjectInObject);
        let syntax_error = self.syntax_error(kind, token.span, Some(outer), vec![Edit::delete(token.span)], false);
        self.builder.mark_incomplete(node);
        self.at += 1;
        if bracket == Bracket::Square {
            self.syntax_errors[syntax_error].edits.clear();
            let from = self.builder.len();
            let node = self.builder.push(Kind::Array, token.span);
            self.push_frame(token, token.span, bracket, Origin::Keyless { from }, node);
        } else if *self.balance.get(Bracket::Curly) > 0 {
            // There is no closer for it either: the opener alone is too many.
            *self.balance.get(Bracket::Curly) -= 1;
            self.set_state(State::Key);
        } else {
            self.push_frame(token, token.span, bracket, Origin::Ghost { syntax_error }, node);
        }
    }

    /// Notes that nothing can be said of what the innermost container lacks.
    pub(super) fn mark_incomplete(&mut self) {
        if let Some(frame) = self.frames.last() {
            self.builder.mark_incomplete(frame.node);
        }
    }

    /// Takes the innermost container off the stack and ends its node.
    pub(super) fn pop(&mut self, end: u32) {
        let Some(frame) = self.frames.pop() else { return };
        match frame.origin {
            Origin::RawRequest | Origin::Virtual { .. } | Origin::Restored { .. } => {
                self.builder.close(frame.node, end)
            }
            Origin::Keyless { from } => self.builder.truncate(from),
            Origin::Ghost { .. } => {}
        }
        self.value_ended(end);
    }

    /// A value that is nested too deep.
    pub(super) fn skip(&mut self, token: &Token) {
        let span = self.pass_over(token);
        self.builder.push(Kind::Unknown, span);
        self.value_ended(span.end);
    }

    /// Nested too deep: goes behind the closer that fits by count alone. Gives what is not read.
    fn pass_over(&mut self, token: &Token) -> Span {
        let mut depth = 0_usize;
        let mut ahead = 0;
        while let Some(inner) = self.peek(ahead) {
            match inner.kind {
                TokenKind::Open(bracket) => {
                    depth += 1;
                    *self.balance.get(bracket) -= 1;
                }
                TokenKind::Close(bracket) => {
                    depth -= 1;
                    *self.balance.get(bracket) += 1;
                }
                _ => {}
            }
            ahead += 1;
            if depth == 0 {
                break;
            }
        }
        self.cut_off |= depth > 0;
        let end = self.peek(ahead - 1).map_or(token.span.end, |last| last.span.end);
        self.syntax_error(SyntaxErrorKind::NestingTooDeep, token.span, None, Vec::new(), false);
        let span = Span::new(token.span.start, end);
        self.unread.push(span);
        self.at += ahead;
        span
    }
}
