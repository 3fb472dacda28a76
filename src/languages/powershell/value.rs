//! Values of expressions, as far as they are certain before the script runs.
//!
//! An expression is a range of tokens; brackets are paired, so that each level of nesting is looked at by itself, a fixed number
//! of times. How deep that goes, and how much is done for one script, is bounded: what lies beyond is a hole.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::lexer::{Bracket, Kind, Token};
use super::outline::{Outline, is_operator, span_of, statement_end, variable_name};
use super::strings::{self, Piece};
use crate::languages::files::Writers;
use crate::languages::{Array, DEPTH, Literal, Part, Text, is_gap};
use crate::text::Span;
use crate::text::notation::POWERSHELL;
use crate::text::quoting::Quoting;

/// Parts of one text: more are a hole. Texts that double each other grow without a bound.
const MOST_PARTS: usize = 500;

#[derive(Debug)]
pub(super) struct Values<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) outline: &'t Outline,
    /// Values of variables that are known already, by the number of the last event.
    pub(super) known: RefCell<HashMap<usize, Option<Literal>>>,
    /// What the parameters of the functions that are being looked into are given, by their tokens.
    pub(super) given: RefCell<HashMap<usize, Literal>>,
    /// The commands that write each file.
    pub(super) writers: OnceCell<Writers<usize>>,
    /// How many functions are being looked into.
    pub(super) functions: Cell<usize>,
    /// Steps that may still be taken.
    fuel: Cell<usize>,
}

/// Where an expression stands: in which scope, and how deep one is in others.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    pub(super) scope: usize,
    pub(super) depth: usize,
}

impl At {
    pub(super) fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

impl<'t> Values<'t> {
    pub(super) fn new(text: &'t str, tokens: &'t [Token], outline: &'t Outline) -> Self {
        let fuel = Cell::new(1_000_000 + 16 * tokens.len());
        let (known, given, functions) = (RefCell::default(), RefCell::default(), Cell::new(0));
        Self { text, tokens, outline, known, given, writers: OnceCell::new(), functions, fuel }
    }

    pub(super) fn words(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        span_of(self.tokens, range)
    }

    pub(super) fn hole(&self, range: &Range<usize>) -> Literal {
        let span = self.span(range);
        Literal::hole(span.of(self.text), span)
    }

    /// The same script before it has run any command: for the paths of the files that it writes, which may be made of what
    /// other files hold.
    pub(super) fn before_all(&self) -> Self {
        Self { writers: OnceCell::from(Writers::default()), ..Self::new(self.text, self.tokens, self.outline) }
    }

    /// Takes as many steps as there are tokens to be looked at; whether there were any left.
    pub(super) fn steps(&self, tokens: usize) -> bool {
        let left = self.fuel.get();
        self.fuel.set(left.saturating_sub(1 + tokens));
        left > 0
    }

    /// The index after the group or token at `at`.
    pub(super) fn behind(&self, at: usize, end: usize) -> usize {
        match (self.kind(at), self.tokens.get(at).and_then(|token| token.partner)) {
            (Some(Kind::Open(_)), Some(partner)) => partner as usize + 1,
            (Some(Kind::Open(_)), None) => end,
            _ => at + 1,
        }
    }

    /// The tokens of `range` without line ends around them.
    fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        while range.start < range.end && self.kind(range.start) == Some(Kind::Newline) {
            range.start += 1;
        }
        while range.start < range.end && self.kind(range.end - 1) == Some(Kind::Newline) {
            range.end -= 1;
        }
        range
    }

