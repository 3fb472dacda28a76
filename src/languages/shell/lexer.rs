//! Reads the outline of a shell script, in one walk over its characters. What is open – substitutions, quotes, branches –
//! lies on stacks of its own, so that no nesting is too deep
//! (<https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html>).

mod commands;
mod expansions;
mod frame;
mod heredocs;
mod operators;

pub(super) use self::expansions::default_piece;
use self::frame::{Compound, CompoundKind, Frame, FrameKind, Target};
use self::heredocs::Pending;
use super::outline::{Command, Outline, Piece, Word};
use crate::text::quoting::Quoting;
use crate::text::{Span, offset};

/// Reads the part of `text` in `span`. Where `by_line`, every string ends with its line: the reading for a text in
/// which a quotation mark is lost.
pub(crate) fn read(text: &str, span: Span, by_line: bool) -> Outline {
    let mut lexer = Lexer {
        text,
        at: span.start as usize,
        end: (span.end as usize).min(text.len()),
        by_line,
        budget: 64 * 1024 + 16 * span.len() as usize,
        top: Frame::new(FrameKind::File, span.start as usize),
        below: Vec::new(),
        pending: Vec::new(),
        scope: 0,
        place: 0,
        outline: Outline { scopes: vec![None], places: vec![0], ..Outline::default() },
    };
    while lexer.at < lexer.end {
        if lexer.top.double.is_some() {
            lexer.in_double();
        } else {
            lexer.in_code();
        }
    }
    lexer.finish()
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    by_line: bool,
    /// How many bytes may still be looked at in vain: where something is never closed, it is looked for from
    /// each place where it opens.
    budget: usize,
    /// The innermost substitution, and those around it.
    top: Frame,
    below: Vec<Frame>,
    /// The here-documents that begin after the next line end.
    pending: Vec<Pending>,
    /// The function that one is in.
    scope: usize,
    /// The branch or loop that one is in.
    place: u32,
    outline: Outline,
}

