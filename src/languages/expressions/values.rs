//! Values of expressions, as far as they are certain before the script runs.
//!
//! An expression is a range of tokens; brackets are paired, so that each level of nesting is looked at by itself, a fixed number
//! of times. How deep that goes, and how much is done for one script, is bounded: what lies beyond is a hole.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::Range;

use super::Dialect;
use super::outline::Outline;
use super::token::{Bracket, Kind, Token};
use crate::languages::{DEPTH, Literal, Object, Text};
use crate::text::Span;

/// Parts of one text: more are a hole. Texts that double each other grow without a bound.
pub(super) const MOST_PARTS: usize = 500;

#[derive(Debug)]
pub(in crate::languages) struct Values<'t> {
    pub(in crate::languages) text: &'t str,
    pub(in crate::languages) tokens: &'t [Token],
    pub(in crate::languages) outline: &'t Outline,
    pub(in crate::languages) dialect: &'static Dialect,
    /// Values of variables that are known already, by the number of the last event.
    pub(super) known: RefCell<HashMap<usize, Option<Literal>>>,
    /// The functions that are evaluated with values of their parameters, the innermost last.
    pub(super) entered: RefCell<Vec<Entered>>,
    /// Steps that may still be taken.
    fuel: Cell<usize>,
}

/// A function that is evaluated with values of its parameters.
#[derive(Debug)]
pub(super) struct Entered {
    scope: usize,
    /// The values by the tokens of the parameters.
    given: HashMap<usize, Literal>,
    /// Values of variables in it, as in [`Values::known`].
    known: HashMap<usize, Option<Literal>>,
}

/// Where an expression stands: in which scope, and how deep one is in others.
#[derive(Clone, Copy, Debug)]
pub(in crate::languages) struct At {
    pub(in crate::languages) scope: usize,
    pub(in crate::languages) depth: usize,
}

impl At {
    pub(in crate::languages) fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

/// The operators of one level of an expression.
#[derive(Default)]
struct Level {
    plus: bool,
    percent: bool,
    comma: bool,
    assign: Option<usize>,
    alternative: Option<usize>,
    /// The last `&&` or `and`.
    conjunction: Option<usize>,
    /// What is between a value and its condition: `?` or `if`.
    condition: Option<usize>,
    /// Whether it is a function or a comprehension.
    function: bool,
    other: bool,
}

impl<'t> Values<'t> {
    pub(in crate::languages) fn new(
        text: &'t str,
        tokens: &'t [Token],
        outline: &'t Outline,
        dialect: &'static Dialect,
    ) -> Self {
        let fuel = Cell::new(1_000_000 + 16 * tokens.len());
        Self { text, tokens, outline, dialect, known: RefCell::default(), entered: RefCell::default(), fuel }
    }

    /// Evaluates what is in the function of a scope with these values of its parameters, until it is left.
    pub(super) fn enter(&self, scope: usize, given: HashMap<usize, Literal>) {
        self.entered.borrow_mut().push(Entered { scope, given, known: HashMap::new() });
    }

    pub(super) fn leave(&self) {
        self.entered.borrow_mut().pop();
    }

    /// The value that a parameter is given, by its token.
    pub(super) fn argument(&self, parameter: usize) -> Option<Literal> {
        self.entered.borrow().iter().rev().find_map(|entered| entered.given.get(&parameter)).cloned()
    }

    /// What is known of the variable after an event already, where it is used in `scope`.
    pub(super) fn kept(&self, event: usize, scope: usize) -> Option<Option<Literal>> {
        let entered = self.entered.borrow();
        match entered.iter().rev().find(|entered| self.outline.is_inside(scope, entered.scope)) {
            Some(entered) => entered.known.get(&event).cloned(),
            None => self.known.borrow().get(&event).cloned(),
        }
    }

    /// Keeps what is known of the variable after an event.
    pub(super) fn keep(&self, event: usize, scope: usize, value: Option<Literal>) {
        let mut entered = self.entered.borrow_mut();
        match entered.iter_mut().rev().find(|entered| self.outline.is_inside(scope, entered.scope)) {
            Some(entered) => entered.known.insert(event, value),
            None => self.known.borrow_mut().insert(event, value),
        };
    }

