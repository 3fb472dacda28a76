//! What is outside of every container: before the value, instead of it, and after it.

use super::parser::Parser;
use super::token::{Token, TokenKind};
use crate::json::tree::Kind;
use crate::json::{ContainerFault, Surplus, SurplusComma, SyntaxErrorKind};
use crate::text::{Edit, Span};

impl Parser<'_, '_> {
    pub(super) fn root(&mut self, token: &Token) {
        if self.done {
            return self.behind_root(token);
        }
        if token.kind == TokenKind::Word
            && let Some(words) = self.words_before_root()
        {
            let end = self.peek(words - 1).map_or(token.span.end, |last| last.span.end);
            let span = Span::new(token.span.start, end);
            let root = self.peek(words).map_or(end, |root| root.span.start);
            let edits = self.without_words(span, Span::new(token.span.start, root));
            self.unread(SyntaxErrorKind::TrailingContent(Surplus::Before), span, edits);
            self.at += words;
            return;
        }
        match token.kind {
            TokenKind::Open(bracket) => self.open_value(token, bracket),
            _ if self.is_key(0) => self.open_virtual(token, ContainerFault::MemberOutside),
            TokenKind::String(_) | TokenKind::Unsure | TokenKind::Word => self.scalar(token),
            TokenKind::Ellipsis => {
                self.syntax_error(SyntaxErrorKind::Ellipsis, token.span, None, Vec::new(), false);
                self.builder.push(Kind::Unknown, token.span);
                self.value_ended(token.span.end);
                self.at += 1;
            }
            TokenKind::Close(_) => self.stray_closer(token),
            _ => self.stray(token),
        }
    }

    /// How many tokens are before the value that they introduce. Asked of a word only: whatever a word is, it is the
    /// root or begins it otherwise, so that no text is looked through twice.
    fn words_before_root(&self) -> Option<usize> {
        let words = (1..).take_while(|&ahead| self.is_before_root(ahead)).count() + 1;
        // `name: {` is a member; a line of a log has more before its last colon.
        let line = |ahead| self.peek(ahead).map(|token| token.line);
        let member = self.kind(words - 1) == Some(&TokenKind::Colon) && (words == 2 || line(words - 1) != line(0));
        let introduce = matches!(self.kind(words), Some(TokenKind::Open(_))) && !member;
        introduce.then_some(words)
    }

    /// The edit that takes `whole` out, if the words in `span` are those of a person or a program, and none of JSON.
    fn without_words(&self, span: Span, whole: Span) -> Vec<Edit> {
        let is_plain = !span.of(self.text).contains(['"', '{', '}', '[', ']', '=']);
        if is_plain { vec![Edit::delete(whole)] } else { Vec::new() }
    }

    /// Whether `span`, after the root, is the same text again.
    fn is_repeated(&self, span: Span) -> bool {
        let words = |span: Span| span.of(self.text).split_whitespace();
        words(Span::new(self.body.start, span.start)).eq(words(span))
    }

    /// Whether the token can be between words before the value and the value: `const body =`, `send(`, a
    /// request line and its headers.
    pub(super) fn is_before_root(&self, ahead: usize) -> bool {
        matches!(self.kind(ahead), Some(TokenKind::Word | TokenKind::Junk | TokenKind::Separator | TokenKind::Colon))
    }

    pub(super) fn behind_root(&mut self, token: &Token) {
        match token.kind {
            TokenKind::Close(_) => self.stray_closer(token),
            TokenKind::Comma if self.peek(1).is_none() => {
                self.syntax_error(
                    SyntaxErrorKind::TrailingComma(SurplusComma::Trailing),
                    token.span,
                    None,
                    vec![Edit::delete(token.span)],
                    true,
                );
                self.at += 1;
            }
            TokenKind::Junk | TokenKind::Separator => self.stray(token),
            TokenKind::Ellipsis => {
                self.syntax_error(SyntaxErrorKind::Ellipsis, token.span, None, Vec::new(), false);
                self.at += 1;
            }
            _ => {
                let second = token.begins_value() && token.kind != TokenKind::Word
                    || token.kind == TokenKind::Comma && self.peek(1).is_some_and(Token::begins_value);
                let kind = if second { Surplus::SecondValue } else { Surplus::Behind };
                let end = self.tokens.last().map_or(token.span.end, |last| last.span.end);
                let span = Span::new(token.span.start, end);
                let edits = match kind {
                    Surplus::SecondValue if self.is_repeated(span) => vec![Edit::delete(span)],
                    Surplus::SecondValue => Vec::new(),
                    _ => self.without_words(span, span),
                };
                self.unread(SyntaxErrorKind::TrailingContent(kind), span, edits);
                self.at = self.tokens.len();
            }
        }
    }
}
