//! Tokens, and the brackets that belong together.

use crate::text::Span;
use crate::text::quoting::Quoting;

/// A bracket, or what encloses like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::languages) enum Bracket {
    Paren,
    Square,
    Brace,
    /// A text with expressions in it: an f-string, a template literal.
    Template,
    /// An expression in such a text: `{ }`, `${ }`.
    Hole,
    Element,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::languages) enum Kind {
    /// A name or a keyword.
    Name,
    Number,
    String(Quoting),
    Chunk(Quoting),
    Open(Bracket),
    Close(Bracket),
    Comma,
    Colon,
    Semicolon,
    /// Member access: `.` or `?.`
    Dot,
    /// `...`, `*` or `**` before a value is left to the reader of a list, which distinguishes it from an operator.
    Spread,
    Assign,
    Append,
    OtherAssign,
    /// The arrow of a function, `=>`.
    Arrow,
    Plus,
    Percent,
    Question,
    /// Any other operator, or what is not a token of the language.
    Operator,
    /// The end of a logical line, where the language has any.
    Newline,
}

#[derive(Clone, Copy, Debug)]
pub(in crate::languages) struct Token {
    pub(in crate::languages) kind: Kind,
    pub(in crate::languages) span: Span,
    /// What is between the marks of a string; of any other token, all of it.
    pub(in crate::languages) inner: Span,
    /// The token of the other bracket.
    pub(in crate::languages) partner: Option<u32>,
    /// Whether it is the first one of its line.
    pub(in crate::languages) first: bool,
}

/// A text, cut into tokens.
#[derive(Debug, Default)]
pub(in crate::languages) struct Cut {
    pub(in crate::languages) tokens: Vec<Token>,
    /// Comments: each with its marks, and the words between them.
    pub(in crate::languages) comments: Vec<(Span, Span)>,
    /// Whether a string is not closed.
    pub(in crate::languages) unclosed: bool,
    /// The tokens of the brackets that are open.
    open: Vec<usize>,
    first: bool,
}

/// How many open brackets are looked through for the partner of a closing one.
const REACH: usize = 8;

impl Cut {
    pub(in crate::languages) fn new() -> Self {
        Self { first: true, ..Self::default() }
    }

    /// Notes that a line begins.
    pub(in crate::languages) fn line(&mut self) {
        self.first = true;
    }

    pub(in crate::languages) fn push(&mut self, kind: Kind, span: Span) {
        self.push_inner(kind, span, span);
    }

    pub(in crate::languages) fn push_inner(&mut self, kind: Kind, span: Span, inner: Span) {
        let first = std::mem::take(&mut self.first);
        self.tokens.push(Token { kind, span, inner, partner: None, first });
    }

    pub(in crate::languages) fn open(&mut self, bracket: Bracket, span: Span) {
        self.open.push(self.tokens.len());
        self.push(Kind::Open(bracket), span);
    }

    /// Closes the nearest open bracket of this kind, and what is open inside it; whether there is one. What is open around a
    /// template is never closed from inside of it.
    pub(in crate::languages) fn close(&mut self, bracket: Bracket, span: Span) -> bool {
        let encloses = matches!(bracket, Bracket::Template | Bracket::Hole | Bracket::Element);
        // Who closes a template knows that one is open.
        let reach = if matches!(bracket, Bracket::Template | Bracket::Element) { usize::MAX } else { REACH };
        let mut found = None;
        for (index, &token) in self.open.iter().enumerate().rev().take(reach) {
            match self.tokens[token].kind {
                Kind::Open(open) if open == bracket => {
                    found = Some(index);
                    break;
                }
                Kind::Open(Bracket::Template | Bracket::Hole | Bracket::Element) if !encloses => break,
                _ => {}
            }
        }
        let Some(index) = found else {
            self.push(Kind::Operator, span);
            return false;
        };
        let token = self.open[index];
        self.open.truncate(index);
        let here = self.tokens.len();
        self.push(Kind::Close(bracket), span);
        self.tokens[token].partner = u32::try_from(here).ok();
        self.tokens[here].partner = u32::try_from(token).ok();
        true
    }

    /// Takes everything for closed that is open.
    pub(in crate::languages) fn close_all(&mut self) {
        self.open.clear();
    }

    pub(in crate::languages) fn around(&self) -> Option<Bracket> {
        self.open.last().and_then(|&token| match self.tokens[token].kind {
            Kind::Open(bracket) => Some(bracket),
            _ => None,
        })
    }

    pub(in crate::languages) fn is_level(&self) -> bool {
        self.open.is_empty()
    }

    pub(in crate::languages) fn last(&self) -> Option<&Token> {
        self.tokens.last()
    }
}