    pub(in crate::languages) fn words(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    pub(in crate::languages) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The place of a token.
    pub(in crate::languages) fn place(&self, at: usize) -> Span {
        self.tokens.get(at).map_or(Span::default(), |token| token.span)
    }

    /// The place of tokens in the text.
    pub(in crate::languages) fn span(&self, range: &Range<usize>) -> Span {
        let range = self.trimmed(range.clone());
        match self.tokens.get(range) {
            Some([one]) => one.span,
            Some([first, .., last]) => first.span.join(last.span),
            _ => Span::default(),
        }
    }

    pub(in crate::languages) fn hole(&self, range: &Range<usize>) -> Literal {
        let span = self.span(range);
        Literal::hole(span.of(self.text), span)
    }

    /// Takes as many steps as there are tokens to be looked at; whether there were any left.
    pub(in crate::languages) fn steps(&self, tokens: usize) -> bool {
        let left = self.fuel.get();
        self.fuel.set(left.saturating_sub(1 + tokens));
        left > 0
    }

    /// Whether the members of an object may be copied into a new one. A copy costs more than a look at a token.
    pub(in crate::languages) fn can_spread(&self, more: &Object) -> bool {
        self.steps(8 * more.members.len())
    }

    /// Whether an object may be merged into another one, in which each of its names is looked for.
    pub(in crate::languages) fn can_merge(&self, object: &Object, more: &Object) -> bool {
        self.steps(more.members.len() * (1 + object.members.len() / 4))
    }

    /// The index after the group or token at `at`.
    pub(in crate::languages) fn behind(&self, at: usize, end: usize) -> usize {
        match (self.kind(at), self.tokens.get(at).and_then(|token| token.partner)) {
            (Some(Kind::Open(_)), Some(partner)) => partner as usize + 1,
            (Some(Kind::Open(_)), None) => end,
            _ => at + 1,
        }
    }

    /// What is between the bracket at `open` and the other one of it, which is the last token before `end`.
    pub(in crate::languages) fn inside(&self, open: usize, end: usize) -> Range<usize> {
        let is_closed = self.tokens.get(open).is_some_and(|token| token.partner.is_some());
        open + 1..(if is_closed { end.saturating_sub(1) } else { end }).max(open + 1)
    }

    /// The tokens of `range` without line ends around them.
    pub(in crate::languages) fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        range.end = range.end.min(self.tokens.len());
        while range.start < range.end && self.kind(range.start) == Some(Kind::Newline) {
            range.start += 1;
        }
        while range.start < range.end && self.kind(range.end - 1) == Some(Kind::Newline) {
            range.end -= 1;
        }
        range
    }

