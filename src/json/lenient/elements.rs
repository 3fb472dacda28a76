//! What is in an array, and scalars wherever they stand.

use super::frame::State;
use super::parser::Parser;
use super::token::{Token, TokenKind};
use super::words;
use crate::json::ContainerFault;
use crate::json::tree::Kind;
use crate::text::Edit;

impl Parser<'_, '_> {
    /// A value, or what is in its place, in an array.
    pub(super) fn element(&mut self, token: &Token) {
        let Some(frame) = self.frames.last() else { return };
        let waiting = frame.state == State::Comma && !frame.dots;
        match token.kind {
            TokenKind::Colon | TokenKind::Separator if waiting => return self.separator_for_comma(token),
            TokenKind::Colon | TokenKind::Separator => return self.stray(token),
            TokenKind::Word if !waiting && self.is_stray_word(token, false) => return self.stray(token),
            _ if self.is_key(0) && self.is_left_open() => return self.leave_unclosed(),
            _ => {}
        }
        if waiting {
            // Two words may as well be one: `[1 2]` as `[12]`.
            let before = self.at.checked_sub(1).map(|at| &self.tokens[at].kind);
            let certain = token.kind != TokenKind::Word && before != Some(&TokenKind::Word);
            self.missing_comma(certain);
        }
        match token.kind {
            TokenKind::Open(bracket) => self.open_value(token, bracket),
            _ if self.is_key(0) => self.open_virtual(token, ContainerFault::MemberInArray),
            _ => self.scalar(token),
        }
    }

    /// Adds a string or a word as a value.
    pub(super) fn scalar(&mut self, token: &Token) {
        match &token.kind {
            TokenKind::String(None) => _ = self.builder.push(Kind::String, token.span),
            TokenKind::Unsure => _ = self.builder.push(Kind::Unknown, token.span),
            TokenKind::String(Some(value)) => _ = self.builder.push_meant(Kind::String, token.span, value.clone()),
            _ => {
                let meaning = words::meaning(token.span.of(self.text));
                match meaning.value {
                    Some(value) => _ = self.builder.push_meant(meaning.kind, token.span, value),
                    None => _ = self.builder.push(meaning.kind, token.span),
                }
                if let Some((kind, json, certain)) = meaning.syntax_error {
                    let edits = json.map(|json| Edit::replace(token.span, json)).into_iter().collect();
                    self.syntax_error(kind, token.span, None, edits, certain);
                }
            }
        }
        self.value_ended(token.span.end);
        self.at += 1;
    }
}
