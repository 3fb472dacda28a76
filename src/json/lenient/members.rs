//! What is in an object: keys, their values, and what parts them.

use super::frame::{Origin, State};
use super::parser::{self, Parser};
use super::token::{Bracket, Token, TokenKind};
use super::words;
use crate::json::tree::Kind;
use crate::json::{ContainerFault, SurplusComma, SyntaxErrorKind};
use crate::text::{Edit, Span};

impl Parser<'_, '_> {
    pub(super) fn key(&mut self, token: &Token) {
        match token.kind {
            TokenKind::Open(bracket) => self.keyless(token, bracket),
            TokenKind::Word if self.is_stray_word(token, true) => self.stray(token),
            TokenKind::String(_) | TokenKind::Unsure | TokenKind::Word if self.is_list() => {}
            TokenKind::String(_) | TokenKind::Unsure | TokenKind::Word => self.key_or_lone(token),
            TokenKind::Colon if self.is_early_colon() => self.early_colon(token),
            _ if self.peek(1).is_some_and(Token::is_scalar) && !self.is_key(1) => {
                // `: 1` without a key: the value goes with its colon.
                self.syntax_error(SyntaxErrorKind::UnexpectedToken, token.span, None, Vec::new(), false);
                self.at += 2;
                self.set_state(State::Comma);
            }
            _ => self.stray(token),
        }
    }

    /// Whether a word of a letter or two got in before what belongs here, on the same line: a key, or else a value.
    pub(super) fn is_stray_word(&self, token: &Token, wants_key: bool) -> bool {
        let word = token.span.of(self.text);
        let is_short = word.len() <= 2 && word.chars().all(char::is_alphabetic);
        // At the end of a line it is after the comma, and the key is on the next one.
        let is_behind = wants_key && !token.leads;
        let next = self.peek(1).filter(|next| is_short && next.begins_value() && (is_behind || !next.leads));
        next.is_some_and(|next| self.is_key(1) == wants_key && next.kind != TokenKind::Word)
    }

    /// Whether the colon here belongs after the string after it: `: "key" value`.
    fn is_early_colon(&self) -> bool {
        let key = self.peek(1).filter(|key| matches!(key.kind, TokenKind::String(_)) && !self.is_key(1));
        let value = self.peek(2).filter(|value| value.begins_value() && !value.leads && !self.is_key(2));
        key.is_some() && value.is_some()
    }

    fn early_colon(&mut self, colon: &Token) {
        let Some(key) = self.peek(1) else { return self.stray(colon) };
        let gap = Span::gap(key.span.end);
        let edits = vec![Edit::delete(colon.span), Edit::insert(gap.start, ":")];
        self.syntax_error(SyntaxErrorKind::MissingColon, gap, Some(key.span), edits, false);
        self.at += 1;
        self.push_key(key, 1);
    }

    /// Reads `"key": , "value"` as a value with the comma that belongs after it; gives whether a member or the end follows, as it
    /// must for that reading.
    fn early_comma(&mut self, comma: &Token) -> bool {
        let Some(value) = self.peek(1).filter(|value| value.is_scalar() && !value.leads && !self.is_key(1)) else {
            return false;
        };
        let is_parted = match self.kind(2) {
            Some(TokenKind::Comma | TokenKind::Close(_)) => true,
            _ if self.is_key(2) => false,
            _ => return false,
        };
        let gap = Span::gap(value.span.end);
        if is_parted {
            let kind = SyntaxErrorKind::TrailingComma(SurplusComma::Doubled);
            self.syntax_error(kind, comma.span, None, vec![Edit::delete(comma.span)], false);
        } else {
            let edits = vec![Edit::delete(comma.span), Edit::insert(gap.start, ",")];
            self.syntax_error(SyntaxErrorKind::MissingComma, gap, Some(value.span), edits, false);
        }
        self.at += 1;
        self.scalar(value);
        if !is_parted {
            self.set_state(State::Key);
        }
        true
    }

    pub(super) fn key_or_lone(&mut self, token: &Token) {
        let Some(next) = self.peek(1) else { return self.lone(token) };
        let number_or_literal =
            token.kind == TokenKind::Word && words::meaning(token.span.of(self.text)).kind != Kind::String;
        match next.kind {
            TokenKind::Colon => self.push_key(token, 2),
            TokenKind::Separator => {
                let certain = !parser::parts_members(next.span.of(self.text));
                let edits = vec![Edit::replace(next.span, ":")];
                self.syntax_error(
                    SyntaxErrorKind::WrongSeparator { wanted: ':' },
                    next.span,
                    Some(token.span),
                    edits,
                    certain,
                );
                self.push_key(token, 2);
            }
            TokenKind::Comma if self.is_comma_for_colon(token) => {
                let edits = vec![Edit::replace(next.span, ":")];
                self.syntax_error(
                    SyntaxErrorKind::WrongSeparator { wanted: ':' },
                    next.span,
                    Some(token.span),
                    edits,
                    false,
                );
                self.push_key(token, 2);
            }
            TokenKind::Open(_) if !number_or_literal => self.missing_colon(token),
            _ if next.begins_value() && !number_or_literal && !next.leads && !self.is_key(1) => {
                self.missing_colon(token)
            }
            _ => self.lone(token),
        }
    }

