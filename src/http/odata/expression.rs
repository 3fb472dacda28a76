//! Reads a `$filter` expression: the properties, operators and functions in it, and what does not parse.
//!
//! Two states decide what may come next, an operand or an operator; a stack of open parentheses replaces recursion. No tree
//! is built, because rules ask only what is used and where.

use std::collections::HashMap;

use super::Decoded;
use super::token::{Token, TokenKind, tokens};
use crate::text::Span;

/// What a filter uses, and what is wrong with its form. All spans lie in the text that the URL is in.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    /// The properties that it names, in their order.
    pub(crate) paths: Vec<PropertyPath>,
    /// The operators, in lower case, `not` included.
    pub(crate) operators: Vec<(String, Span)>,
    /// The functions, in lower case; `any` and `all` included.
    pub(crate) functions: Vec<(String, Span)>,
    /// The properties that are compared with a value which is written there.
    pub(crate) comparisons: Vec<Comparison>,
    /// In the order of their places.
    pub(crate) errors: Vec<ExpressionError>,
}

/// A property path in an expression: `manager/displayName`, `s/skuId`.
#[derive(Debug)]
pub(crate) struct PropertyPath {
    /// The path of the collection whose items the first name stands for, as an index into [`Filter::paths`]: that of a lambda
    /// variable. `None` where the path begins at the resource.
    pub(crate) base: Option<usize>,
    /// The segments, decoded, with their places. The lambda variable is left out.
    pub(crate) segments: Vec<(String, Span)>,
}

/// A comparison of a property with a value: `capacity gt 10`.
#[derive(Debug)]
pub(crate) struct Comparison {
    /// The property, as an index into [`Filter::paths`].
    pub(crate) path: usize,
    pub(crate) literal: Literal,
    /// Where the value is in the text that holds the URL.
    pub(crate) span: Span,
}

/// What a value in an expression is, by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Literal {
    Text,
    Number,
    Boolean,
    /// A date, with or without a time of day.
    Date,
    /// `null`, a GUID, a text with a prefix: what may be compared with several types.
    Other,
}

/// A side of a comparison.
#[derive(Clone, Copy, Debug)]
enum Side {
    Path(usize),
    Literal(Literal, Span),
}

/// Something that does not parse.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ExpressionError {
    pub(crate) kind: ExpressionErrorKind,
    pub(crate) span: Span,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ExpressionErrorKind {
    Empty,
    /// An operator of another language, with OData's own.
    ForeignOperator(&'static str),
    /// Quotation marks other than single ones around a string.
    ForeignQuotes,
    /// A string that is never closed.
    UnclosedString,
    /// A parenthesis that is never closed.
    UnclosedParenthesis,
    /// A closing parenthesis with nothing to close.
    StrayParenthesis,
    /// An operator, comma or parenthesis where a value belongs.
    MissingOperand,
    /// Two values with nothing between them.
    MissingOperator,
    /// A character that belongs nowhere.
    Unexpected,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expect {
    Operand,
    Operator,
    /// After a placeholder, which may stand for anything.
    Either,
}

#[derive(Debug)]
struct Frame<'t> {
    open: Span,
    /// Whether a comma may be in it: arguments of a function, the list of `in`.
    is_list: bool,
    /// Whether nothing may be in it: `now()`.
    may_be_empty: bool,
    /// The lambda variable that it defines.
    variable: Option<&'t str>,
}

/// Reads `decoded` as a `$filter` expression.
pub(crate) fn filter(decoded: &Decoded) -> Filter {
    let tokens = tokens(decoded);
    let mut reader = Reader {
        decoded,
        tokens: &tokens,
        at: 0,
        expect: Expect::Operand,
        frames: Vec::new(),
        variables: HashMap::new(),
        left: None,
        compared: None,
        computes: false,
        is_list_next: false,
        runs_on: false,
        read: Filter::default(),
    };
    reader.run();
    reader.read
}

struct Reader<'t> {
    decoded: &'t Decoded,
    tokens: &'t [Token],
    at: usize,
    expect: Expect,
    frames: Vec<Frame<'t>>,
    /// The collections that each lambda variable stands for, the innermost last.
    variables: HashMap<&'t str, Vec<usize>>,
    /// The value that was read last, and nothing after it.
    left: Option<Side>,
    /// The left side of the comparison whose right side comes next.
    compared: Option<Side>,
    /// Whether values are computed before the next `and` or `or`, so that their types are not known.
    computes: bool,
    /// Whether the operator before was `in`.
    is_list_next: bool,
    /// Whether the value before already lacked its operator: words in a row are one error.
    runs_on: bool,
    read: Filter,
}

