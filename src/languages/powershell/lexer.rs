//! Cuts a PowerShell script into tokens
//! (<https://learn.microsoft.com/powershell/scripting/lang-spec/chapter-02>), and pairs its brackets.
//!
//! PowerShell has two modes of reading: in one, words are arguments, in the other, names and operators. The difference is made
//! as far as requests need it: keys of hashtables, names of members and types end where an argument would go on. One pass, an
//! explicit stack, and no error: a quote that is never closed takes the rest of the text, unless strings are to end with
//! their line.

mod words;

use super::strings;
use crate::text::quoting::{Quoting, powershell};
use crate::text::{Span, offset};

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
    /// What is between the quotation marks of a string; the name of a variable, without sign and braces.
    pub(super) inner: Span,
    /// Whether nothing is between it and the token before.
    pub(super) glued: bool,
    /// For brackets: the index of the other one of the pair.
    pub(super) partner: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word without quotes: a command, an argument, a key, a keyword.
    Word,
    /// `-Name`: a parameter or an operator.
    Dash,
    Variable,
    Splat,
    String(Quoting),
    /// Digits, perhaps with a point.
    Number,
    Open(Bracket),
    Close(Bracket),
    /// The end of a line.
    Newline,
    Semicolon,
    Comma,
    Pipe,
    AndOr,
    Assign,
    Append,
    /// Any other assignment, such as `-=` or `??=`.
    OtherAssign,
    /// The point before a member.
    Dot,
    Colons,
    Plus,
    Operator,
    /// `&`, or `.` before a command.
    CallOperator,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Paren,
    /// A subexpression, `$( … )`, which may hold statements.
    Sub,
    /// An array subexpression, `@( … )`, always an array.
    Array,
    Brace,
    /// A hashtable, written as `@{ … }`.
    Hash,
    Square,
}

