//! What Python and JavaScript have in common: tokens with paired brackets, an outline of names and calls, and the values of
//! expressions.
//!
//! A language cuts its text into [`token::Token`]s and reads the [`outline::Outline`] out of them; [`values::Values`] then finds
//! the values of what is asked for, and of nothing else. What differs is in its [`Dialect`].

pub(super) mod arguments;
pub(super) mod collections;
mod operands;
pub(super) mod operators;
pub(super) mod outline;
pub(super) mod requests;
pub(super) mod suffixes;
pub(super) mod token;
mod urls;
pub(super) mod values;
mod variables;

use self::suffixes::Called;
use self::values::{At, Values};
use super::Literal;
use crate::text::Span;
use crate::text::notation::Notation;

/// What tells two languages apart, as far as values go.
#[derive(Debug)]
pub(super) struct Dialect {
    /// How literals are written.
    pub(super) notation: &'static Notation,
    /// Whether `a, b` in parentheses is a list, strings in a row are one, and `%` fills a text.
    pub(super) python: bool,
    /// What stands for the object of a method.
    pub(super) selves: &'static [&'static str],
    /// Names before a value that leave it as it is.
    pub(super) prefixes: &'static [&'static str],
    /// Names between two values, or before one, whose result is not known.
    pub(super) operators: &'static [&'static str],
    /// Operators that give the second value where there is no first one.
    pub(super) alternatives: &'static [&'static str],
    /// Names that end a value: what is behind them is a type.
    pub(super) annotations: &'static [&'static str],
    /// The value of a call of a function, by its path; none if it is not known.
    pub(super) function: fn(&Values<'_>, &str, &Called<'_>, At) -> Option<Literal>,
    /// The value of a call of a method of a value; none if it is not known.
    pub(super) method: fn(&Values<'_>, &Literal, &str, &Called<'_>, At) -> Option<Literal>,
    /// The object between two braces.
    pub(super) object: fn(&Values<'_>, usize, usize, At) -> Literal,
    /// The JSON form of a number as the language writes it.
    pub(super) number: fn(&str) -> Option<String>,
}

/// The statements in which `places` lie: of those inside each other, the innermost. `statements` are in the order of their
/// beginnings.
pub(super) fn innermost(values: &Values<'_>, places: impl Iterator<Item = usize>) -> Vec<Span> {
    let statements = &values.outline.statements;
    let around = places.filter_map(|place| {
        let begun = statements.partition_point(|statement| statement.start <= place);
        // The nearest one that begins before it is nearly always the one.
        statements[..begun].iter().rev().take(64).find(|statement| place < statement.end)
    });
    let mut found: Vec<_> = around.map(|statement| values.span(statement)).collect();
    found.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    found.dedup();
    let mut innermost: Vec<Span> = Vec::new();
    for span in found {
        while innermost.last().is_some_and(|last| last.contains(span)) {
            innermost.pop();
        }
        innermost.push(span);
    }
    innermost
}
