//! Tokens of JavaScript and TypeScript.

mod jsx;

use std::collections::HashMap;

use crate::languages::expressions::number;
use crate::languages::expressions::token::{Bracket, Cut, Kind};
use crate::text::quoting::Quoting;
use crate::text::{Span, offset};

/// What the text is, where it is not a plain code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Characters of a template literal.
    Template,
    /// The code of an expression in a template or an element.
    Hole,
    /// Between `<` and `>` of an element.
    Tag,
    /// Between the tags of an element.
    Children,
}

/// Cuts the part of a text in `span` into tokens. If `short`, every template ends with its line.
pub(super) fn cut(text: &str, span: Span, short: bool) -> Cut {
    let end = (span.end as usize).min(text.len());
    let start = (span.start as usize).min(end);
    let bytes = &text.as_bytes()[..end];
    let closers = jsx::closers(text, start, end);
    let mut lexer = Lexer { text, bytes, at: start, short, cut: Cut::new(), modes: Vec::new(), closers };
    if bytes[start..].starts_with(b"#!") {
        lexer.at += memchr::memchr(b'\n', &bytes[start..]).unwrap_or(end - start);
    }
    while lexer.at < end {
        lexer.step();
    }
    lexer.cut
}

struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    short: bool,
    cut: Cut,
    modes: Vec<Mode>,
    closers: HashMap<&'t str, usize>,
}