impl Bracket {
    fn closer(self) -> char {
        match self {
            Self::Paren | Self::Sub | Self::Array => ')',
            Self::Brace | Self::Hash => '}',
            Self::Square => ']',
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Cut {
    pub(super) tokens: Vec<Token>,
    pub(super) comments: Vec<(Span, Span)>,
    /// Whether a string was never closed.
    pub(super) unclosed: bool,
}

/// The tokens of the script in `span` of `text`. If `by_line`, a string ends where its line does.
pub(super) fn cut(text: &str, span: Span, by_line: bool) -> Cut {
    let end = (span.end as usize).min(text.len());
    let Some(script) = text.get(..end) else { return Cut::default() };
    let mut lexer = Lexer {
        text: script,
        at: span.start as usize,
        by_line,
        open: Vec::new(),
        glued: false,
        key: false,
        unended: [false; 2],
        cut: Cut { tokens: Vec::with_capacity(span.len() as usize / 6), ..Cut::default() },
    };
    lexer.run();
    lexer.cut
}

/// A bracket that is open.
#[derive(Clone, Copy)]
struct Opened {
    bracket: Bracket,
    /// The index of its token.
    token: u32,
    /// The nearest brace at or below it, by its place among what is open.
    brace: Option<usize>,
    /// The nearest parenthesis at or below it, and above the nearest brace.
    paren: Option<usize>,
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    by_line: bool,
    /// The brackets that are open.
    open: Vec<Opened>,
    glued: bool,
    /// Whether a key of a hashtable may come next.
    key: bool,
    /// Whether no here-string ends after this place: one in which nothing expands, and one in which variables do.
    unended: [bool; 2],
    cut: Cut,
}

impl Lexer<'_> {
    fn run(&mut self) {
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            let before = self.at;
            self.step(byte);
            debug_assert!(self.at > before, "every step takes something");
            self.at = self.at.max(before + 1);
            while !self.text.is_char_boundary(self.at) {
                self.at += 1;
            }
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn last(&self) -> Option<&Token> {
        self.cut.tokens.last()
    }

    fn push(&mut self, kind: Kind, length: usize) {
        self.push_inner(kind, length, None);
    }

    fn push_inner(&mut self, kind: Kind, length: usize, inner: Option<(usize, usize)>) {
        let span = Span::new(offset(self.at), offset((self.at + length).min(self.text.len())));
        let inner = inner.map_or(span, |(start, end)| Span::new(offset(start), offset(end.max(start))));
        self.cut.tokens.push(Token { kind, span, inner, glued: self.glued, partner: None });
        self.at += length;
        self.glued = true;
        self.key = match kind {
            Kind::Newline | Kind::Semicolon => matches!(self.open.last(), Some(Opened { bracket: Bracket::Hash, .. })),
            Kind::Open(bracket) => bracket == Bracket::Hash,
            _ => false,
        };
    }

    fn step(&mut self, byte: u8) {
        match byte {
            b'\n' => self.push(Kind::Newline, 1),
            b'\r' => self.push(Kind::Newline, if self.byte(1) == b'\n' { 2 } else { 1 }),
            b' ' | b'\t' | 0x0B | 0x0C => self.space(1),
            b'`' if matches!(self.byte(1), b'\n') => self.space(2),
            b'`' if self.byte(1) == b'\r' => self.space(if self.byte(2) == b'\n' { 3 } else { 2 }),
            b'#' => self.comment(),
            b'<' if self.byte(1) == b'#' => self.block_comment(),
            b'"' => self.string(true),
            b'\'' => self.string(false),
            b'@' => self.at_sign(),
            b'$' => self.dollar(),
            b'(' => self.open(Bracket::Paren, 1),
            b'{' => self.open(Bracket::Brace, 1),
            b'[' => self.open(Bracket::Square, 1),
            b')' | b'}' | b']' => self.close(char::from(byte)),
            b';' => self.push(Kind::Semicolon, 1),
            b',' => self.push(Kind::Comma, 1),
            b'|' if self.byte(1) == b'|' => self.push(Kind::AndOr, 2),
            b'|' => self.push(Kind::Pipe, 1),
            b'&' if self.byte(1) == b'&' => self.push(Kind::AndOr, 2),
            b'&' => self.push(Kind::CallOperator, 1),
            b'=' => self.push(Kind::Assign, 1),
            b'+' | b'*' | b'/' | b'%' | b'-' if self.byte(1) == b'=' => {
                self.push(if byte == b'+' { Kind::Append } else { Kind::OtherAssign }, 2);
            }
            b'?' if self.rest().starts_with("??=") => self.push(Kind::OtherAssign, 3),
            b'?' if self.byte(1) == b'?' => self.push(Kind::Operator, 2),
            b'+' if self.byte(1) == b'+' => self.push(Kind::Operator, 2),
            b'+' => self.push(Kind::Plus, 1),
            b'-' if self.rest().starts_with("--%") => self.verbatim_arguments(),
            b'-' if self.byte(1).is_ascii_alphabetic() || self.byte(1) == b'_' => self.dash(1),
            b'-' if self.byte(1).is_ascii_digit() && !self.ends_value() => self.number_or_word(),
            b'-' => self.push(Kind::Operator, if self.byte(1) == b'-' { 2 } else { 1 }),
            b'!' | b'<' | b'>' => self.push(Kind::Operator, 1),
            b'?' | b'*' | b'%' if self.is_alone() => {
                let kind = if self.begins_command() { Kind::Word } else { Kind::Operator };
                self.push(kind, 1);
            }
            b':' if self.byte(1) == b':' => self.push(Kind::Colons, 2),
            b'.' => self.dot(),
            b'0'..=b'9' => self.number_or_word(),
            _ => self.other(),
        }
    }

    fn space(&mut self, length: usize) {
        self.at += length;
        self.glued = false;
    }

    fn other(&mut self) {
        let Some(character) = self.rest().chars().next() else { return };
        match character {
            _ if powershell::is_double_quote(character) => self.string(true),
            _ if powershell::is_single_quote(character) => self.string(false),
            '\u{2013}' | '\u{2014}' | '\u{2015}' if self.byte(3).is_ascii_alphabetic() => self.dash(3),
            _ if character.is_whitespace() || character == '\u{FEFF}' => self.space(character.len_utf8()),
            _ => self.word(),
        }
    }

    /// Whether the last token ends a value, so that a sign after it is an operator.
    fn ends_value(&self) -> bool {
        self.last()
            .is_some_and(|last| matches!(last.kind, Kind::Variable | Kind::Number | Kind::Close(_) | Kind::String(_)))
    }

    fn begins_command(&self) -> bool {
        self.last().is_none_or(|last| {
            matches!(
                last.kind,
                Kind::Newline | Kind::Semicolon | Kind::Pipe | Kind::Open(_) | Kind::Assign | Kind::AndOr
            )
        })
    }

    fn is_alone(&self) -> bool {
        matches!(self.byte(1), b' ' | b'\t' | b'\r' | b'\n' | b'{' | b'(' | 0)
    }

    fn dollar(&mut self) {
        if self.byte(1) == b'(' {
            return self.open(Bracket::Sub, 2);
        }
        match strings::variable_length(self.rest()) {
            Some((length, name)) => {
                let inner = (self.at + name.start, self.at + name.end);
                self.push_inner(Kind::Variable, length, Some(inner));
            }
            None => self.word(),
        }
    }

    fn open(&mut self, bracket: Bracket, length: usize) {
        let token = offset(self.cut.tokens.len());
        self.push(Kind::Open(bracket), length);
        let place = self.open.len();
        let below = self.open.last();
        let (brace, paren) = match bracket.closer() {
            '}' => (Some(place), None),
            ')' => (below.and_then(|below| below.brace), Some(place)),
            _ => (below.and_then(|below| below.brace), below.and_then(|below| below.paren)),
        };
        self.open.push(Opened { bracket, token, brace, paren });
    }

    /// A closing bracket. A brace closes what was left open in it; a parenthesis closes no brace.
    fn close(&mut self, closer: char) {
        let top = self.open.last();
        let place = match closer {
            '}' => top.and_then(|top| top.brace),
            ')' => top.and_then(|top| top.paren),
            _ => top.filter(|top| top.bracket == Bracket::Square).map(|_| self.open.len() - 1),
        };
        let Some(place) = place else {
            return self.push(if closer == ']' { Kind::Word } else { Kind::Operator }, 1);
        };
        let index = offset(self.cut.tokens.len());
        let opener = self.open[place];
        self.push(Kind::Close(opener.bracket), 1);
        self.cut.tokens[index as usize].partner = Some(opener.token);
        for opened in self.open.drain(place..) {
            self.cut.tokens[opened.token as usize].partner = Some(index);
        }
    }
}
