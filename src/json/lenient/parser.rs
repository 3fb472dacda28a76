//! The state of building the tree: the tokens, what is open, and what was found wrong.

use super::frame::{BracketBalance, Frame};
use super::token::{Token, TokenKind};
use crate::json::tree::TreeBuilder;
use crate::json::{SyntaxError, SyntaxErrorKind};
use crate::text::{Edit, Span};

#[derive(Debug)]
pub(super) struct Parser<'a, 't> {
    pub(super) text: &'a str,
    /// What is read of it.
    pub(super) body: Span,
    pub(super) tokens: &'t [Token],
    pub(super) at: usize,
    pub(super) syntax_errors: Vec<SyntaxError>,
    pub(super) frames: Vec<Frame>,
    pub(super) builder: TreeBuilder<'a>,
    /// Openers less closers in what is not read yet, and in what is open: what balance lacks.
    pub(super) balance: BracketBalance,
    /// For each opener the closer that fits it by nesting; empty where the brackets balance.
    pub(super) partners: Vec<Option<usize>>,
    /// Where the last value or closer ended.
    pub(super) content_end: u32,
    /// How the lines of the text end.
    pub(super) line_break: &'static str,
    /// What is passed over, in order: syntax errors inside it are of no interest.
    pub(super) unread: Vec<Span>,
    pub(super) done: bool,
    /// The text was cut off inside something that was not read: nothing more is to be said of what is open.
    pub(super) cut_off: bool,
}

impl<'t> Parser<'_, 't> {
    pub(super) fn peek(&self, ahead: usize) -> Option<&'t Token> {
        self.tokens.get(self.at + ahead)
    }

    pub(super) fn kind(&self, ahead: usize) -> Option<&'t TokenKind> {
        self.peek(ahead).map(|token| &token.kind)
    }

    pub(super) fn unread(&mut self, kind: SyntaxErrorKind, span: Span, edits: Vec<Edit>) {
        self.unread.push(span);
        self.syntax_error(kind, span, None, edits, false);
    }

    pub(super) fn syntax_error(
        &mut self,
        kind: SyntaxErrorKind,
        span: Span,
        other: Option<Span>,
        edits: Vec<Edit>,
        certain: bool,
    ) -> usize {
        self.syntax_errors.push(SyntaxError { kind, span, other, edits, certain });
        self.syntax_errors.len() - 1
    }

    /// Junk: this token, and what is stuck to it.
    pub(super) fn stray(&mut self, token: &Token) {
        let mut span = token.span;
        self.at += 1;
        let stuck =
            |next: &&Token, end| matches!(next.kind, TokenKind::Junk | TokenKind::Separator) && next.span.start == end;
        while let Some(next) = self.peek(0).filter(|next| stuck(next, span.end)) {
            span.end = next.span.end;
            self.at += 1;
        }
        let certain = span.of(self.text).chars().all(|character| character == '\u{FFFD}');
        self.syntax_error(
            SyntaxErrorKind::StrayCharacter { fence: false },
            span,
            None,
            vec![Edit::delete(span)],
            certain,
        );
    }

    /// Whether a key stands `ahead` of here: a scalar with a colon, or what stands for one, after it.
    pub(super) fn is_key(&self, ahead: usize) -> bool {
        let separator = |kind: Option<&TokenKind>| {
            matches!(kind, Some(TokenKind::Colon))
                || matches!(kind, Some(TokenKind::Separator))
                    && self.peek(ahead + 1).is_some_and(|token| !parts_members(token.span.of(self.text)))
        };
        self.peek(ahead).is_some_and(Token::is_scalar) && separator(self.kind(ahead + 1))
    }
}

/// Whether a separator that is not JSON's stands for a comma rather than for a colon.
pub(super) fn parts_members(separator: &str) -> bool {
    matches!(separator, ";" | "；" | "，" | "、")
}