impl<'t> Reader<'t> {
    fn run(&mut self) {
        if self.tokens.is_empty() {
            let whole = self.decoded.span(0, self.decoded.text().len());
            return self.error(ExpressionErrorKind::Empty, whole);
        }
        while let Some(&token) = self.tokens.get(self.at) {
            self.at += 1;
            self.token(token);
        }
        if self.expect == Expect::Operand {
            let end = self.decoded.text().trim_end().len();
            self.error(ExpressionErrorKind::MissingOperand, self.decoded.span(end, end));
        }
        for frame in std::mem::take(&mut self.frames) {
            self.error(ExpressionErrorKind::UnclosedParenthesis, frame.open);
        }
        self.read.errors.sort_by_key(|error| error.span);
    }

    fn token(&mut self, token: Token) {
        match token.kind {
            TokenKind::Name => self.name(token),
            TokenKind::Number | TokenKind::Text => {
                self.operand(token);
                self.side(Side::Literal(self.literal(token), self.span(token)));
            }
            TokenKind::ForeignText => {
                self.error(ExpressionErrorKind::ForeignQuotes, self.span(token));
                self.runs_on = true;
                self.operand(token);
            }
            TokenKind::Unclosed => {
                self.error(ExpressionErrorKind::UnclosedString, self.span(token));
                self.runs_on = true;
                self.operand(token);
            }
            TokenKind::Hole => {
                self.forget();
                self.skip_path();
                self.expect = Expect::Either;
            }
            TokenKind::Open => self.open(token, false, false, None),
            TokenKind::Close => self.close(token),
            TokenKind::Comma => self.comma(token),
            TokenKind::ForeignOperator => self.foreign_operator(token),
            TokenKind::Minus => self.minus(token),
            // After a function or a placeholder a path may go on: what it names there is not known.
            TokenKind::Slash if self.expect != Expect::Operand => {
                self.at -= 1;
                self.skip_path();
            }
            TokenKind::Slash | TokenKind::Colon | TokenKind::Semicolon | TokenKind::Star | TokenKind::Stray => {
                self.unexpected(token);
            }
        }
    }

    /// A name is an operator, a word of the language, or the beginning of a path or of a function.
    fn name(&mut self, token: Token) {
        let word = self.word(token).to_ascii_lowercase();
        let is_alone = !matches!(self.peek(), Some(TokenKind::Slash | TokenKind::Colon));
        if word == "not" && is_alone && self.expect != Expect::Operator {
            self.read.operators.push((word, self.span(token)));
            self.expect = Expect::Operand;
            return;
        }
        // `in` and similar may be names of properties, but not before a value.
        let is_call = self.peek() == Some(TokenKind::Open) && self.is_adjacent(token);
        if is_operator(&word) && is_alone && !(self.expect == Expect::Operand && is_call) {
            self.operator(word, self.span(token));
            return;
        }
        if matches!(&*word, "true" | "false" | "null") && is_alone || word.starts_with('@') {
            self.operand(token);
            let literal = if matches!(&*word, "true" | "false") { Literal::Boolean } else { Literal::Other };
            return self.side(Side::Literal(literal, self.span(token)));
        }
        if is_call && word != "$count" {
            let span = self.span(token);
            self.operand_begins(span);
            self.read.functions.push((word, span));
            let open = self.tokens[self.at];
            self.at += 1;
            return self.push(open, true, true, None);
        }
        self.path(token);
    }

