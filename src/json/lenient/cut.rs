//! Cuts any text into tokens. What is wrong with a token itself is recorded here; what is wrong with its place is the
//! parser's to say.
//!
//! Strict JSON has no line break inside a string, so quotes that are out of step are corrected line by line and cannot
//! swallow the rest of the text. All looking ahead is bounded, so that the cost stays linear.

use super::calls;
use super::comments;
use super::escaped_quotes;
use super::left_out;
use super::lexer::Lexer;
use super::look_ahead::is_lone_dot;
use super::marks::is_odd_mark;
use super::odd_quotes;
use super::quotes;
use super::spaces;
use super::token::{Bracket, Line, Token, TokenKind};
use super::words;
use crate::json::{MAX_SYNTAX_ERRORS, SyntaxError, SyntaxErrorKind};
use crate::text::{Edit, Span, offset};

#[derive(Debug)]
pub(crate) struct Cut {
    pub(super) tokens: Vec<Token>,
    /// The syntax errors in them.
    pub(super) syntax_errors: Vec<SyntaxError>,
    /// Where it stopped, if there were too many.
    pub(super) stopped: Option<u32>,
}

/// All tokens of the text in `span`.
pub(super) fn cut(text: &str, span: Span) -> Cut {
    let text = text.get(..span.end as usize).unwrap_or(text);
    let mut lexer = Lexer::new(text, span);
    lexer.run();
    let stopped = lexer.stopped.or_else(|| (lexer.at < text.len()).then(|| offset(lexer.at)));
    Cut { tokens: lexer.tokens, syntax_errors: lexer.syntax_errors, stopped }
}

impl Lexer<'_> {
    fn run(&mut self) {
        if self.rest().starts_with('\u{FEFF}') {
            let mark = self.span(self.at, self.at + '\u{FEFF}'.len_utf8());
            self.syntax_error(SyntaxErrorKind::ByteOrderMark, mark, None, vec![Edit::delete(mark)], true);
            self.at = mark.end as usize;
            self.line.start = mark.end;
        }
        self.line.indent = self.measure_indent();
        while let Some(character) = self.peek().filter(|_| self.syntax_errors.len() <= MAX_SYNTAX_ERRORS) {
            let before = self.at;
            match character {
                '\n' | '\r' => self.line_break(),
                ' ' | '\t' => self.at += 1,
                _ if spaces::is_odd(character) => self.odd_spaces(),
                _ => self.token(character),
            }
            debug_assert!(self.at > before, "every step takes something");
            self.at = self.at.max(before + 1);
        }
    }

    fn token(&mut self, character: char) {
        let single = match character {
            '{' => match words::placeholder_end(self) {
                Some(end) => return words::push(self, end),
                None => TokenKind::Open(Bracket::Curly),
            },
            '[' => match left_out::printed_length(self.rest()) {
                Some(length) => return self.push(TokenKind::Ellipsis, self.at + length),
                None => TokenKind::Open(Bracket::Square),
            },
            '}' => TokenKind::Close(Bracket::Curly),
            ']' => TokenKind::Close(Bracket::Square),
            ':' => TokenKind::Colon,
            ',' => TokenKind::Comma,
            ';' | '：' | '，' | '、' | '；' | '＝' => {
                return self.push(TokenKind::Separator, self.at + character.len_utf8());
            }
            '｛' | '｝' | '［' | '］' => return self.wide_bracket(character),
            '.' if !self.tokens.is_empty() && is_lone_dot(self.rest()) => TokenKind::Separator,
            '=' => {
                let length = if self.rest().starts_with("=>") { 2 } else { 1 };
                return self.push(TokenKind::Separator, self.at + length);
            }
            '"' => return quotes::read(self),
            '\\' if escaped_quotes::read(self) => return,
            _ if comments::starts(self) => return comments::read(self),
            _ if is_odd_mark(character) => return odd_quotes::read(self, character),
            _ if calls::read(self) => return,
            _ => return words::read(self),
        };
        self.push(single, self.at + 1);
    }

    /// Reads a full-width bracket as the bracket that it looks like.
    fn wide_bracket(&mut self, character: char) {
        let (wanted, kind) = match character {
            '｛' => ('{', TokenKind::Open(Bracket::Curly)),
            '｝' => ('}', TokenKind::Close(Bracket::Curly)),
            '［' => ('[', TokenKind::Open(Bracket::Square)),
            _ => (']', TokenKind::Close(Bracket::Square)),
        };
        let span = self.span(self.at, self.at + character.len_utf8());
        let edits = vec![Edit::replace(span, wanted)];
        self.syntax_error(SyntaxErrorKind::MismatchedBracket { wanted }, span, None, edits, false);
        self.push(kind, span.end as usize);
    }

    fn line_break(&mut self) {
        self.at += if self.rest().starts_with("\r\n") { 2 } else { 1 };
        self.leads = true;
        self.line = Line { start: offset(self.at), indent: self.measure_indent() };
    }
}
