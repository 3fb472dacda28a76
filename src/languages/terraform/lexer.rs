//! Cuts a text in HCL into tokens (<https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md>), and pairs its brackets. One
//! pass, explicit stacks, and no error: a string that is never closed ends with its line.

use crate::text::{Span, offset};

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
    /// What is between the marks of a string or heredoc.
    pub(super) inner: Span,
    /// For brackets: the index of the other one of the pair.
    pub(super) partner: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Number,
    /// `"…"`
    String,
    /// `<<X`; whether the indentation of its lines is removed.
    Heredoc(bool),
    /// `(`, `[`, `{`
    Open(u8),
    /// `)`, `]`, `}`
    Close(u8),
    /// The end of a line.
    Newline,
    Assign,
    Colon,
    Comma,
    Dot,
    Operator,
}

#[derive(Debug, Default)]
pub(super) struct Cut {
    pub(super) tokens: Vec<Token>,
    /// With marks and without.
    pub(super) comments: Vec<(Span, Span)>,
}

/// The tokens in `span` of `text`.
pub(super) fn cut(text: &str, span: Span) -> Cut {
    let Some(text) = text.get(..(span.end as usize).min(text.len())) else { return Cut::default() };
    let mut lexer = Lexer { text, at: span.start as usize, open: Vec::new(), cut: Cut::default() };
    while let Some(&byte) = lexer.text.as_bytes().get(lexer.at) {
        lexer.step(byte);
    }
    lexer.cut
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// The tokens of the brackets that are open.
    open: Vec<u32>,
    cut: Cut,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let end = self.at + length;
        self.push_inner(kind, length, (self.at, end));
    }

    fn push_inner(&mut self, kind: Kind, length: usize, (start, end): (usize, usize)) {
        let span = Span::new(offset(self.at), offset(self.at + length));
        let inner = Span::new(offset(start), offset(end.max(start)));
        self.cut.tokens.push(Token { kind, span, inner, partner: None });
        self.at += length;
    }

    fn step(&mut self, byte: u8) {
        match byte {
            b'\n' => self.push(Kind::Newline, 1),
            b'#' => self.comment(1),
            b'/' if self.byte(1) == b'/' => self.comment(2),
            b'/' if self.byte(1) == b'*' => self.block_comment(),
            b'"' => {
                let (inner_end, end) = string_end(self.text, self.at + 1);
                self.push_inner(Kind::String, end - self.at, (self.at + 1, inner_end));
            }
            b'<' if self.byte(1) == b'<' => self.heredoc(),
            b'(' | b'[' | b'{' => {
                self.open.push(offset(self.cut.tokens.len()));
                self.push(Kind::Open(byte), 1);
            }
            b')' | b']' | b'}' => self.close(byte),
            b'=' if self.byte(1) == b'=' => self.push(Kind::Operator, 2),
            b'=' if self.byte(1) == b'>' => self.push(Kind::Operator, 2),
            b'!' | b'<' | b'>' if self.byte(1) == b'=' => self.push(Kind::Operator, 2),
            b'=' => self.push(Kind::Assign, 1),
            b':' => self.push(Kind::Colon, 1),
            b',' => self.push(Kind::Comma, 1),
            b'.' => self.push(Kind::Dot, 1),
            b'0'..=b'9' => {
                let rest = self.rest();
                let length = rest.find(|it: char| !(it.is_ascii_alphanumeric() || it == '.')).unwrap_or(rest.len());
                self.push(Kind::Number, length);
            }
            _ => {
                let rest = self.rest();
                let first = rest.chars().next().unwrap_or(' ');
                if first.is_alphabetic() || first == '_' {
                    let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-');
                    let length = rest.find(|it: char| !is_name(it)).unwrap_or(rest.len());
                    self.push(Kind::Name, length);
                } else if first.is_whitespace() || first == '\u{FEFF}' {
                    self.at += first.len_utf8();
                } else {
                    self.push(Kind::Operator, first.len_utf8());
                }
            }
        }
    }

    fn comment(&mut self, mark: usize) {
        let rest = self.rest();
        let line = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let length = rest[..line].trim_end_matches('\r').len();
        self.note(length, mark, 0);
    }

    fn block_comment(&mut self) {
        let rest = self.rest();
        match memchr::memmem::find(&rest.as_bytes()[2..], b"*/") {
            Some(end) => self.note(end + 4, 2, 2),
            None => self.note(rest.len(), 2, 0),
        }
    }

    /// Takes a comment of `length`, with marks of these lengths.
    fn note(&mut self, length: usize, before: usize, behind: usize) {
        let span = Span::new(offset(self.at), offset(self.at + length));
        let inner = Span::new(span.start + offset(before.min(length)), span.end - offset(behind));
        self.cut.comments.push((span, inner));
        self.at += length;
    }

    /// `<<X`, lines, and a line that is `X`.
    fn heredoc(&mut self) {
        let rest = self.rest();
        let dash = usize::from(rest[2..].starts_with('-'));
        let name = &rest[2 + dash..];
        let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-');
        let length = name.find(|it: char| !is_name(it)).unwrap_or(name.len());
        let header = 2 + dash + length;
        let line_break = rest[header..].find('\n').filter(|&at| rest[header..header + at].trim().is_empty());
        let Some(line_break) = line_break.filter(|_| length > 0) else { return self.push(Kind::Operator, 2) };
        let (name, start) = (&name[..length], header + line_break + 1);
        let (mut at, mut end) = (start, None);
        for line in rest[start..].split_inclusive('\n') {
            if line.trim() == name {
                end = Some((at, at + line.trim_end().len()));
                break;
            }
            at += line.len();
        }
        let (inner_end, end) = end.unwrap_or((rest.len(), rest.len()));
        let inner = (self.at + start, self.at + inner_end);
        self.push_inner(Kind::Heredoc(dash == 1), end, inner);
    }

    /// A bracket closes the nearest one of its kind, and what was left open in it; a brace no bracket is in the way of.
    fn close(&mut self, byte: u8) {
        let opener = match byte {
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        let is_opener =
            |token: &u32| self.cut.tokens.get(*token as usize).map(|it| it.kind) == Some(Kind::Open(opener));
        // A few levels: what was left open is hardly more, and each look at it costs.
        let near = &self.open[self.open.len().saturating_sub(8)..];
        let found = near.iter().rposition(is_opener).map(|at| self.open.len() - near.len() + at);
        let Some(found) = found else { return self.push(Kind::Operator, 1) };
        let token = self.open[found];
        self.open.truncate(found);
        let index = offset(self.cut.tokens.len());
        self.push(Kind::Close(byte), 1);
        if let Some(opened) = self.cut.tokens.get_mut(token as usize) {
            opened.partner = Some(index);
        }
    }
}

