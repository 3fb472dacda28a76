//! Which closer was left out, is too many, or is of the wrong kind.
//!
//! Two signals decide. The bracket balance of the whole text says whether closers of a kind are missing or too many; the
//! layout says which ones: a closer at the beginning of a line stands as deep as the line of its opener, and what a
//! container holds stands deeper. Without a layout, as in minified text, the nearest fit is taken.

use super::comments::removal;
use super::frame::{Frame, Origin, State};
use super::parser::Parser;
use super::token::{Bracket, Line, Token, TokenKind};
use crate::json::SyntaxErrorKind;
use crate::text::{Edit, Span};

impl Parser<'_, '_> {
    /// A closer is here, and a container is open.
    pub(super) fn close(&mut self, token: &Token, bracket: Bracket) {
        let Some(top) = self.frames.last() else { return };
        let balance = *self.balance.get(bracket);
        match top.origin {
            Origin::Virtual { syntax_error } => return self.close_virtual(token, bracket, syntax_error),
            Origin::Ghost { syntax_error } if bracket == top.closer => {
                self.syntax_errors[syntax_error].edits.push(Edit::delete(token.span));
                self.at += 1;
                return self.pop(token.span.end);
            }
            Origin::Ghost { .. } => return self.pop(self.content_end),
            Origin::RawRequest | Origin::Restored { .. } | Origin::Keyless { .. } => {}
        }
        if top.closer == bracket {
            if balance < 0 && self.is_surplus(token, top) {
                return self.stray_closer(token);
            }
            if balance > 0
                && is_shallower(token, top)
                && self.frames.iter().any(|frame| frame.closer == bracket && frame.line.indent == token.line.indent)
            {
                return self.leave_unclosed();
            }
            if let Origin::Restored { syntax_error } = top.origin {
                self.syntax_errors[syntax_error].other = Some(token.span);
            }
            self.at += 1;
            return self.pop(token.span.end);
        }
        let wanted = top.closer;
        let missing = *self.balance.get(wanted) > 0;
        let deeper = self.frames.iter().any(|frame| frame.closer == bracket);
        if balance < 0 && !missing {
            self.stray_closer(token);
        } else if missing && deeper && balance >= 0 {
            self.leave_unclosed();
        } else {
            self.mismatched(token, bracket, wanted);
        }
    }

    pub(super) fn mismatched(&mut self, token: &Token, bracket: Bracket, wanted: Bracket) {
        let opener = self.frames.last().map(|frame| frame.opener);
        let edits = vec![Edit::replace(token.span, wanted.closer())];
        self.syntax_error(
            SyntaxErrorKind::MismatchedBracket { wanted: wanted.closer() },
            token.span,
            opener,
            edits,
            false,
        );
        *self.balance.get(bracket) += 1;
        *self.balance.get(wanted) -= 1;
        self.at += 1;
        self.pop(token.span.end);
    }

    /// A closer of a kind of which there are too many: whether it is the one. It is, if it would end the root while members
    /// still follow, or if it stands deeper than the opener that it would close.
    fn is_surplus(&self, token: &Token, top: &Frame) -> bool {
        let ahead = if matches!(self.peek(1).map(|next| &next.kind), Some(TokenKind::Comma)) { 2 } else { 1 };
        let ends_root = self.frames.len() == 1 && self.is_key(ahead);
        ends_root || token.leads && token.line.start > top.line.start && token.line.indent > top.line.indent
    }

    /// Takes a closer away that has nothing to close.
    pub(super) fn stray_closer(&mut self, token: &Token) {
        self.syntax_error(
            SyntaxErrorKind::StrayBracket { missing_opener: None },
            token.span,
            None,
            vec![Edit::delete(removal(self.text, self.body, token.span))],
            false,
        );
        if let TokenKind::Close(bracket) = token.kind {
            *self.balance.get(bracket) += 1;
        }
        self.at += 1;
    }

    /// The innermost container has no opener. A closer of its kind is its own if there are too many of that kind, or if
    /// nothing else is there for it to close: then only the opener was lost. Otherwise both were.
    fn close_virtual(&mut self, token: &Token, bracket: Bracket, syntax_error: usize) {
        let Some(top) = self.frames.last() else { return };
        let outer = self.frames.len().checked_sub(2).map(|at| self.frames[at].closer);
        let own =
            bracket == top.closer && (*self.balance.get(bracket) < 0 || outer.is_some_and(|outer| outer != bracket));
        if !own {
            return self.end_virtual(syntax_error);
        }
        let gap = top.opener;
        let syntax_error = &mut self.syntax_errors[syntax_error];
        syntax_error.kind = SyntaxErrorKind::StrayBracket { missing_opener: Some(bracket.opener()) };
        syntax_error.span = gap;
        syntax_error.other = Some(token.span);
        *self.balance.get(bracket) += 1;
        self.at += 1;
        self.pop(token.span.end);
    }