    fn operator(&mut self, word: String, span: Span) {
        if self.expect == Expect::Operand {
            self.error(ExpressionErrorKind::MissingOperand, Span::gap(span.start));
        }
        self.is_list_next = word == "in";
        match &*word {
            "and" | "or" => self.forget(),
            "eq" | "ne" | "gt" | "ge" | "lt" | "le" if !self.computes => self.compared = self.left.take(),
            _ => {
                self.forget();
                self.computes = true;
            }
        }
        self.read.operators.push((word, span));
        self.runs_on = false;
        self.expect = Expect::Operand;
    }

    /// Reads a path from its first name, `token`, on.
    fn path(&mut self, token: Token) {
        self.operand_begins(self.span(token));
        let mut segments = vec![token];
        let mut lambda = None;
        while self.peek() == Some(TokenKind::Slash) {
            let Some(&next) = self.tokens.get(self.at + 1) else { break };
            if next.kind != TokenKind::Name {
                break;
            }
            self.at += 2;
            if self.peek() == Some(TokenKind::Open) {
                lambda = Some(next);
                break;
            }
            segments.push(next);
        }
        let first = self.word(token);
        let base = self.variables.get(first).and_then(|bases| bases.last().copied());
        let skipped = usize::from(base.is_some() || first.eq_ignore_ascii_case("$it"));
        let named = segments.iter().skip(skipped).map(|&segment| (self.word(segment).to_owned(), self.span(segment)));
        let named = named.collect();
        let index = self.read.paths.len();
        self.read.paths.push(PropertyPath { base, segments: named });
        match lambda {
            Some(name) => self.lambda(name, index),
            None => {
                self.expect = Expect::Operator;
                self.side(Side::Path(index));
            }
        }
    }

    /// Notes a side of a comparison.
    fn side(&mut self, side: Side) {
        if let (Some(Side::Path(path)), Side::Literal(literal, span))
        | (Some(Side::Literal(literal, span)), Side::Path(path)) = (self.compared.take(), side)
        {
            self.read.comparisons.push(Comparison { path, literal, span });
        }
        self.left = Some(side);
    }

    /// Forgets what was read of a comparison.
    fn forget(&mut self) {
        (self.left, self.compared, self.computes) = (None, None, false);
    }

