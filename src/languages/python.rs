//! Python 3.

mod clients;
mod functions;
mod lexer;
mod outline;

use super::expressions::{self, Dialect};
use super::{Encodings, KnownClient, Language, Script};
use crate::text::Span;
use crate::text::notation::PYTHON;

pub(super) static LANGUAGE: Language = Language {
    name: "Python",
    extensions: &["py", "pyw"],
    interpreters: &["python"],
    fences: &["python", "py", "python3"],
    encodings: Encodings::Declared,
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
    cut: lexer::cut,
    outline: outline::read,
    call: clients::call,
};

fn read(text: &str, span: Span, clients: &[KnownClient]) -> Script {
    expressions::read(text, span, clients, &DIALECT)
}
