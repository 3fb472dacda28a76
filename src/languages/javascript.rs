//! JavaScript and TypeScript, with JSX.

mod clients;
mod functions;
mod lexer;
mod outline;
mod sdk;

use super::expressions::{self, Dialect};
use super::{Encodings, KnownClient, Language, Script};
use crate::text::Span;
use crate::text::notation::JAVASCRIPT;

pub(super) static LANGUAGE: Language = Language {
    name: "JavaScript",
    extensions: &["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"],
    interpreters: &["node", "nodejs", "bun", "deno", "ts-node", "tsx"],
    fences: &["javascript", "js", "jsx", "typescript", "ts", "tsx"],
    encodings: Encodings::Utf8,
    comment: ("// ", ""),
    read,
};

static DIALECT: Dialect = Dialect {
    notation: &JAVASCRIPT,
    python: false,
    selves: &["this"],
    prefixes: &["await"],
    operators: &["function", "async", "typeof", "instanceof", "in", "of", "void", "delete", "yield", "class"],
    alternatives: &["||", "??"],
    annotations: &["as", "satisfies"],
    function: functions::function,
    method: functions::method,
    object: functions::object,
    cut: lexer::cut,
    outline: outline::read,
    call: clients::call,
};

fn read(text: &str, span: Span, clients: &[KnownClient]) -> Script {
    expressions::read(text, span, clients, &DIALECT)
}