    /// `"key", value` on one line, where the value is a container, or other members or the end follow it.
    pub(super) fn is_comma_for_colon(&self, token: &Token) -> bool {
        let Some(value) = self.peek(2).filter(|value| value.line == token.line && !self.is_key(2)) else {
            return false;
        };
        let behind = match self.kind(3) {
            Some(TokenKind::Comma) => self.is_key(4),
            kind => matches!(kind, Some(TokenKind::Close(_))) && self.frames.last().is_some_and(|frame| frame.filled),
        };
        let string = matches!(token.kind, TokenKind::String(_) | TokenKind::Unsure);
        string && (matches!(value.kind, TokenKind::Open(_)) || value.is_scalar() && behind)
    }

    pub(super) fn missing_colon(&mut self, token: &Token) {
        let gap = Span::gap(token.span.end);
        let certain = !self.is_inside_marks(self.at);
        self.syntax_error(
            SyntaxErrorKind::MissingColon,
            gap,
            Some(token.span),
            vec![Edit::insert(gap.start, ":")],
            certain,
        );
        self.push_key(token, 1);
    }

    /// Adds the key `token` and goes on after it by `tokens`.
    pub(super) fn push_key(&mut self, token: &Token, tokens: usize) {
        let words = token.span.of(self.text);
        match &token.kind {
            TokenKind::String(None) => self.builder.push(Kind::String, token.span),
            TokenKind::String(Some(value)) => self.builder.push_meant(Kind::String, token.span, value.clone()),
            _ => {
                let simple = words.starts_with(begins_name)
                    && words.chars().all(|character| begins_name(character) || matches!(character, '.' | '-'));
                let edits = if simple {
                    vec![Edit::insert(token.span.start, "\""), Edit::insert(token.span.end, "\"")]
                } else {
                    vec![Edit::replace(token.span, serde_json::Value::from(words).to_string())]
                };
                self.syntax_error(SyntaxErrorKind::UnquotedKey, token.span, None, edits, simple);
                self.builder.push_meant(Kind::String, token.span, words)
            }
        };
        if let Some(frame) = self.frames.last_mut() {
            frame.state = State::Value;
            frame.key = token.span;
            frame.comma = None;
            frame.filled = true;
            frame.dots = false;
        }
        self.content_end = self.tokens[self.at + tokens - 1].span.end;
        self.at += tokens;
    }

    /// A scalar where only a member can stand.
    pub(super) fn lone(&mut self, token: &Token) {
        let Some(frame) = self.frames.last_mut() else { return };
        let (opener, only) = (frame.opener, !frame.filled && frame.origin == Origin::RawRequest);
        frame.state = State::Comma;
        frame.comma = None;
        frame.filled = true;
        self.builder.mark_incomplete(frame.node);
        let edits = match self.peek(1) {
            Some(closer) if only && matches!(closer.kind, TokenKind::Close(_)) => {
                vec![
                    Edit::delete(Span::new(opener.start, token.span.start)),
                    Edit::delete(Span::new(token.span.end, closer.span.end)),
                ]
            }
            _ => Vec::new(),
        };
        self.syntax_error(
            SyntaxErrorKind::WrongContainer(ContainerFault::ValueInObject),
            token.span,
            Some(opener),
            edits,
            false,
        );
        self.content_end = token.span.end;
        self.at += 1;
    }

    /// Reads an object of nothing but scalars and commas, at least two, as the array that was meant.
    pub(super) fn is_list(&mut self) -> bool {
        let Some(frame) = self.frames.last() else { return false };
        if frame.filled || frame.origin != Origin::RawRequest {
            return false;
        }
        let mut ahead = 0;
        while self.peek(ahead).is_some_and(Token::is_scalar) && matches!(self.kind(ahead + 1), Some(TokenKind::Comma)) {
            ahead += 2;
        }
        let last = ahead > 0 && self.peek(ahead).is_some_and(Token::is_scalar);
        let closer =
            self.peek(ahead + usize::from(last)).filter(|token| token.kind == TokenKind::Close(Bracket::Curly));
        let Some(closer) = closer.filter(|_| ahead > 0) else { return false };
        let (opener, node) = (frame.opener, frame.node);
        let edits = vec![Edit::replace(opener, "["), Edit::replace(closer.span, "]")];
        self.syntax_error(
            SyntaxErrorKind::WrongContainer(ContainerFault::ElementsInObject),
            opener,
            None,
            edits,
            false,
        );
        self.builder.set_kind(node, Kind::Array);
        if let Some(frame) = self.frames.last_mut() {
            frame.bracket = Bracket::Square;
            frame.state = State::Value;
        }
        true
    }

