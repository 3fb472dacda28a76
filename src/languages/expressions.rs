//! What Python and JavaScript have in common: tokens with paired brackets, an outline of names and calls, and the values of
//! expressions.
//!
//! A language cuts its text into [`token::Token`]s and reads the [`outline::Outline`] out of them; [`values::Values`] then finds
//! the values of what is asked for, and of nothing else. What differs is in its [`Dialect`].

pub(super) mod arguments;
pub(super) mod collections;
mod conditions;
mod named;
pub(super) mod number;
mod operands;
pub(super) mod operators;
pub(super) mod outline;
pub(crate) mod requests;
pub(super) mod suffixes;
pub(super) mod token;
mod urls;
pub(super) mod values;
mod variables;
mod wrappers;

use self::outline::{Outline, Site};
use self::suffixes::Called;
use self::token::{Cut, Token};
use self::values::{At, Values};
use super::{Call, KnownClient, Literal, Script, innermost, statement_around};
use crate::text::Span;
use crate::text::notation::Notation;

/// How languages differ in the syntax of values.
#[derive(Debug)]
pub(super) struct Dialect {
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
    /// Names that end a value: what is after them is a type.
    pub(super) annotations: &'static [&'static str],
    /// The value of a call of a function, by its path, or `None` if it is not known.
    pub(super) function: fn(&Values<'_>, &str, &Called<'_>, At) -> Option<Literal>,
    /// The value of a call of a method of a value, or `None` if it is not known.
    pub(super) method: fn(&Values<'_>, &Literal, &str, &Called<'_>, At) -> Option<Literal>,
    /// The object between two braces.
    pub(super) object: fn(&Values<'_>, usize, usize, At) -> Literal,
    /// Cuts what is at a place of a text into tokens. The other reading, in which every string ends with its line,
    /// is asked for by `true`.
    pub(super) cut: fn(&str, Span, bool) -> Cut,
    /// The outline of a text of these tokens.
    pub(super) outline: fn(&str, &[Token]) -> Outline,
    /// The request that a call sends, or `None` if it sends none.
    pub(super) call: fn(&Values<'_>, &Site, &[KnownClient]) -> Option<Call>,
}

/// Reads what is in `span`.
pub(crate) fn read(text: &str, span: Span, clients: &[KnownClient], dialect: &'static Dialect) -> Script {
    let mut cut = (dialect.cut)(text, span, false);
    let mut outline = (dialect.outline)(text, &cut.tokens);
    if cut.unclosed {
        // One quote is lost: the reading that sees more calls is the right one.
        let again = (dialect.cut)(text, span, true);
        let outlined = (dialect.outline)(text, &again.tokens);
        if outlined.calls.len() > outline.calls.len() {
            (cut, outline) = (again, outlined);
        }
    }
    let values = Values::new(text, &cut.tokens, &outline, dialect);
    let mut places: Vec<usize> = outline.events.iter().map(|event| event.at).collect();
    let mut calls = Vec::new();
    for (open, call) in wrappers::calls(&values, clients) {
        calls.push(call);
        places.push(open);
    }
    calls.sort_by_key(|call| (call.span.start, call.span.end));
    let around = |place| statement_around(&outline.statements, place).map(|statement| values.span(statement));
    let statements = if calls.is_empty() { Vec::new() } else { innermost(places.into_iter().filter_map(around)) };
    Script { calls, comments: cut.comments, statements, embedded: Vec::new() }
}