/// What is open inside a string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    String,
    Braces,
}

/// Where the characters of a string end that begin at `start`, and where it ends itself. Without a closing mark, it ends with its
/// line.
fn string_end(text: &str, start: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let mut levels = vec![Level::String];
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        let in_string = levels.last() == Some(&Level::String);
        match byte {
            b'\n' if in_string => return (at, at),
            b'\\' if in_string => at += usize::from(bytes.get(at + 1).is_some_and(|next| *next != b'\n')),
            b'"' if in_string => {
                levels.pop();
                if levels.is_empty() {
                    return (at, at + 1);
                }
            }
            b'$' | b'%' if in_string && bytes.get(at + 1) == Some(&byte) && bytes.get(at + 2) == Some(&b'{') => at += 2,
            b'$' | b'%' if in_string && bytes.get(at + 1) == Some(&b'{') => {
                levels.push(Level::Braces);
                at += 1;
            }
            b'"' => levels.push(Level::String),
            b'{' if !in_string => levels.push(Level::Braces),
            b'}' if !in_string => drop(levels.pop()),
            _ => {}
        }
        at += 1;
    }
    let end = at.min(text.len());
    (end, end)
}

/// The parts of a template in `inner`: what stands as it is, and `${ … }` or `%{ … }`.
pub(super) fn pieces(text: &str, inner: Span) -> Vec<(Span, bool)> {
    let bytes = text.as_bytes();
    let end = (inner.end as usize).min(bytes.len());
    let mut found = Vec::new();
    let (mut from, mut at) = (inner.start as usize, inner.start as usize);
    let mut push = |start: usize, end: usize, is_hole: bool| {
        if end > start {
            found.push((Span::new(offset(start), offset(end)), is_hole));
        }
    };
    while let Some(sign) = memchr::memchr2(b'$', b'%', &bytes[at.min(end)..end]).map(|sign| at + sign) {
        let byte = bytes[sign];
        if bytes.get(sign + 1) == Some(&byte) && bytes.get(sign + 2) == Some(&b'{') {
            at = sign + 3;
        } else if bytes.get(sign + 1) == Some(&b'{') {
            push(from, sign, false);
            at = expression_end(bytes, sign + 2, end);
            push(sign, at, true);
            from = at;
        } else {
            at = sign + 1;
        }
    }
    push(from, end, false);
    found
}

/// Where the expression in braces ends that begins at `start`.
fn expression_end(bytes: &[u8], start: usize, end: usize) -> usize {
    let mut levels = vec![Level::Braces];
    let mut at = start;
    while at < end {
        let in_string = levels.last() == Some(&Level::String);
        match bytes[at] {
            b'\\' if in_string => at += 1,
            b'"' if in_string => drop(levels.pop()),
            b'"' => levels.push(Level::String),
            b'$' | b'%' if in_string && bytes.get(at + 1) == Some(&b'{') => {
                levels.push(Level::Braces);
                at += 1;
            }
            b'{' if !in_string => levels.push(Level::Braces),
            b'}' if !in_string => {
                levels.pop();
                if levels.is_empty() {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    end
}
