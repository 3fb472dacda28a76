//! Tokens of Python.

use crate::languages::expressions::number;
use crate::languages::expressions::token::{Bracket, Cut, Kind};
use crate::text::quoting::Quoting;
use crate::text::{Span, offset};

/// How the text goes on that is open.
#[derive(Clone, Copy)]
struct Template {
    quote: u8,
    triple: bool,
    raw: bool,
}

/// Names with which a statement begins, and which are in no expression: where one begins a line, no bracket is open.
const STATEMENTS: [&str; 15] = [
    "def", "class", "import", "return", "raise", "try", "while", "with", "assert", "del", "global", "pass", "break",
    "continue", "nonlocal",
];

/// Cuts the part of a text in `span` into tokens. If `short`, every string ends with its line.
pub(super) fn cut(text: &str, span: Span, short: bool) -> Cut {
    let end = (span.end as usize).min(text.len());
    let mut lexer = Lexer {
        text,
        bytes: &text.as_bytes()[..end],
        at: span.start as usize,
        short,
        cut: Cut::new(),
        templates: Vec::new(),
    };
    while lexer.at < end {
        lexer.step();
    }
    let end = Span::gap(offset(end));
    if lexer.cut.last().is_some_and(|last| last.kind != Kind::Newline) {
        lexer.cut.push(Kind::Newline, end);
    }
    lexer.cut
}

struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    short: bool,
    cut: Cut,
    /// The templates that are open, the innermost last.
    templates: Vec<Template>,
}