    fn literal(&self, token: Token) -> Literal {
        let words = self.word(token);
        let is_digit = |at: usize| words.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        let is_date = (0..4).chain(5..7).chain(8..10).all(is_digit) && words.get(4..5) == Some("-");
        if words.starts_with('\'') {
            Literal::Text
        } else if is_date && (words.len() == 10 || words.get(10..11).is_some_and(|sign| "Tt".contains(sign))) {
            Literal::Date
        } else if words.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-')) {
            Literal::Number
        } else {
            Literal::Other
        }
    }

    /// The parenthesis after `any`, `all` or a bound function, `name`, of the collection `path`.
    fn lambda(&mut self, name: Token, path: usize) {
        self.read.functions.push((self.word(name).to_ascii_lowercase(), self.span(name)));
        let open = self.tokens[self.at];
        self.at += 1;
        let variable = match self.tokens.get(self.at..self.at + 2) {
            Some([variable, colon]) if variable.kind == TokenKind::Name && colon.kind == TokenKind::Colon => {
                self.at += 2;
                Some(self.word(*variable))
            }
            _ => None,
        };
        if let Some(variable) = variable {
            self.variables.entry(variable).or_default().push(path);
        }
        self.push(open, true, variable.is_none(), variable);
    }

    fn open(&mut self, token: Token, is_list: bool, may_be_empty: bool, variable: Option<&'t str>) {
        self.operand_begins(self.span(token));
        let is_list = is_list || std::mem::take(&mut self.is_list_next);
        self.push(token, is_list, may_be_empty, variable);
    }

    fn push(&mut self, open: Token, is_list: bool, may_be_empty: bool, variable: Option<&'t str>) {
        self.forget();
        self.frames.push(Frame { open: self.span(open), is_list, may_be_empty, variable });
        self.expect = Expect::Operand;
        self.runs_on = false;
    }

    fn close(&mut self, token: Token) {
        let span = self.span(token);
        self.forget();
        // What is in parentheses has a type that is not known, as has what a function returns.
        self.computes = true;
        let Some(frame) = self.frames.pop() else { return self.error(ExpressionErrorKind::StrayParenthesis, span) };
        let is_empty = frame.may_be_empty
            && self.tokens.get(self.at.wrapping_sub(2)).is_some_and(|before| before.kind == TokenKind::Open);
        if self.expect == Expect::Operand && !is_empty {
            self.error(ExpressionErrorKind::MissingOperand, Span::gap(span.start));
        }
        if let Some(bases) = frame.variable.and_then(|variable| self.variables.get_mut(variable)) {
            bases.pop();
        }
        self.expect = Expect::Operator;
        self.runs_on = false;
    }

    fn comma(&mut self, token: Token) {
        if !self.frames.last().is_some_and(|frame| frame.is_list) {
            return self.unexpected(token);
        }
        if self.expect == Expect::Operand {
            self.error(ExpressionErrorKind::MissingOperand, Span::gap(self.span(token).start));
        }
        self.expect = Expect::Operand;
        self.runs_on = false;
    }

    fn foreign_operator(&mut self, token: Token) {
        let span = self.span(token);
        let own = match self.word(token) {
            "=" | "==" | "===" => "eq",
            "!=" | "!==" | "<>" => "ne",
            ">" => "gt",
            ">=" => "ge",
            "<" => "lt",
            "<=" => "le",
            "&&" => "and",
            "||" => "or",
            "!" => "not",
            _ => return self.unexpected(token),
        };
        self.error(ExpressionErrorKind::ForeignOperator(own), span);
        self.read.operators.push((own.to_owned(), span));
        self.expect = Expect::Operand;
        self.runs_on = false;
    }

    /// A minus is a sign before a value; before the name of an operator it is PowerShell's (`-eq`).
    fn minus(&mut self, token: Token) {
        if self.expect == Expect::Operand {
            return;
        }
        let next = self.tokens.get(self.at).copied().filter(|next| next.start == token.end);
        let own = next.and_then(|next| OPERATORS.iter().find(|own| own.eq_ignore_ascii_case(self.word(next))));
        let (Some(next), Some(own)) = (next, own) else { return self.unexpected(token) };
        self.at += 1;
        let span = self.decoded.span(token.start, next.end);
        self.error(ExpressionErrorKind::ForeignOperator(own), span);
        self.read.operators.push(((*own).to_owned(), span));
        self.expect = Expect::Operand;
        self.runs_on = false;
    }

    fn operand(&mut self, token: Token) {
        self.operand_begins(self.span(token));
        self.expect = Expect::Operator;
    }

    fn operand_begins(&mut self, span: Span) {
        if self.expect == Expect::Operator && !std::mem::replace(&mut self.runs_on, true) {
            self.error(ExpressionErrorKind::MissingOperator, span);
        }
    }

    fn unexpected(&mut self, token: Token) {
        if !std::mem::replace(&mut self.runs_on, true) {
            self.error(ExpressionErrorKind::Unexpected, self.span(token));
        }
    }

    /// Skips the segments of a path whose beginning is not known.
    fn skip_path(&mut self) {
        while self.peek() == Some(TokenKind::Slash) {
            self.at += 1;
            if matches!(self.peek(), Some(TokenKind::Name | TokenKind::Hole)) {
                self.at += 1;
            }
        }
    }

    fn error(&mut self, kind: ExpressionErrorKind, span: Span) {
        self.read.errors.push(ExpressionError { kind, span });
    }

    fn peek(&self) -> Option<TokenKind> {
        self.tokens.get(self.at).map(|token| token.kind)
    }

    /// Whether nothing is between `token`, the last one read, and the next one.
    fn is_adjacent(&self, token: Token) -> bool {
        self.tokens.get(self.at).is_some_and(|next| next.start == token.end)
    }

    fn word(&self, token: Token) -> &'t str {
        self.decoded.text().get(token.start..token.end).unwrap_or_default()
    }

    fn span(&self, token: Token) -> Span {
        self.decoded.span(token.start, token.end)
    }
}

