//! Containers are opened and closed.

use super::frame::{Frame, Origin, State};
use super::parser::Parser;
use super::token::{Bracket, Token, TokenKind};
use crate::json::tree::Kind;
use crate::json::{ContainerFault, MAX_DEPTH, SyntaxErrorKind};
use crate::text::{Edit, Span};

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

    /// Nested too deep: goes after the closer that fits by count alone. Gives what is not read.
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