impl Lexer<'_> {
    fn byte(&self, at: usize) -> u8 {
        if at < self.end { self.text.as_bytes().get(at).copied().unwrap_or(0) } else { 0 }
    }

    /// The text from `at` to the end of what is read.
    fn rest(&self, at: usize) -> &str {
        self.text.get(at..self.end).unwrap_or_default()
    }

    fn span(start: usize, end: usize) -> Span {
        Span::new(offset(start), offset(end))
    }

    fn in_code(&mut self) {
        match self.byte(self.at) {
            b' ' | b'\t' | b'\r' => {
                self.end_word();
                self.at += 1;
            }
            b'\n' => self.newline(),
            b'\\' if self.continuation(self.at) > 0 => self.at += self.continuation(self.at),
            b'#' if self.top.word.is_none() => self.comment(),
            b'\'' => self.single(),
            b'"' => self.open_double(self.at),
            b'`' => self.backtick(),
            b'$' => self.dollar(),
            b';' | b'&' | b'|' => self.operator(),
            b'(' => self.open_paren(),
            b')' => self.close_paren(),
            b'<' | b'>' => self.redirection(),
            _ => self.bare(),
        }
    }

    /// The length of a backslash and a line end at `at`, if they are there.
    fn continuation(&self, at: usize) -> usize {
        match (self.byte(at), self.byte(at + 1), self.byte(at + 2)) {
            (b'\\', b'\n', _) => 2,
            (b'\\', b'\r', b'\n') => 3,
            _ => 0,
        }
    }

    fn comment(&mut self) {
        let length = memchr::memchr(b'\n', self.rest(self.at).as_bytes()).unwrap_or(self.end - self.at);
        let words = self.rest(self.at).get(..length).unwrap_or_default().trim_end_matches('\r');
        let span = Self::span(self.at, self.at + words.len());
        self.outline.comments.push((span, Span::new(span.start + 1, span.end)));
        self.at += length;
    }

    /// The word that one is in, which begins here if there is none.
    fn word(&mut self) -> &mut Word {
        let start = offset(self.at);
        self.top.statement.get_or_insert(self.at);
        self.top.command_start.get_or_insert(self.at);
        self.top.continues = false;
        self.top.word.get_or_insert_with(|| Word { span: Span::gap(start), pieces: Vec::new() })
    }

    fn push(&mut self, piece: Piece) {
        self.word().pieces.push(piece);
    }

    /// Adds characters without marks of their own.
    fn push_text(&mut self, start: usize, end: usize, quoting: Quoting) {
        let span = Self::span(start, end);
        let first = self.top.double.map_or(0, |(_, pieces)| pieces);
        let word = self.word();
        let joins = word.pieces.len() > first;
        match word.pieces.last_mut() {
            Some(Piece::Text { inner, quoting: before, whole })
                if joins && *before == quoting && inner.end == span.start && whole.end == span.start =>
            {
                inner.end = span.end;
                whole.end = span.end;
            }
            _ => word.pieces.push(Piece::Text { inner: span, quoting, whole: span }),
        }
    }

    fn bare(&mut self) {
        let start = self.at;
        let mut at = start;
        while at < self.end {
            match self.byte(at) {
                b'\\' if self.continuation(at) == 0 => at += 1 + self.character_length(at + 1),
                b' ' | b'\t' | b'\r' | b'\n' | b'\\' | b'\'' | b'"' | b'`' | b'$' | b';' | b'&' | b'|' | b'('
                | b')' | b'<' | b'>' => break,
                _ => at += 1,
            }
        }
        let at = at.min(self.end).max(start + 1);
        self.push_text(start, at, Quoting::ShellBare);
        self.at = at;
    }

    /// The length of the character at `at`; 0 at the end.
    fn character_length(&self, at: usize) -> usize {
        self.rest(at).chars().next().map_or(0, char::len_utf8)
    }

    fn single(&mut self) {
        let start = self.at + 1;
        let rest = self.rest(start).as_bytes();
        let closed = match self.by_line {
            false => memchr::memchr(b'\'', rest),
            true => memchr::memchr2(b'\'', b'\n', rest).filter(|&at| rest.get(at) == Some(&b'\'')),
        };
        let (inner_end, end) = self.closed(start, closed, rest.len());
        let (inner, whole) = (Self::span(start, inner_end), Self::span(self.at, end));
        self.push(Piece::Text { inner, quoting: Quoting::ShellSingle, whole });
        self.at = end;
    }

    /// The end of the characters of a string that begin at `start`, and the end of the string, which is closed at `closed`.
    /// Where it is never closed, it ends with the text, or the line.
    fn closed(&mut self, start: usize, closed: Option<usize>, rest: usize) -> (usize, usize) {
        if let Some(at) = closed {
            return (start + at, start + at + 1);
        }
        self.outline.unclosed = true;
        let line = memchr::memchr(b'\n', self.rest(start).as_bytes()).filter(|_| self.by_line);
        let end = start + line.unwrap_or(rest);
        (end, end)
    }

    fn open_double(&mut self, start: usize) {
        let pieces = self.word().pieces.len();
        self.at += 1;
        self.top.double = Some((start, pieces));
    }

    fn in_double(&mut self) {
        let start = self.at;
        let mut at = start;
        while at < self.end {
            match self.byte(at) {
                b'\\' => at += 1 + self.character_length(at + 1).max(1),
                b'"' | b'$' | b'`' => break,
                b'\n' if self.by_line => break,
                _ => at += 1,
            }
        }
        let at = at.min(self.end);
        if at > start {
            self.push_text(start, at, Quoting::ShellDouble);
        }
        self.at = at;
        match self.byte(at) {
            b'"' => self.close_double(true),
            b'$' => self.dollar(),
            b'`' => self.backtick(),
            _ => {
                self.outline.unclosed = true;
                self.close_double(false);
            }
        }
    }

    fn close_double(&mut self, closed: bool) {
        let Some((start, first)) = self.top.double.take() else { return };
        let end = self.at + usize::from(closed);
        let whole = Self::span(start, end);
        let inner = Self::span((self.at).min(start + 1), self.at);
        let word = self.word();
        match word.pieces.get_mut(first..) {
            Some([Piece::Text { whole: all, .. }]) => *all = whole,
            Some([]) => word.pieces.push(Piece::Text { inner, quoting: Quoting::ShellDouble, whole }),
            _ => {}
        }
        self.at = end;
    }

    fn backtick(&mut self) {
        if self.top.kind == FrameKind::Backtick && self.top.double.is_none() {
            self.at += 1;
            self.close_frame();
        } else {
            self.open_frame(FrameKind::Backtick, 1);
        }
    }

    /// Opens a substitution whose mark is `length` bytes long.
    fn open_frame(&mut self, kind: FrameKind, length: usize) {
        self.word();
        let frame = Frame::new(kind, self.at);
        self.below.push(std::mem::replace(&mut self.top, frame));
        self.at += length;
    }

    /// Closes the innermost substitution, whose end one is after it.
    fn close_frame(&mut self) {
        self.top.double = None;
        let kind = self.top.kind;
        if kind == FrameKind::Array {
            self.end_word();
        } else {
            self.end_command();
        }
        while !self.top.compounds.is_empty() {
            self.close_compound();
        }
        let Some(outer) = self.below.pop() else { return };
        let inner = std::mem::replace(&mut self.top, outer);
        let span = Self::span(inner.start, self.at);
        let quoted = self.top.double.is_some();
        let piece = match kind {
            FrameKind::Array => Piece::List(span, inner.words),
            FrameKind::Substitution | FrameKind::Backtick => {
                self.outline.blocks.push(inner.block);
                Piece::Command { span, block: self.outline.blocks.len() - 1, quoted }
            }
            FrameKind::File | FrameKind::Process => Piece::Unknown(span),
        };
        self.push(piece);
    }

    fn finish(mut self) -> Outline {
        self.outline.unclosed |= !self.below.is_empty() || self.top.double.is_some();
        while !self.below.is_empty() {
            self.close_frame();
        }
        self.top.double = None;
        self.end_statement();
        self.outline
    }

    fn end_statement(&mut self) {
        self.end_command();
        if let Some(start) = self.top.statement.take().filter(|_| self.top.kind == FrameKind::File) {
            let end = start + self.text.get(start..self.at).unwrap_or_default().trim_end().len();
            self.outline.statements.push(Self::span(start, end));
        }
    }

    /// Ends the command that one is in. Gives its number.
    fn end_command(&mut self) -> Option<usize> {
        self.end_word();
        self.top.redirect = None;
        let start = self.top.command_start.take().unwrap_or(self.at);
        let words = std::mem::take(&mut self.top.words);
        let redirects = std::mem::take(&mut self.top.redirects);
        let input = self.top.pipe.take();
        if words.is_empty() && redirects.is_empty() {
            return None;
        }
        let end = start + self.text.get(start..self.at).unwrap_or_default().trim_end().len();
        let command = Command { span: Self::span(start, end), words, redirects, scope: self.scope, input };
        self.effects(&command);
        self.outline.commands.push(command);
        let number = self.outline.commands.len() - 1;
        self.top.block.push(number);
        Some(number)
    }
}