    /// The parts of `range` between the tokens at its level for which `parts` is true.
    pub(in crate::languages) fn split(
        &self,
        range: &Range<usize>,
        parts: impl Fn(usize, Kind) -> bool,
    ) -> Vec<Range<usize>> {
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

    /// The parts between commas, without an empty one at the end.
    pub(in crate::languages) fn items(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let range = self.trimmed(range.clone());
        let mut items = self.split(&range, |_, kind| kind == Kind::Comma);
        if items.last().is_some_and(Range::is_empty) {
            items.pop();
        }
        items
    }

    /// Whether a word at `at` is a name of the list, and no member.
    fn is_word(&self, at: usize, start: usize, list: &[&str]) -> bool {
        self.kind(at) == Some(Kind::Name)
            && list.contains(&self.words(at))
            && (at == start || self.kind(at - 1) != Some(Kind::Dot))
    }

    fn level(&self, range: &mut Range<usize>) -> Level {
        let dialect = self.dialect;
        let mut level = Level::default();
        let mut at = range.start;
        while at < range.end {
            match self.kind(at) {
                Some(Kind::Plus) if at > range.start => level.plus = true,
                Some(Kind::Percent) => level.percent = true,
                Some(Kind::Comma) => level.comma = true,
                Some(Kind::Assign) => level.assign = Some(at),
                Some(Kind::Name) if at > range.start && self.is_word(at, range.start, dialect.annotations) => {
                    range.end = at;
                    break;
                }
                Some(Kind::Name | Kind::Operator)
                    if at > range.start
                        && dialect.alternatives.contains(&self.words(at))
                        && self.kind(at - 1) != Some(Kind::Dot) =>
                {
                    level.alternative.get_or_insert(at);
                }
                Some(Kind::Name | Kind::Operator)
                    if at > range.start && self.words(at) == if dialect.python { "and" } else { "&&" } =>
                {
                    level.conjunction = Some(at);
                }
                Some(Kind::Name) if self.is_word(at, range.start, dialect.operators) => {
                    match self.words(at) {
                        "if" if at > range.start => level.condition = level.condition.or(Some(at)),
                        "lambda" | "for" | "function" | "yield" | "async" | "class" => level.function = true,
                        _ => {}
                    }
                    level.other = true;
                }
                // Signs before a number, and `!` after a value, change nothing that is known.
                Some(Kind::Operator) if at == range.start && self.words(at) == "-" => {}
                Some(Kind::Operator) if self.words(at) == "!" && at > range.start => {}
                Some(Kind::Operator) if self.words(at) == "<" => match self.behind_types(at, range.end) {
                    Some(behind) => {
                        at = behind;
                        continue;
                    }
                    None => level.other = true,
                },
                Some(Kind::Question) => {
                    level.condition = level.condition.or(Some(at));
                    level.other = true;
                }
                Some(Kind::Arrow) => {
                    level.function = true;
                    level.other = true;
                }
                Some(
                    Kind::Operator | Kind::Colon | Kind::Semicolon | Kind::Append | Kind::OtherAssign | Kind::Spread,
                ) => level.other = true,
                _ => {}
            }
            at = self.behind(at, range.end);
        }
        level
    }

    /// The index after the arguments for types that begin at `at`, if a call follows them: `post<User>(`.
    pub(in crate::languages) fn behind_types(&self, at: usize, end: usize) -> Option<usize> {
        if self.dialect.python {
            return None;
        }
        let (mut depth, mut index) = (0_usize, at);
        for _ in 0..48 {
            match (self.kind(index)?, self.words(index)) {
                (_, "<") => depth += 1,
                (_, ">") => depth = depth.checked_sub(1)?,
                (Kind::Name | Kind::Dot | Kind::Comma | Kind::Open(_) | Kind::String(_) | Kind::Number, _)
                | (_, "|" | "&") => {}
                _ => return None,
            }
            index = self.behind(index, end);
            if depth == 0 {
                return (index < end && self.kind(index) == Some(Kind::Open(Bracket::Paren))).then_some(index);
            }
            if index >= end {
                return None;
            }
        }
        None
    }

    /// The value of an expression, by the precedence of its operators.
    pub(in crate::languages) fn value(&self, range: Range<usize>, at: At) -> Literal {
        let mut range = self.trimmed(range);
        while range.start < range.end && self.is_word(range.start, range.start, self.dialect.prefixes) {
            range.start += 1;
        }
        if range.is_empty() || at.depth > DEPTH || !self.steps(range.len().min(64)) {
            return self.hole(&range);
        }
        // A name, a number or a string by itself.
        if range.len() == 1 {
            return self.operand(&range, at);
        }
        let level = self.level(&mut range);
        let deeper = at.deeper();
        if let Some(assign) = level.assign {
            return self.value(assign + 1..range.end, deeper);
        }
        if level.comma {
            return if self.dialect.python { self.tuple(&range, deeper) } else { self.hole(&range) };
        }
        if level.function {
            return self.hole(&range);
        }
        if let Some(condition) = level.condition {
            return self.conditional(&range, condition, deeper);
        }
        if let Some(alternative) = level.alternative.filter(|_| !level.other) {
            return self.alternative(&range, alternative, deeper);
        }
        if let Some(conjunction) = level.conjunction.filter(|_| level.alternative.is_none()) {
            let condition = range.start..conjunction;
            return match self.truth(&condition, deeper) {
                Some(false) => Literal::Null(self.span(&condition)),
                // Without it there is nothing.
                _ => self.value(conjunction + 1..range.end, deeper),
            };
        }
        if level.other {
            return self.hole(&range);
        }
        if level.plus {
            let operands = self.split(&range, |at, kind| kind == Kind::Plus && at > range.start);
            let mut operands = operands.into_iter().map(|operand| self.value(operand, deeper));
            let first = operands.next().unwrap_or_else(|| self.hole(&range));
            let span = self.span(&range);
            return operands.fold(first, |sum, operand| self.sum(&sum, &operand, span));
        }
        if level.percent {
            let operands = self.split(&range, |_, kind| kind == Kind::Percent);
            return match operands.as_slice() {
                [format, values] if self.dialect.python => self.percent(format.clone(), values.clone(), &range, deeper),
                _ => self.hole(&range),
            };
        }
        self.operand(&range, at)
    }

    /// `a || b`: of what is not known, a second text is a good guess where it is an address, and nothing else is.
    fn alternative(&self, range: &Range<usize>, operator: usize, at: At) -> Literal {
        let first = self.value(range.start..operator, at);
        match first {
            Literal::Null(_) => return self.value(operator + 1..range.end, at),
            Literal::Hole(..) => {}
            Literal::Text(ref text) if text.is_hole() => {}
            known => return known,
        }
        match self.value(operator + 1..range.end, at) {
            Literal::Text(text) if self.is_address(&text) => Literal::Text(text),
            _ => self.hole(range),
        }
    }

    /// Whether a text begins with a host.
    pub(in crate::languages) fn is_address(&self, text: &Text) -> bool {
        let value = text.value(self.text);
        value.starts_with("https://") || value.starts_with("http://")
    }

    /// Whether a name is at the level of `range`.
    pub(in crate::languages) fn has_word(&self, range: &Range<usize>, word: &str) -> bool {
        let mut at = range.start;
        while at < range.end {
            if self.kind(at) == Some(Kind::Name) && self.words(at) == word {
                return true;
            }
            at = self.behind(at, range.end);
        }
        false
    }
}