    pub(super) fn member_value(&mut self, token: &Token) {
        let Some(frame) = self.frames.last() else { return };
        match token.kind {
            TokenKind::Open(bracket) => self.open_value(token, bracket),
            TokenKind::Word if self.is_stray_word(token, false) => self.stray(token),
            TokenKind::String(_) | TokenKind::Unsure | TokenKind::Word if token.leads && self.is_key(0) => {
                if *self.balance.get(Bracket::Curly) < 0 && token.line.indent > frame.line.indent {
                    self.open_virtual(token, ContainerFault::MemberOutside);
                } else {
                    self.missing_value();
                }
            }
            TokenKind::String(_) | TokenKind::Unsure | TokenKind::Word
                if self.is_key(0) && *self.balance.get(Bracket::Curly) < 0 =>
            {
                self.open_virtual(token, ContainerFault::MemberOutside);
            }
            TokenKind::String(_) | TokenKind::Unsure | TokenKind::Word if self.is_open_list() => {
                self.open_missing_array(token)
            }
            TokenKind::String(_) | TokenKind::Unsure | TokenKind::Word => self.scalar(token),
            TokenKind::Comma if self.early_comma(token) => {}
            TokenKind::Comma | TokenKind::Close(_) => self.missing_value(),
            _ => self.stray(token),
        }
    }

    /// The innermost object has a key, and no value comes.
    pub(super) fn missing_value(&mut self) {
        let gap = Span::gap(self.content_end);
        let key = self.frames.last().map(|frame| frame.key);
        self.syntax_error(SyntaxErrorKind::MissingValue, gap, key, Vec::new(), false);
        self.builder.push(Kind::Unknown, gap);
        // A key that follows needs no comma: what is missing is the value and all up to the key.
        let next = matches!(self.kind(0), Some(TokenKind::String(_) | TokenKind::Unsure | TokenKind::Word));
        self.set_state(if next { State::Key } else { State::Comma });
    }

    /// A member has ended and no comma came.
    pub(super) fn next_member(&mut self, token: &Token) {
        match token.kind {
            TokenKind::Open(bracket) => self.keyless(token, bracket),
            TokenKind::Colon | TokenKind::Separator => self.separator_for_comma(token),
            _ if self.is_key(0)
                || self.peek(1).is_some_and(|next| next.begins_value() && !next.leads && !self.is_key(1)) =>
            {
                self.missing_comma(matches!(token.kind, TokenKind::String(_) | TokenKind::Unsure));
                self.set_state(State::Key);
            }
            TokenKind::Word => self.stray(token),
            _ => self.lone(token),
        }
    }

    pub(super) fn separator_for_comma(&mut self, token: &Token) {
        let last = matches!(self.kind(1), Some(TokenKind::Close(_)) | None);
        let object = self.frames.last().is_some_and(|frame| frame.bracket == Bracket::Curly);
        if !last && object && !self.is_key(1) {
            return self.stray(token);
        }
        let edit = if last { Edit::delete(token.span) } else { Edit::replace(token.span, ",") };
        let certain = parser::parts_members(token.span.of(self.text)) || !last;
        self.syntax_error(SyntaxErrorKind::WrongSeparator { wanted: ',' }, token.span, None, vec![edit], certain);
        self.set_state(if last {
            State::Comma
        } else if object {
            State::Key
        } else {
            State::Value
        });
        self.at += 1;
    }

    pub(super) fn missing_comma(&mut self, certain: bool) {
        let gap = Span::gap(self.content_end);
        let last = self.at.checked_sub(1);
        let before = last.and_then(|at| self.tokens.get(at)).map(|token| token.span);
        let certain = certain && !last.is_some_and(|last| self.is_inside_marks(last));
        self.syntax_error(SyntaxErrorKind::MissingComma, gap, before, vec![Edit::insert(gap.start, ",")], certain);
    }

    /// Whether the token `at` and the next one are strings that touch, one of them without letters: `""` may as well be a
    /// quotation mark that was doubled.
    fn is_inside_marks(&self, at: usize) -> bool {
        let Some([before, behind]) = self.tokens.get(at..at + 2) else { return false };
        let marked = |token: &Token| token.span.of(self.text).contains('"');
        let wordless = |token: &Token| !token.span.of(self.text).contains(char::is_alphanumeric);
        before.span.end == behind.span.start
            && marked(before)
            && marked(behind)
            && (wordless(before) || wordless(behind))
    }
}

/// What a name without quotation marks can begin with. A dot or a dash may be a quotation mark hit beside its key.
fn begins_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$' | '@')
}
