//! The state of cutting a text into tokens: what is read, what is open, and what stands next.

use super::spaces;
use super::token::{Bracket, Line, Token, TokenKind};
use crate::json::{MAX_SYNTAX_ERRORS, SyntaxError, SyntaxErrorKind};
use crate::text::{Edit, Span, offset};

/// How far to look ahead within a line, in bytes.
pub(super) const HORIZON: usize = 512;

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
    pub(super) stopped: Option<u32>,
    /// The brackets that are open, as far as is known before parsing.
    pub(super) open: Vec<Bracket>,
    /// Where the current line ends, line break excluded; valid while `at` is before it.
    line_end: usize,
    pub(super) line: Line,
    /// Whether nothing but white space is before `at` on its line.
    pub(super) leads: bool,
    /// Odd white space is one syntax error for the whole text, however many places it is in.
    spaces: Option<usize>,
}

impl<'a> Lexer<'a> {
    /// At the beginning of `span`, which ends `text`.
    pub(super) fn new(text: &'a str, span: Span) -> Self {
        Self {
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
        }
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

    pub(super) fn measure_indent(&self) -> u32 {
        let rest = self.rest();
        let space = |character: char| matches!(character, ' ' | '\t') || spaces::is_odd(character);
        offset(rest.len() - rest.trim_start_matches(space).len())
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

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

    /// Adds the token from `at` to `end` and goes after it.
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

    /// Records a syntax error. One string can hold more than are reported; the surplus is dropped.
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

    /// Whether what comes next is the value of a member: a colon, or what stands for one, came last. A `;` between
    /// members stands for a comma.
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

    /// Reads a run of white space that is not JSON's. What has a width gives way to spaces, what has none vanishes.
    pub(super) fn odd_spaces(&mut self) {
        let rest = self.rest();
        let run = &rest[..rest.find(|character| !spaces::is_odd(character)).unwrap_or(rest.len())];
        let wide = run.chars().filter(|character| character.is_whitespace()).count();
        let span = self.span(self.at, self.at + run.len());
        self.odd_space(span, Edit::replace(span, " ".repeat(wide)));
        self.at += run.len();
    }

    /// Adds one place to the syntax error of odd white space.
    fn odd_space(&mut self, span: Span, edit: Edit) {
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
