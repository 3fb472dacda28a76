//! Python 3.

mod clients;
mod functions;
mod lexer;
mod outline;

use super::expressions::values::Values;
use super::expressions::{Dialect, innermost};
use super::{KnownClient, Language, Script};
use crate::text::Span;
use crate::text::notation::PYTHON;

/// The language.
pub(super) static LANGUAGE: Language = Language {
    name: "Python",
    extensions: &["py", "pyw"],
    interpreters: &["python"],
    fences: &["python", "py", "python3"],
    comment: ("# ", ""),
    read,
};

static DIALECT: Dialect = Dialect {
    notation: &PYTHON,
    python: true,
    selves: &["self", "cls"],
    prefixes: &["await"],
    operators: &["if", "else", "and", "or", "not", "in", "is", "lambda", "yield", "for", "async"],
    alternatives: &["or"],
    annotations: &[],
    function: functions::function,
    method: functions::method,
    object: functions::dict,
    number: functions::number,
};

fn read(text: &str, span: Span, clients: &[KnownClient]) -> Script {
    let mut cut = lexer::cut(text, span, false);
    let mut outline = outline::read(text, &cut.tokens);
    if cut.unclosed {
        // One quote is lost: the reading that sees more calls is the right one.
        let again = lexer::cut(text, span, true);
        let outlined = outline::read(text, &again.tokens);
        if outlined.calls.len() > outline.calls.len() {
            (cut, outline) = (again, outlined);
        }
    }
    let values = Values::new(text, &cut.tokens, &outline, &DIALECT);
    let mut places: Vec<usize> = outline.events.iter().map(|event| event.at).collect();
    let mut calls = Vec::new();
    for site in &outline.calls {
        if let Some(call) = clients::call(&values, site, clients) {
            calls.push(call);
            places.push(site.open);
        }
    }
    calls.sort_by_key(|call| (call.span.start, call.span.end));
    let statements = if calls.is_empty() { Vec::new() } else { innermost(&values, places.into_iter()) };
    Script { calls, comments: cut.comments, statements }
}