impl Lexer<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn place(&self, start: usize, end: usize) -> Span {
        Span::new(offset(start), offset(end))
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let end = (self.at + length).min(self.bytes.len());
        self.cut.push(kind, self.place(self.at, end));
        self.at = end;
    }

    fn open(&mut self, bracket: Bracket, length: usize) {
        self.cut.open(bracket, self.place(self.at, self.at + length));
        self.at += length;
    }

    fn close(&mut self, bracket: Bracket, length: usize) {
        self.cut.close(bracket, self.place(self.at, self.at + length));
        self.at += length;
    }

    fn step(&mut self) {
        match self.modes.last() {
            Some(Mode::Template) => self.chunk(),
            Some(Mode::Tag) => self.tag(),
            Some(Mode::Children) => self.children(),
            _ => self.code(),
        }
    }

    fn code(&mut self) {
        let next = self.byte(self.at + 1);
        let third = self.byte(self.at + 2);
        match self.byte(self.at) {
            b' ' | b'\t' | b'\x0B' | b'\x0C' | b'\r' => self.at += 1,
            b'\n' => {
                self.at += 1;
                self.cut.line();
            }
            b'/' if next == b'/' => self.line_comment(),
            b'/' if next == b'*' => self.block_comment(),
            b'/' if self.begins_value() && self.regex() => {}
            b'/' if next == b'=' => self.push(Kind::OtherAssign, 2),
            b'"' | b'\'' => self.string(),
            b'`' => {
                self.open(Bracket::Template, 1);
                self.modes.push(Mode::Template);
            }
            b'(' => self.open(Bracket::Paren, 1),
            b'[' => self.open(Bracket::Square, 1),
            b'{' => self.open(Bracket::Brace, 1),
            b')' => self.close(Bracket::Paren, 1),
            b']' => self.close(Bracket::Square, 1),
            b'}' => self.closing_brace(),
            b',' => self.push(Kind::Comma, 1),
            b';' => self.push(Kind::Semicolon, 1),
            b':' => self.push(Kind::Colon, 1),
            b'.' if next == b'.' && third == b'.' => self.push(Kind::Spread, 3),
            b'.' if next.is_ascii_digit() => self.push(Kind::Number, number::length(&self.bytes[self.at..])),
            b'.' => self.push(Kind::Dot, 1),
            b'?' if next == b'.' && !third.is_ascii_digit() => self.push(Kind::Dot, 2),
            b'?' if next == b'?' && third == b'=' => self.push(Kind::OtherAssign, 3),
            b'?' if next == b'?' => self.push(Kind::Operator, 2),
            b'?' => self.push(Kind::Question, 1),
            b'0'..=b'9' => self.push(Kind::Number, number::length(&self.bytes[self.at..])),
            b'=' if next == b'>' => self.push(Kind::Arrow, 2),
            b'=' if next == b'=' => self.push(Kind::Operator, if third == b'=' { 3 } else { 2 }),
            b'=' => self.push(Kind::Assign, 1),
            b'+' if next == b'=' => self.push(Kind::Append, 2),
            b'+' | b'-' if next == self.byte(self.at) => self.push(Kind::Operator, 2),
            b'+' => self.push(Kind::Plus, 1),
            b'!' if next == b'=' => self.push(Kind::Operator, if third == b'=' { 3 } else { 2 }),
            b'&' | b'|' | b'*' if next == self.byte(self.at) => {
                if third == b'=' {
                    self.push(Kind::OtherAssign, 3);
                } else {
                    self.push(Kind::Operator, 2);
                }
            }
            b'-' | b'*' | b'%' | b'&' | b'|' | b'^' if next == b'=' => self.push(Kind::OtherAssign, 2),
            b'%' => self.push(Kind::Percent, 1),
            b'<' if self.begins_value() && self.is_element() => {
                self.open(Bracket::Element, 1);
                self.modes.push(Mode::Tag);
            }
            b'<' | b'>' if next == b'=' => self.push(Kind::Operator, 2),
            byte if is_name(byte) => self.word(),
            _ => self.push(Kind::Operator, 1),
        }
    }

    /// Whether a value may begin here, so that `/` begins a regular expression and `<` an element.
    fn begins_value(&self) -> bool {
        let Some(last) = self.cut.last() else { return true };
        match last.kind {
            Kind::Name => {
                let words = last.span.of(self.text);
                const BEFORE: [&str; 13] = [
                    "return", "typeof", "case", "in", "of", "do", "else", "void", "delete", "throw", "await", "yield",
                    "default",
                ];
                BEFORE.contains(&words)
            }
            Kind::Number | Kind::String(_) | Kind::Close(_) => false,
            Kind::Operator => !matches!(last.span.of(self.text), "++" | "--" | ")" | "]" | "}"),
            _ => true,
        }
    }

    fn line_comment(&mut self) {
        let length = memchr::memchr(b'\n', &self.bytes[self.at..]).unwrap_or(self.bytes.len() - self.at);
        let words = self.text[self.at..self.at + length].trim_end();
        let (start, end) = (self.at, self.at + words.len());
        self.cut.comments.push((self.place(start, end), self.place(start + 2, end.max(start + 2))));
        self.at += length;
    }

    fn block_comment(&mut self) {
        let start = self.at;
        let found = memchr::memmem::find(&self.bytes[start + 2..], b"*/");
        let inner_end = found.map_or(self.bytes.len(), |found| start + 2 + found);
        self.at = if found.is_some() { inner_end + 2 } else { inner_end };
        self.cut.comments.push((self.place(start, self.at), self.place(start + 2, inner_end)));
        if memchr::memchr(b'\n', &self.bytes[start..self.at]).is_some() {
            self.cut.line();
        }
    }

    /// A regular expression, if one is here: it ends in its line.
    fn regex(&mut self) -> bool {
        let (mut at, mut in_class) = (self.at + 1, false);
        loop {
            match self.byte(at) {
                0 | b'\n' => return false,
                b'\\' => at += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'/' if !in_class => break,
                _ => {}
            }
            at += 1;
        }
        at += 1;
        while self.byte(at).is_ascii_alphabetic() {
            at += 1;
        }
        let end = self.text[..at.min(self.bytes.len())].len();
        self.cut.push(Kind::Operator, self.place(self.at, end));
        // It is a value, of which nothing is known.
        let place = self.place(end, end);
        self.cut.push(Kind::Number, place);
        self.at = end;
        true
    }

    fn closing_brace(&mut self) {
        let span = self.place(self.at, self.at + 1);
        let is_hole = self.cut.around() == Some(Bracket::Hole);
        let closed = !is_hole && self.cut.close(Bracket::Brace, span);
        if !closed && self.modes.last() == Some(&Mode::Hole) && self.cut.close(Bracket::Hole, span) {
            self.modes.pop();
        }
        self.at += 1;
    }

    fn word(&mut self) {
        let rest = &self.text[self.at..self.bytes.len()];
        let is_part = |it: char| it.is_alphanumeric() || matches!(it, '_' | '$' | '#' | '\u{200C}' | '\u{200D}');
        let length = rest.find(|it: char| !is_part(it)).unwrap_or(rest.len());
        match length {
            // Another character of Unicode: white space, or nothing that belongs here.
            0 => {
                let first = rest.chars().next().unwrap_or(' ');
                if first.is_whitespace() || first == '\u{FEFF}' {
                    self.at += first.len_utf8();
                } else {
                    self.push(Kind::Operator, first.len_utf8());
                }
            }
            _ => self.push(Kind::Name, length),
        }
    }

    fn string(&mut self) {
        let quote = self.bytes[self.at];
        let start = self.at + 1;
        let (end, closed) = self.string_end(start, quote);
        let behind = end + usize::from(closed);
        self.cut.unclosed |= !closed;
        let quoting = Quoting::JavaScript { quote: char::from(quote) };
        self.cut.push_inner(Kind::String(quoting), self.place(self.at, behind), self.place(start, end));
        self.at = behind;
    }

    /// Where the characters of a string end that begin at `start`, and whether a mark is there.
    fn string_end(&self, start: usize, quote: u8) -> (usize, bool) {
        let mut at = start;
        while let Some(found) = memchr::memchr3(quote, b'\\', b'\n', self.bytes.get(at..).unwrap_or_default()) {
            at += found;
            match self.bytes[at] {
                b'\\' => {
                    let next = self.text[at + 1..self.bytes.len()].chars().next().map_or(0, char::len_utf8);
                    at += 1 + next;
                    if self.byte(at - 1) == b'\r' && self.byte(at) == b'\n' {
                        at += 1;
                    }
                }
                b'\n' => return (at, false),
                _ => return (at, true),
            }
        }
        (self.bytes.len(), false)
    }

    /// Characters of a template literal, up to an expression or its end.
    fn chunk(&mut self) {
        let start = self.at;
        loop {
            match self.byte(self.at) {
                _ if self.at >= self.bytes.len() => break,
                b'`' => break,
                b'$' if self.byte(self.at + 1) == b'{' => break,
                b'\n' if self.short => break,
                b'\\' => {
                    let next = self.text[self.at + 1..self.bytes.len()].chars().next().map_or(0, char::len_utf8);
                    self.at += 1 + next;
                }
                _ => self.at += 1,
            }
        }
        if self.at > start {
            self.cut.push(Kind::Chunk(Quoting::JavaScriptTemplate), self.place(start, self.at));
        }
        match self.byte(self.at) {
            b'$' => {
                self.open(Bracket::Hole, 2);
                self.modes.push(Mode::Hole);
            }
            b'`' => {
                self.close(Bracket::Template, 1);
                self.modes.pop();
            }
            _ => {
                self.cut.unclosed = true;
                self.close(Bracket::Template, 0);
                self.modes.pop();
            }
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$' | b'#') || byte >= 0x80
}
