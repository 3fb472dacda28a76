//! Cuts any text into tokens. What is wrong with a token itself is recorded here; what is wrong with its place is the
//! parser's to say.
//!
//! Strict JSON has no line break inside a string, so quotes that are out of step are put right line by line and cannot
//! swallow the rest of the text. All looking ahead is bounded, so that the cost stays linear.

use super::comments;
use super::escaped_quotes;
use super::left_out;
use super::marks::is_odd_mark;
use super::odd_quotes;
use super::quotes;
use super::spaces;
use super::token::{Bracket, Line, Token, TokenKind};
use super::words;
use crate::json::{MAX_SYNTAX_ERRORS, SyntaxError, SyntaxErrorKind};
use crate::text::{Edit, Span, offset};

/// How far to look ahead within a line, in bytes.
pub(super) const HORIZON: usize = 512;

/// The state of cutting.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    /// The text up to the end of what is read.
    pub(super) text: &'a str,
    /// What is read of it.
    pub(super) body: Span,
    /// Where the next token, or the space before it, begins.
    pub(super) at: usize,
    pub(super) tokens: Vec<Token>,
    pub(super) syntax_errors: Vec<SyntaxError>,
    /// Where the first syntax error stands that is one too many.
    stopped: Option<u32>,
    /// The brackets that are open, as far as one can tell before parsing.
    pub(super) open: Vec<Bracket>,
    /// Where the current line ends, line break excluded; valid while `at` is before it.
    line_end: usize,
    line: Line,
    leads: bool,
    /// Odd white space is one syntax error for the whole text, however many places it stands in.
    spaces: Option<usize>,
}

/// What cutting gave.
#[derive(Debug)]
pub(super) struct Cut {
    pub(super) tokens: Vec<Token>,
    /// The syntax errors in them.
    pub(super) syntax_errors: Vec<SyntaxError>,
    /// Where it stopped, if there were too many.
    pub(super) stopped: Option<u32>,
}

/// All tokens of the text in `span`.
pub(super) fn cut(text: &str, span: Span) -> Cut {
    let text = text.get(..span.end as usize).unwrap_or(text);
    let mut lexer = Lexer {
        text,
        body: span,
        at: (span.start as usize).min(text.len()),
        tokens: Vec::with_capacity(span.len() as usize / 6 + 4),
        syntax_errors: Vec::new(),
        stopped: None,
        open: Vec::new(),
        line_end: 0,
        line: Line { start: span.start, indent: 0 },
        leads: true,
        spaces: None,
    };
    lexer.run();
    let stopped = lexer.stopped.or_else(|| (lexer.at < text.len()).then(|| offset(lexer.at)));
    Cut { tokens: lexer.tokens, syntax_errors: lexer.syntax_errors, stopped }
}

impl<'a> Lexer<'a> {
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
                _ if spaces::is_odd(character) => spaces::read(self),
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
            '.' if !self.tokens.is_empty() && quotes::is_lone_dot(self.rest()) => TokenKind::Separator,
            '=' => {
                let length = if self.rest().starts_with("=>") { 2 } else { 1 };
                return self.push(TokenKind::Separator, self.at + length);
            }
            '"' => return quotes::read(self),
            '\\' if escaped_quotes::read(self) => return,
            _ if comments::starts(self) => return comments::read(self),
            _ if is_odd_mark(character) => return odd_quotes::read(self, character),
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

    /// Goes on at `to`, over line breaks that are part of what was read.
    pub(super) fn go_to(&mut self, to: usize) {
        let passed = self.text.as_bytes().get(self.at..to).unwrap_or_default();
        let start = memchr::memrchr(b'\n', passed).map(|line_break| self.at + line_break + 1);
        self.at = to;
        if let Some(start) = start {
            self.leads = true;
            self.line = Line { start: offset(start), indent: offset(to - start) };
        }
    }

    fn measure_indent(&self) -> u32 {
        let rest = self.rest();
        let space = |character: char| matches!(character, ' ' | '\t') || spaces::is_odd(character);
        offset(rest.len() - rest.trim_start_matches(space).len())
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The end of the line that `at` is in, line break excluded.
    pub(super) fn line_end(&mut self) -> usize {
        if self.line_end < self.at || self.at == 0 {
            let rest = self.rest().as_bytes();
            self.line_end = self.at + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        }
        self.line_end
    }

    /// The rest of the line from `from` on.
    pub(super) fn line_from(&mut self, from: usize) -> &'a str {
        let end = self.line_end();
        self.text.get(from..end).unwrap_or_default()
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(offset(start), offset(end))
    }

    /// Adds the token from `at` to `end` and goes behind it.
    pub(super) fn push(&mut self, kind: TokenKind, end: usize) {
        match kind {
            TokenKind::Open(bracket) => self.open.push(bracket),
            TokenKind::Close(bracket) if self.open.last() == Some(&bracket) => {
                self.open.pop();
            }
            _ => {}
        }
        let span = self.span(self.at, end);
        self.tokens.push(Token { kind, span, line: self.line, leads: self.leads });
        self.go_to(end);
        self.leads = false;
    }

    /// Records a syntax error. One string can hold more of them than are told; what is too many is not kept.
    pub(super) fn syntax_error(
        &mut self,
        kind: SyntaxErrorKind,
        span: Span,
        other: Option<Span>,
        edits: Vec<Edit>,
        certain: bool,
    ) {
        if self.syntax_errors.len() > MAX_SYNTAX_ERRORS {
            self.stopped.get_or_insert(span.start);
            return;
        }
        self.syntax_errors.push(SyntaxError { kind, span, other, edits, certain });
    }

    /// Whether what comes next is the value of a member: a colon, or what stands for one, came last. A `;` between members
    /// stands for a comma.
    pub(super) fn is_behind_colon(&self) -> bool {
        match self.tokens.as_slice() {
            [.., colon, value, last] if last.kind == TokenKind::Separator && last.span.of(self.text) == ";" => {
                let member = matches!(colon.kind, TokenKind::Colon | TokenKind::Separator) && value.is_scalar();
                !member
            }
            [.., last] if last.kind == TokenKind::Separator && matches!(last.span.of(self.text), "，" | "、") => {
                false
            }
            tokens => matches!(tokens.last().map(|token| &token.kind), Some(TokenKind::Colon | TokenKind::Separator)),
        }
    }

    /// Whether what comes next may be a key: an object is open, and a comma, its opener, or a line break came last.
    pub(super) fn is_key_position(&self) -> bool {
        !self.is_behind_colon() && self.open.last() != Some(&Bracket::Square)
    }

    /// Adds one place to the syntax error of odd white space.
    pub(super) fn odd_space(&mut self, span: Span, edit: Edit) {
        match self.spaces {
            Some(syntax_error) => self.syntax_errors[syntax_error].edits.push(edit),
            None => {
                let syntax_error = self.syntax_errors.len();
                self.syntax_error(SyntaxErrorKind::ExoticWhitespace, span, None, vec![edit], true);
                self.spaces = (syntax_error < self.syntax_errors.len()).then_some(syntax_error);
            }
        }
    }
}
