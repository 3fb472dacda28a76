//! Dots in place of what was left out, and how to take them away: along with a comma, so that what is left is whole.

use super::comments::removal;
use super::frame::{Origin, State};
use super::parser::Parser;
use super::token::{Bracket, Token, TokenKind};
use crate::json::SyntaxErrorKind;
use crate::json::tree::Kind;
use crate::text::{Edit, Span};

impl Parser<'_, '_> {
    pub(super) fn dots(&mut self, token: &Token) {
        let edits = self.without_dots(token);
        let Some(frame) = self.frames.last_mut() else { return };
        frame.comma = None;
        frame.filled = true;
        frame.dots = true;
        if frame.bracket == Bracket::Curly && frame.state == State::Value {
            self.builder.push(Kind::Unknown, token.span);
            frame.state = State::Comma;
            frame.dots = false;
        } else if frame.bracket == Bracket::Curly {
            frame.state = State::Key;
        }
        self.builder.mark_incomplete(frame.node);
        self.content_end = token.span.end;
        self.syntax_error(SyntaxErrorKind::Ellipsis, token.span, None, edits, false);
        self.at += 1;
    }

    /// The edits that take the dots away. None for a lone value: what it would be nobody knows.
    fn without_dots(&self, token: &Token) -> Vec<Edit> {
        let Some(frame) = self.frames.last() else { return Vec::new() };
        if frame.bracket == Bracket::Curly && frame.state == State::Value {
            let object = token.span.of(self.text).starts_with('{');
            return object.then(|| Edit::replace(token.span, "{}")).into_iter().collect();
        }
        let outer = self.frames.len().checked_sub(2).map(|at| &self.frames[at]);
        if let Some(list) = outer.filter(|outer| outer.bracket == Bracket::Square)
            && frame.bracket == Bracket::Curly
            && !frame.filled
        {
            // An element of nothing but dots stands for more elements.
            let whole = frame.origin == Origin::RawRequest && self.kind(1) == Some(&TokenKind::Close(Bracket::Curly));
            let closer = self.peek(1).filter(|_| whole);
            return closer.map_or(Vec::new(), |closer| {
                self.without_item(frame.opener.join(closer.span), list.comma, list.filled, 2)
            });
        }
        self.without_item(token.span, frame.comma, frame.filled, 1)
    }

    /// The edits that take `item` away, after which the token `behind` stands: with the comma before it at the end of a
    /// container, with the one after it elsewhere.
    fn without_item(&self, item: Span, comma: Option<Span>, filled: bool, behind: usize) -> Vec<Edit> {
        let delete = |span| Edit::delete(removal(self.text, self.body, span));
        // What is removed may be more than what was read last.
        let comma_before = |gone: Edit| vec![Edit::insert(self.content_end.min(gone.span.start), ","), gone];
        let parted = comma.is_some() || !filled;
        match self.peek(behind) {
            Some(next) if next.kind == TokenKind::Comma && parted => vec![delete(item.join(next.span))],
            Some(next) if next.kind == TokenKind::Comma => vec![delete(item)],
            Some(next) if next.begins_value() && !parted => comma_before(delete(item)),
            Some(next) if next.begins_value() => vec![delete(item)],
            _ => comma.map(Edit::delete).into_iter().chain([delete(item)]).collect(),
        }
    }
}