    fn end_virtual(&mut self, syntax_error: usize) {
        let end = self.content_end;
        let comma = self.frames.last_mut().and_then(|frame| frame.comma.take());
        self.syntax_errors[syntax_error].edits.push(Edit::insert(end, " }"));
        self.pop(end);
        self.hand_on(comma);
    }

    /// Whether the layout says that the innermost container was left open: a member stands no deeper than the line of the
    /// opener, and closers are missing. If so, it is closed before this token.
    pub(super) fn outdented(&mut self, token: &Token) -> bool {
        let Some(top) = self.frames.last() else { return false };
        let written = top.origin == Origin::RawRequest && self.frames.len() > 1;
        let outside = token.leads && token.line.start > top.line.start && token.line.indent <= top.line.indent;
        let missing =
            written && outside && (top.state != State::Value || top.bracket == Bracket::Square) && self.is_key(0);
        let closer = top.closer;
        if !missing || *self.balance.get(closer) <= 0 {
            return false;
        }
        self.leave_unclosed();
        true
    }

    /// Whether the innermost array was left open, if a member follows its elements: closers of its kind are missing, those of
    /// objects are not too many, and an object is around it.
    pub(super) fn is_left_open(&mut self) -> bool {
        let Some(top) = self.frames.last().filter(|top| top.filled && top.origin == Origin::RawRequest) else {
            return false;
        };
        let below = self.frames.len().checked_sub(2).map(|at| self.frames[at].bracket);
        let array = top.closer == Bracket::Square && below == Some(Bracket::Curly);
        array && *self.balance.get(Bracket::Square) > 0 && *self.balance.get(Bracket::Curly) >= 0
    }

    /// Closes the innermost container where its content ends, and says that its closer is missing there.
    pub(super) fn leave_unclosed(&mut self) {
        let Some(top) = self.frames.last_mut() else { return };
        let comma = top.comma.take();
        let (opener, closer) = (top.opener, top.closer);
        let line = top.line;
        let gap = Span::gap(self.content_end);
        let broken = self.at.checked_sub(1).is_some_and(|last| self.tokens[last].line != line);
        let lead = if broken { self.line_lead(line) } else { String::new() };
        let text = format!("{lead}{}", closer.closer());
        self.syntax_error(
            SyntaxErrorKind::UnclosedBracket(closer.opener()),
            opener,
            Some(gap),
            vec![Edit::insert(gap.start, text)],
            false,
        );
        *self.balance.get(closer) -= 1;
        self.pop(gap.start);
        self.hand_on(comma);
    }

    /// A comma that stood after a container's last value belongs after the container.
    fn hand_on(&mut self, comma: Option<Span>) {
        if let (Some(frame), Some(_)) = (self.frames.last_mut(), comma) {
            frame.comma = comma;
            frame.state = if frame.bracket == Bracket::Curly { State::Key } else { State::Value };
        }
    }

    /// A line break, and the indentation of `line`.
    fn line_lead(&self, line: Line) -> String {
        let start = line.start as usize;
        let indent = self.text[start..start + line.indent as usize].chars();
        let indent: String = indent.map(|character| if character == '\t' { '\t' } else { ' ' }).collect();
        let line_break = self.line_break;
        format!("{line_break}{indent}")
    }

    /// The text has ended: what is open stays so.
    pub(super) fn end(&mut self) {
        while let Some(top) = self.frames.last_mut() {
            if let Some(comma) = top.comma.take() {
                top.state = State::Comma;
                self.syntax_error(
                    SyntaxErrorKind::TrailingComma(crate::json::SurplusComma::Trailing),
                    comma,
                    None,
                    vec![Edit::delete(comma)],
                    true,
                );
                continue;
            }
            self.end_innermost();
        }
    }

    fn end_innermost(&mut self) {
        let Some(top) = self.frames.last() else { return };
        if top.bracket == Bracket::Curly && top.state == State::Value {
            return self.missing_value();
        }
        match top.origin {
            Origin::Virtual { syntax_error } => self.end_virtual(syntax_error),
            Origin::RawRequest | Origin::Restored { .. } => {
                self.mark_incomplete();
                if self.cut_off { self.pop(self.content_end) } else { self.leave_unclosed() }
            }
            Origin::Ghost { .. } | Origin::Keyless { .. } => self.pop(self.content_end),
        }
    }
}

/// Whether a closer begins its line and stands less deep than the line of the innermost opener.
fn is_shallower(token: &Token, top: &Frame) -> bool {
    token.leads && token.line.start > top.line.start && token.line.indent < top.line.indent
}