    /// The parts of `range` between the tokens at its level for which `parts` is true.
    pub(super) fn split(&self, range: &Range<usize>, parts: impl Fn(usize, Kind) -> bool) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let (mut from, mut at) = (range.start, range.start);
        while at < range.end {
            let Some(kind) = self.kind(at) else { break };
            if parts(at, kind) {
                found.push(from..at);
                from = at + 1;
            }
            at = self.behind(at, range.end);
        }
        found.push(from..range.end.max(from));
        found
    }

    /// The value of the pipeline in `range`.
    pub(super) fn pipeline(&self, range: Range<usize>, at: At) -> Literal {
        let range = self.trimmed(range);
        if range.is_empty() || at.depth > DEPTH || !self.steps(range.len()) {
            return self.hole(&range);
        }
        let segments = self.split(&range, |_, kind| kind == Kind::Pipe);
        let Some((last, before)) = segments.split_last() else { return self.hole(&range) };
        let last = self.trimmed(last.clone());
        if before.is_empty() {
            return match self.kind(last.start) {
                Some(Kind::Word) if self.words(last.start).eq_ignore_ascii_case("if") => self.if_else(&last, at),
                Some(Kind::Word) => self.command(&last, None, at),
                _ => self.expression(last, at),
            };
        }
        let input = range.start..before.last().map_or(range.start, |segment| segment.end);
        match self.kind(last.start) {
            Some(Kind::Word) => self.command(&last, Some(input), at),
            _ => self.hole(&range),
        }
    }

    /// The value of an expression, by the precedence of its operators.
    pub(super) fn expression(&self, range: Range<usize>, at: At) -> Literal {
        let range = self.trimmed(range);
        if range.is_empty() || at.depth > DEPTH || !self.steps(range.len()) {
            return self.hole(&range);
        }
        let (mut join, mut format, mut plus, mut comma, mut other) = (false, false, false, false, false);
        let mut index = range.start;
        while index < range.end {
            match self.kind(index) {
                Some(Kind::Dash) => match self.tokens[index].inner.of(self.text) {
                    word if word.eq_ignore_ascii_case("join") && index > range.start => join = true,
                    word if word.eq_ignore_ascii_case("f") && index > range.start => format = true,
                    word if is_operator(word) => other = true,
                    _ => {}
                },
                Some(Kind::Plus) => plus = true,
                Some(Kind::Comma) => comma = true,
                Some(Kind::Operator | Kind::AndOr | Kind::Assign | Kind::Append | Kind::OtherAssign | Kind::Pipe) => {
                    other = true;
                }
                _ => {}
            }
            index = self.behind(index, range.end);
        }
        if other {
            return self.conditional(&range, at.deeper());
        }
        let is = |name: &'static str| {
            move |index: usize, kind: Kind| {
                kind == Kind::Dash && self.tokens[index].inner.of(self.text).eq_ignore_ascii_case(name)
            }
        };
        let deeper = at.deeper();
        if join {
            let operands = self.split(&range, is("join"));
            return match operands.as_slice() {
                [list, separator] => self.join(list.clone(), separator.clone(), &range, deeper),
                _ => self.hole(&range),
            };
        }
        if plus {
            let operands = self.split(&range, |_, kind| kind == Kind::Plus);
            let mut operands = operands.into_iter().map(|operand| self.expression(operand, deeper));
            let first = operands.next().unwrap_or_else(|| self.hole(&range));
            let span = self.span(&range);
            return operands.fold(first, |sum, operand| self.sum(&sum, &operand, span));
        }
        if format {
            let operands = self.split(&range, is("f"));
            return match operands.as_slice() {
                [format, values] => self.format(format.clone(), values.clone(), &range, deeper),
                _ => self.hole(&range),
            };
        }
        if comma {
            return self.list(&range, deeper);
        }
        self.operand(&range, at)
    }

    /// Evaluates a comma-separated list, `a, b`.
    fn list(&self, range: &Range<usize>, at: At) -> Literal {
        let parts = self.split(range, |_, kind| kind == Kind::Comma);
        let last = parts.len() - 1;
        let commas = parts.iter().take(last).map(|part| self.tokens.get(part.end).map(|token| token.span));
        let commas: Vec<Option<Span>> = commas.chain([None]).collect();
        let elements = parts.into_iter().zip(commas).filter(|(part, _)| !part.is_empty());
        let elements = elements.map(|(part, comma)| (self.expression(part, at), comma)).collect();
        let span = self.span(range);
        let (open, close) = (Span::gap(span.start), Span::gap(span.end));
        Literal::Array(Rc::new(Array { span, open, close, notation: &POWERSHELL, elements, incomplete: false }))
    }

    /// A value with what is before it and after it: casts, members.
    fn operand(&self, range: &Range<usize>, at: At) -> Literal {
        let mut start = range.start;
        let mut cast = None;
        while start < range.end && self.kind(start) == Some(Kind::Open(Bracket::Square)) {
            let end = self.behind(start, range.end);
            if self.kind(end) == Some(Kind::Colons) {
                return self.static_member(range, start, end, at);
            }
            cast = Some(self.span(&(start + 1..end - 1)).of(self.text).trim().to_ascii_lowercase());
            start = end;
        }
        if start >= range.end {
            return self.hole(range);
        }
        let end = self.behind(start, range.end);
        let value = self.primary(start, end, at);
        let value = self.members(value, start..range.end, end, at);
        match cast {
            Some(cast) => self.cast(&cast, value, range),
            None => value,
        }
    }

    fn primary(&self, start: usize, end: usize, at: At) -> Literal {
        let token = self.tokens[start];
        let inside = start + 1..end.saturating_sub(1).max(start + 1);
        match token.kind {
            Kind::String(quoting) => Literal::Text(Rc::new(self.string(token.span, token.inner, quoting, at))),
            Kind::Variable => self.variable(start, at),
            Kind::Number => number(token.span.of(self.text), token.span),
            Kind::Open(Bracket::Hash) => self.hashtable(start, end, at.deeper()),
            Kind::Open(Bracket::Array) => self.array(start, end, at.deeper()),
            Kind::Open(Bracket::Paren) => self.pipeline(inside, at.deeper()),
            Kind::Open(Bracket::Sub) => {
                let inside = self.trimmed(inside);
                match statement_end(self.text, self.tokens, inside.start) >= inside.end {
                    true => self.pipeline(inside, at.deeper()),
                    false => self.hole(&(start..end)),
                }
            }
            _ => self.hole(&(start..end)),
        }
    }

    /// `@( … )`: the values of its statements, one after the other.
    fn array(&self, start: usize, end: usize, at: At) -> Literal {
        let inside = start + 1..end.saturating_sub(1).max(start + 1);
        let mut elements = Vec::new();
        let mut incomplete = false;
        let mut from = inside.start;
        while from < inside.end {
            if matches!(self.kind(from), Some(Kind::Newline | Kind::Semicolon)) {
                from += 1;
                continue;
            }
            let to = statement_end(self.text, self.tokens, from).clamp(from + 1, inside.end);
            let statement = from..to;
            let commas = self.split(&statement, |_, kind| kind == Kind::Comma).len() > 1;
            match self.pipeline(statement, at) {
                // What a statement gives is unrolled into the array.
                Literal::Array(array) => {
                    incomplete |= array.incomplete;
                    elements.extend(array.elements.iter().cloned());
                }
                hole @ Literal::Hole(..) if !commas => {
                    incomplete = true;
                    elements.push((hole, None));
                }
                value => elements.push((value, None)),
            }
            from = to;
        }
        let span = self.span(&(start..end));
        let open = self.tokens[start].span;
        let close = self.tokens.get(end - 1).map_or(Span::gap(span.end), |token| token.span);
        Literal::Array(Rc::new(Array { span, open, close, notation: &POWERSHELL, elements, incomplete }))
    }

    /// A string, with what expands in it.
    pub(super) fn string(&self, span: Span, inner: Span, quoting: Quoting, at: At) -> Text {
        let expands =
            matches!(quoting, Quoting::PowerShellDouble | Quoting::PowerShellHereDouble | Quoting::PowerShellBare);
        if !expands || memchr::memchr(b'$', inner.of(self.text).as_bytes()).is_none() {
            return Text::literal(span, inner, quoting, &POWERSHELL);
        }
        let pieces = strings::pieces(self.text, inner);
        if let [Piece::Words(_)] = pieces.as_slice() {
            return Text::literal(span, inner, quoting, &POWERSHELL);
        }
        let mut text = Text { span, ..Text::default() };
        for piece in pieces {
            match piece {
                Piece::Words(span) => text.parts.push(Part::Words { span, quoting }),
                Piece::Expression(span) => match self.simple(span) {
                    Some(name) => self.expand(&mut text, name, span, at),
                    None => text.parts.extend(Text::hole(inside_expression(span).of(self.text), span).parts),
                },
                Piece::Variable(span, name) => self.expand(&mut text, name, span, at),
            }
            if text.parts.len() > MOST_PARTS {
                return Text::hole("", span);
            }
        }
        text
    }

    /// The name of the variable, if `$( … )` holds no more than one.
    fn simple(&self, span: Span) -> Option<Span> {
        let inner = inside_expression(span);
        let words = inner.of(self.text);
        let trimmed = words.trim();
        let start = inner.start + crate::text::offset(words.len() - words.trim_start().len());
        let (length, name) = trimmed.starts_with('$').then(|| strings::variable_length(trimmed))??;
        let place = |at: usize| start + crate::text::offset(at);
        (length == trimmed.len()).then(|| Span::new(place(name.start), place(name.end)))
    }

    /// Adds the value of a variable to a text.
    fn expand(&self, text: &mut Text, name: Span, span: Span, at: At) {
        let position = self.tokens.partition_point(|token| token.span.end <= span.start);
        let value = self.of_variable(name.of(self.text), position, at.deeper());
        match value {
            Some(Literal::Text(value)) if value.made.is_none() && !is_gap(self.text, span, &value) => {
                text.parts.extend(value.parts.iter().cloned())
            }
            Some(Literal::Number(number, _)) => text.parts.push(Part::Known { text: number, span }),
            _ => text.parts.extend(Text::hole(name.of(self.text), span).parts),
        }
    }

    fn variable(&self, at: usize, place: At) -> Literal {
        let token = self.tokens[at];
        let name = variable_name(token.inner.of(self.text));
        match name.as_str() {
            "true" => return Literal::Bool(true, token.span),
            "false" => return Literal::Bool(false, token.span),
            "null" => return Literal::Null(token.span),
            _ => {}
        }
        match self.of_variable(token.inner.of(self.text), at, place.deeper()) {
            Some(Literal::Text(text)) => {
                // What else the variable is used for nobody knows here.
                let mut text = (*text).clone();
                text.word = None;
                Literal::Text(Rc::new(text))
            }
            Some(value) => value,
            None => Literal::hole(token.inner.of(self.text), token.span),
        }
    }
}

/// What is in `$( … )`.
fn inside_expression(span: Span) -> Span {
    Span::new(span.start + 2, span.end.saturating_sub(1).max(span.start + 2))
}

fn number(words: &str, span: Span) -> Literal {
    let is_json = serde_json::from_str::<serde_json::Number>(words).is_ok();
    if is_json { Literal::Number(words.into(), span) } else { Literal::hole(words, span) }
}