const OPERATORS: &[&str] =
    &["and", "or", "eq", "ne", "gt", "ge", "lt", "le", "has", "in", "add", "sub", "mul", "div", "divby", "mod"];

fn is_operator(word: &str) -> bool {
    OPERATORS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Filter {
        filter(&Decoded::new(text, Span::whole(text)))
    }

    fn errors(text: &str) -> Vec<(ExpressionErrorKind, &str)> {
        read(text).errors.into_iter().map(|error| (error.kind, error.span.of(text))).collect()
    }

    #[test]
    fn what_the_reference_shows_parses() {
        for text in [
            "startswith(displayName,'J')",
            "accountEnabled eq true and (userType eq 'Guest' or not endsWith(mail,'@contoso.com'))",
            "assignedLicenses/any(x:x/skuId eq 184efa21-98c3-4e5d-95ab-d07053a96e67)",
            "assignedLicenses/$count eq 0",
            "id in ('a', 'b')",
            "createdDateTime ge 2026-11-01T00:00:00Z",
            "receivedDateTime+ge+2026-11-01T00:00:00+01:00",
            "NOT(companyName in ('Microsoft'))",
            "proxyAddresses/any(p:startswith(p,'smtp:x')) and s/any()",
            "displayName%20eq%20'O''Neil%20%26%20Co'",
            "identities/any(c:c/issuerAssignedId eq 'j' and c/issuer eq 'x')",
            "isof('microsoft.graph.iosStoreApp')",
            "microsoft.graph.fileAttachment/contentId eq null",
            "duration gt duration'PT1H' and size gt -5 and a/b/c add 1 eq 2",
            "{{filter}}",
            "id eq {id} and x eq '{id}'",
            "id eq <id>",
            "fields/Title eq @title",
            "f/any(a:a/b/any(c:c/d eq 'x') and a/e eq 1)",
        ] {
            assert_eq!(errors(text), [], "{text}");
        }
    }

    #[test]
    fn mistakes_are_found_where_they_are() {
        use ExpressionErrorKind::*;
        for (text, kind, words) in [
            ("a = 'x'", ForeignOperator("eq"), "="),
            ("a%3D%3D'x'", ForeignOperator("eq"), "%3D%3D"),
            ("a eq 1 && b eq 2", ForeignOperator("and"), "&&"),
            ("a -eq 'x'", ForeignOperator("eq"), "-eq"),
            ("a eq \"x y\"", ForeignQuotes, "\"x y\""),
            ("a eq 'x", UnclosedString, "'x"),
            ("(a eq 'x'", UnclosedParenthesis, "("),
            ("a eq 'x')", StrayParenthesis, ")"),
            ("a eq", MissingOperand, ""),
            ("a eq and b eq 1", MissingOperand, ""),
            ("a eq John Smith Jones", MissingOperator, "Smith"),
            ("a 'x'", MissingOperator, "'x'"),
            ("", Empty, ""),
            ("a eq 1; b", Unexpected, ";"),
            ("startswith(a,)", MissingOperand, ""),
        ] {
            assert_eq!(errors(text), [(kind, words)], "{text}");
        }
    }

    #[test]
    fn paths_know_what_they_begin_at() {
        let text = "a/b eq 1 and c/any(x:x/d eq $it/e and y eq 2)";
        let paths: Vec<(Option<usize>, Vec<String>)> = read(text)
            .paths
            .into_iter()
            .map(|path| (path.base, path.segments.into_iter().map(|(name, _)| name).collect()))
            .collect();
        let names = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            paths,
            [
                (None, names(&["a", "b"])),
                (None, names(&["c"])),
                (Some(1), names(&["d"])),
                (None, names(&["e"])),
                (None, names(&["y"]))
            ]
        );
    }
}