impl Lexer<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn place(&self, start: usize, end: usize) -> Span {
        Span::new(offset(start), offset(end))
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let end = self.at + length;
        self.cut.push(kind, self.place(self.at, end));
        self.at = end;
    }

    fn step(&mut self) {
        if let (Some(Bracket::Template), Some(&template)) = (self.cut.around(), self.templates.last()) {
            return self.chunk(template);
        }
        let next = self.byte(self.at + 1);
        match self.byte(self.at) {
            b' ' | b'\t' | b'\x0C' | b'\r' => self.at += 1,
            b'\n' => self.newline(),
            b'\\' if next == b'\n' => self.at += 2,
            b'\\' if next == b'\r' => self.at += 2 + usize::from(self.byte(self.at + 2) == b'\n'),
            b'#' => self.comment(),
            b'"' | b'\'' => self.string(self.at),
            b'(' => self.open(Bracket::Paren),
            b'[' => self.open(Bracket::Square),
            b'{' => self.open(Bracket::Brace),
            b')' => self.close(Bracket::Paren),
            b']' => self.close(Bracket::Square),
            b'}' => self.closing_brace(),
            b',' => self.push(Kind::Comma, 1),
            b';' => self.push(Kind::Semicolon, 1),
            b':' if next == b'=' => self.push(Kind::OtherAssign, 2),
            b':' if self.cut.around() == Some(Bracket::Hole) => self.specification(),
            b':' => self.push(Kind::Colon, 1),
            b'!' if self.cut.around() == Some(Bracket::Hole) && next != b'=' => self.specification(),
            b'.' if next.is_ascii_digit() => self.push(Kind::Number, number::length(&self.bytes[self.at..])),
            b'.' if next == b'.' && self.byte(self.at + 2) == b'.' => self.push(Kind::Operator, 3),
            b'.' => self.push(Kind::Dot, 1),
            b'0'..=b'9' => self.push(Kind::Number, number::length(&self.bytes[self.at..])),
            b'+' if next == b'=' => self.push(Kind::Append, 2),
            b'+' => self.push(Kind::Plus, 1),
            b'%' if next != b'=' => self.push(Kind::Percent, 1),
            b'=' if next == b'=' => self.push(Kind::Operator, 2),
            b'=' => self.push(Kind::Assign, 1),
            b'-' if next == b'>' => self.push(Kind::Operator, 2),
            b'!' | b'<' | b'>' if next == b'=' => self.push(Kind::Operator, 2),
            b'*' | b'/' | b'<' | b'>' => {
                let double = usize::from(next == self.byte(self.at));
                let assigns = self.byte(self.at + 1 + double) == b'=';
                let kind = if assigns { Kind::OtherAssign } else { Kind::Operator };
                self.push(kind, 1 + double + usize::from(assigns));
            }
            b'-' | b'%' | b'&' | b'|' | b'^' | b'@' if next == b'=' => self.push(Kind::OtherAssign, 2),
            byte if byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 => self.word(),
            _ => self.push(Kind::Operator, 1),
        }
    }

    fn newline(&mut self) {
        if self.cut.around() == Some(Bracket::Hole) {
            // A hole over lines is of a text over lines, or it is not closed.
            if self.templates.last().is_some_and(|template| !template.triple) {
                self.end_template(self.at, 0);
                self.cut.unclosed = true;
                return;
            }
        }
        if self.cut.is_level() && self.cut.last().is_some_and(|last| last.kind != Kind::Newline) {
            self.cut.push(Kind::Newline, self.place(self.at, self.at + 1));
        }
        self.at += 1;
        self.cut.line();
    }

    fn comment(&mut self) {
        let length = memchr::memchr(b'\n', &self.bytes[self.at..]).unwrap_or(self.bytes.len() - self.at);
        let words = self.text[self.at..self.at + length].trim_end();
        let (start, end) = (self.at, self.at + words.len());
        self.cut.comments.push((self.place(start, end), self.place(start + 1, end)));
        self.at += length;
    }

    fn open(&mut self, bracket: Bracket) {
        self.cut.open(bracket, self.place(self.at, self.at + 1));
        self.at += 1;
    }

    fn close(&mut self, bracket: Bracket) {
        self.cut.close(bracket, self.place(self.at, self.at + 1));
        self.at += 1;
    }

    /// `}` closes a dict, or a hole with whatever is open in it.
    fn closing_brace(&mut self) {
        let span = self.place(self.at, self.at + 1);
        let is_hole = self.cut.around() == Some(Bracket::Hole);
        if is_hole || !self.cut.close(Bracket::Brace, span) {
            self.cut.close(Bracket::Hole, span);
        }
        self.at += 1;
    }

    /// How the value of a hole is written: up to its end. It may have holes itself, which are not read.
    fn specification(&mut self) {
        let mut depth = 0_usize;
        while self.at < self.bytes.len() {
            match self.bytes[self.at] {
                b'{' => depth += 1,
                b'}' if depth == 0 => return,
                b'}' => depth -= 1,
                b'\n' => return,
                byte if self.templates.last().is_some_and(|it| it.quote == byte && !it.triple) => {
                    let at = self.at;
                    self.end_template(at, 1);
                    self.cut.unclosed = true;
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    fn word(&mut self) {
        let rest = &self.text[self.at..self.bytes.len()];
        let length = rest.find(|it: char| !(it.is_alphanumeric() || it == '_')).unwrap_or(rest.len()).max(1);
        let length = if rest.is_char_boundary(length) { length } else { rest.chars().next().map_or(1, char::len_utf8) };
        let word = &rest[..length];
        let is_prefix = length <= 2 && word.bytes().all(|byte| b"rRbBuUfFtT".contains(&byte));
        if is_prefix && matches!(self.byte(self.at + length), b'"' | b'\'') {
            return self.string(self.at + length);
        }
        // A bracket is lost: nothing of what follows would be read.
        let begins = !self.cut.is_level() && self.begins_line() && self.cut.around() != Some(Bracket::Hole);
        if begins && STATEMENTS.contains(&word) {
            self.cut.close_all();
            self.templates.clear();
            self.cut.push(Kind::Newline, self.place(self.at, self.at));
            self.cut.line();
        }
        self.push(Kind::Name, length);
    }

    /// Whether only white space is before this in its line.
    fn begins_line(&self) -> bool {
        let before = self.bytes[..self.at].iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
        before.is_none_or(|&byte| byte == b'\n')
    }

    /// A string whose first quotation mark is at `mark`; its prefix begins at `self.at`.
    fn string(&mut self, mark: usize) {
        let prefix = self.text[self.at..mark].to_ascii_lowercase();
        let quote = self.bytes[mark];
        let triple = self.byte(mark + 1) == quote && self.byte(mark + 2) == quote;
        let raw = prefix.contains('r');
        let marks = if triple { 3 } else { 1 };
        let start = mark + marks;
        if prefix.contains(['f', 't']) {
            self.cut.open(Bracket::Template, self.place(self.at, start));
            self.templates.push(Template { quote, triple, raw });
            self.at = start;
            return;
        }
        let (end, closed) = self.string_end(start, quote, triple && !self.short);
        let quoting = Quoting::Python { quote: char::from(quote), triple, raw, format: false };
        // Where every string ends with its line, one mark may end what three began.
        let closing = self.bytes[end..].iter().take(marks).take_while(|&&byte| byte == quote).count();
        let behind = end + if closed { closing } else { 0 };
        self.cut.unclosed |= !closed;
        self.cut.push_inner(Kind::String(quoting), self.place(self.at, behind), self.place(start, end));
        self.at = behind;
    }

    /// Where the characters of a string end that begin at `start`, and whether a mark is there.
    fn string_end(&self, start: usize, quote: u8, triple: bool) -> (usize, bool) {
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
                b'\n' if triple => at += 1,
                b'\n' => return (at, false),
                _ if triple && !(self.byte(at + 1) == quote && self.byte(at + 2) == quote) => at += 1,
                _ => return (at, true),
            }
        }
        (self.bytes.len(), false)
    }

    /// Characters of an f-string, up to a hole or its end.
    fn chunk(&mut self, template: Template) {
        let start = self.at;
        let triple = template.triple && !self.short;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'{' | b'}' if self.byte(self.at + 1) == byte => self.at += 2,
                b'{' => break,
                b'\\' if !template.raw && self.byte(self.at + 1) == b'N' && self.byte(self.at + 2) == b'{' => {
                    self.at += 3;
                }
                b'\\' => {
                    let next = self.text[self.at + 1..self.bytes.len()].chars().next().map_or(0, char::len_utf8);
                    self.at += 1 + if matches!(self.byte(self.at + 1), b'{' | b'}') { 0 } else { next };
                }
                b'\n' if !triple => break,
                byte if byte == template.quote => {
                    if !triple || self.byte(self.at + 1) == byte && self.byte(self.at + 2) == byte {
                        break;
                    }
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        if self.at > start {
            let quoting = Quoting::Python {
                quote: char::from(template.quote),
                triple: template.triple,
                raw: template.raw,
                format: true,
            };
            self.cut.push(Kind::Chunk(quoting), self.place(start, self.at));
        }
        match self.byte(self.at) {
            b'{' => {
                self.cut.open(Bracket::Hole, self.place(self.at, self.at + 1));
                self.at += 1;
            }
            byte if byte == template.quote && self.at < self.bytes.len() => {
                let length = if triple { 3 } else { 1 };
                self.end_template(self.at, length);
            }
            _ => {
                self.cut.unclosed = true;
                self.end_template(self.at, 0);
            }
        }
    }

    /// Ends the innermost template with `length` marks at `at`.
    fn end_template(&mut self, at: usize, length: usize) {
        self.cut.close(Bracket::Template, self.place(at, at + length));
        self.templates.pop();
        self.at = at + length;
    }
}
