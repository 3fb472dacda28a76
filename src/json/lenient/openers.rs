//! Which opener was left out, is too many, or is of the wrong kind.
//!
//! The balance of the whole text says that an opener is wrong; what is inside and after it says with
//! which one: elements are in arrays, keys in objects.

use super::frame::{BracketBalance, Origin};
use super::parser::Parser;
use super::token::{Bracket, Token, TokenKind};
use crate::json::tree::Kind;
use crate::json::{MAX_DEPTH, SyntaxErrorKind};
use crate::text::{Edit, Span};

/// How many values without brackets are taken for a list.
const MAX_LIST: usize = 64;

/// For each opener, the index of the closer that fits it by nesting, as far as there is one. Nobody needs
/// it where the brackets balance.
pub(super) fn partners(tokens: &[Token], mut balance: BracketBalance) -> Vec<Option<usize>> {
    if balance == BracketBalance::default() {
        return Vec::new();
    }
    let mut partners = vec![None; tokens.len()];
    let mut open: Vec<(usize, Bracket)> = Vec::new();
    let mut depth = BracketBalance::default();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Open(bracket) => {
                open.push((at, bracket));
                *depth.get(bracket) += 1;
            }
            TokenKind::Close(bracket) if *depth.get(bracket) > 0 => {
                // What is between is closed along with it, if closers of that kind are missing.
                while let Some(&(opener, inner)) = open.last()
                    && (inner == bracket || *balance.get(inner) > 0)
                {
                    open.pop();
                    *depth.get(inner) -= 1;
                    if inner == bracket {
                        partners[opener] = Some(at);
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    partners
}

impl Parser<'_, '_> {
    /// An opener where a value belongs.
    pub(super) fn open_value(&mut self, token: &Token, bracket: Bracket) {
        if self.frames.len() >= MAX_DEPTH {
            return self.skip(token);
        }
        let (curly, square) = (*self.balance.get(Bracket::Curly), *self.balance.get(Bracket::Square));
        let in_array = self.frames.last().is_some_and(|frame| frame.bracket == Bracket::Square);
        match bracket {
            Bracket::Curly if curly > 0 && square < 0 && self.begins_elements() => self.wrong_opener(token, bracket),
            Bracket::Curly if self.kind(1) == Some(&TokenKind::Open(Bracket::Square)) && self.is_key(2) => {
                self.wrong_opener(token, bracket);
            }
            Bracket::Square if square > 0 && curly < 0 && self.is_key(1) => self.wrong_opener(token, bracket),
            Bracket::Square if square > 0 && self.is_doubled(token) => self.surplus_opener(token, bracket),
            Bracket::Curly if square < 0 && curly <= 0 && !in_array && self.is_element() => {
                self.open_missing_array(token)
            }
            _ => self.open(token, bracket),
        }
    }

    /// Whether elements are after the `{` that is here.
    fn begins_elements(&self) -> bool {
        let scalar = self.peek(1).is_some_and(Token::is_scalar)
            && matches!(self.kind(2), Some(TokenKind::Comma | TokenKind::Close(Bracket::Square)));
        scalar || matches!(self.kind(1), Some(TokenKind::Open(_)))
    }

    /// Whether the `[` that is here has another right after it, and that other holds all that there is.
    fn is_doubled(&self, token: &Token) -> bool {
        if self.peek(1).is_none_or(|inner| inner.kind != token.kind || inner.leads) {
            return false;
        }
        let Some(Some(closer)) = self.partners.get(self.at + 1) else { return false };
        let behind = closer + 1 - self.at;
        match self.kind(behind) {
            Some(TokenKind::Comma) => self.is_key(behind + 1),
            kind => matches!(kind, Some(TokenKind::Close(Bracket::Curly)) | None),
        }
    }

    /// Whether the object that begins here is an element of an array: another object follows it, or
    /// the closer of the array.
    fn is_element(&self) -> bool {
        let Some(Some(closer)) = self.partners.get(self.at) else { return false };
        let behind = closer + 1 - self.at;
        let object = |ahead| self.kind(ahead) == Some(&TokenKind::Open(Bracket::Curly));
        match self.kind(behind) {
            Some(TokenKind::Comma) => object(behind + 1),
            // A surplus closer after the whole text is likelier than an array around it.
            Some(TokenKind::Close(Bracket::Square)) => !self.frames.is_empty(),
            _ => object(behind),
        }
    }

    /// Whether scalars, at least two, are here with the closer of an array after them, of which there is one too many.
    pub(super) fn is_open_list(&mut self) -> bool {
        if *self.balance.get(Bracket::Square) >= 0 {
            return false;
        }
        let mut ahead = 0;
        while ahead < MAX_LIST
            && self.peek(ahead).is_some_and(Token::is_scalar)
            && self.kind(ahead + 1) == Some(&TokenKind::Comma)
        {
            ahead += 2;
        }
        ahead > 0
            && self.peek(ahead).is_some_and(Token::is_scalar)
            && self.kind(ahead + 1) == Some(&TokenKind::Close(Bracket::Square))
    }

    /// The opener of an array is missing before this token.
    pub(super) fn open_missing_array(&mut self, token: &Token) {
        self.open_missing(token, Bracket::Square);
    }

    /// The opener of a container whose closer is there is missing before this token.
    pub(super) fn open_missing(&mut self, token: &Token, bracket: Bracket) {
        let opener = bracket.opener();
        let (gap, text) = match self.frames.is_empty() || !token.leads {
            true => (Span::gap(token.span.start), opener.to_string()),
            false => (Span::gap(self.content_end), format!(" {opener}")),
        };
        let edits = vec![Edit::insert(gap.start, text)];
        let syntax_error =
            self.syntax_error(SyntaxErrorKind::StrayBracket { missing_opener: Some(opener) }, gap, None, edits, false);
        *self.balance.get(bracket) += 1;
        let kind = if bracket == Bracket::Curly { Kind::Object } else { Kind::Array };
        let node = self.builder.push(kind, gap);
        self.push_frame(token, gap, bracket, Origin::Restored { syntax_error }, node);
    }

    /// An opener of the wrong kind: it is read as one of the other.
    pub(super) fn wrong_opener(&mut self, token: &Token, written: Bracket) {
        let (wanted, kind) = match written {
            Bracket::Curly => (Bracket::Square, Kind::Array),
            Bracket::Square => (Bracket::Curly, Kind::Object),
        };
        let edits = vec![Edit::replace(token.span, wanted.opener())];
        self.syntax_error(
            SyntaxErrorKind::MismatchedBracket { wanted: wanted.opener() },
            token.span,
            None,
            edits,
            false,
        );
        *self.balance.get(written) -= 1;
        *self.balance.get(wanted) += 1;
        let node = self.builder.push(kind, token.span);
        self.push_frame(token, token.span, wanted, Origin::RawRequest, node);
        self.at += 1;
    }

    pub(super) fn surplus_opener(&mut self, token: &Token, bracket: Bracket) {
        let edits = vec![Edit::delete(token.span)];
        self.syntax_error(SyntaxErrorKind::UnclosedBracket(bracket.opener()), token.span, None, edits, false);
        *self.balance.get(bracket) -= 1;
        self.at += 1;
    }
}
