//! The rules of the group `syntax`, one file each.
//!
//! Nearly every rule reports one kind of syntax error, so it is a loop over the errors of its kind.

mod byte_order_mark;
mod comment;
mod conflict_marker;
mod control_character;
mod double_encoded_body;
mod duplicate_key;
mod ellipsis;
mod exotic_whitespace;
mod foreign_format;
mod foreign_literal;
mod invalid_escape;
mod invalid_number;
mod lone_surrogate;
mod mismatched_bracket;
mod misplaced_quote;
mod missing_colon;
mod missing_comma;
mod missing_value;
mod nesting_too_deep;
mod not_utf8;
mod single_quoted_string;
mod smart_quote;
mod stray_bracket;
mod stray_character;
mod too_many_errors;
mod trailing_comma;
mod trailing_content;
mod unclosed_bracket;
mod unclosed_string;
mod unexpected_token;
mod unquoted_key;
mod unquoted_value;
mod wrong_container;
mod wrong_separator;

use crate::finding::{Fix, Severity};
use crate::json::{Kind, Node, SyntaxError, SyntaxErrorKind, parse};
use crate::rule::{Context, Rule};
use crate::text::{Span, excerpt, offset};

/// The rules of the group.
pub(crate) static RULES: &[Rule] = &[
    missing_colon::RULE,
    missing_comma::RULE,
    trailing_comma::RULE,
    wrong_separator::RULE,
    comment::RULE,
    single_quoted_string::RULE,
    smart_quote::RULE,
    unquoted_key::RULE,
    unquoted_value::RULE,
    foreign_literal::RULE,
    invalid_number::RULE,
    invalid_escape::RULE,
    control_character::RULE,
    lone_surrogate::RULE,
    unclosed_string::RULE,
    unclosed_bracket::RULE,
    mismatched_bracket::RULE,
    stray_bracket::RULE,
    missing_value::RULE,
    ellipsis::RULE,
    trailing_content::RULE,
    misplaced_quote::RULE,
    wrong_container::RULE,
    stray_character::RULE,
    unexpected_token::RULE,
    duplicate_key::RULE,
    exotic_whitespace::RULE,
    byte_order_mark::RULE,
    not_utf8::RULE,
    double_encoded_body::RULE,
    foreign_format::RULE,
    conflict_marker::RULE,
    nesting_too_deep::RULE,
    too_many_errors::RULE,
];

/// Why the service cares: the first sentence of help for whatever makes a body something else than JSON.
pub(crate) const UNREADABLE: &str =
    "The service rejects a body that is not valid JSON: 400, \"Unable to read JSON request payload\".";

/// The syntax errors for which `part` has an answer, each with it.
fn syntax_errors_of<'a, T>(
    context: &Context<'a>,
    part: impl Fn(&'a SyntaxErrorKind) -> Option<T>,
) -> impl Iterator<Item = (&'a SyntaxError, T)> {
    context.syntax_errors().iter().filter_map(move |syntax_error| Some((syntax_error, part(&syntax_error.kind)?)))
}

/// The repair of a syntax error, if one is known, as safe as the reader says. A guess says that it is one.
fn repair(syntax_error: &SyntaxError, title: impl Into<String>) -> Option<Fix> {
    let title = title.into();
    if syntax_error.certain {
        return Fix::safe(title, syntax_error.edits.clone());
    }
    let only_loses_text = matches!(syntax_error.kind, SyntaxErrorKind::Comment | SyntaxErrorKind::Ellipsis);
    let title = if only_loses_text { title } else { format!("probably {title}") };
    Fix::guess(title, syntax_error.edits.clone())
}

/// Whether a sign that is missing is before the words that it belongs after it.
fn is_early(syntax_error: &SyntaxError) -> bool {
    syntax_error.edits.len() > 1
}

/// How bad a departure from JSON is, and the first sentence of help for it. The service's own reader takes strings in single
/// quotes and names without quotes (OData's source keeps both for compatibility), and nobody else reads the body of a
/// script; a file of JSON or a page is read by other programs too.
fn ceiling(context: &Context<'_>, is_taken: bool) -> (Severity, &'static str) {
    if is_taken && context.container().is_script() {
        (Severity::Warning, "Graph's own reader lets it pass, but it is not JSON, and other readers reject it.")
    } else {
        (Severity::Error, UNREADABLE)
    }
}

/// The words at `span`, quoted for a sentence.
fn quoted(context: &Context<'_>, span: Span) -> String {
    quote(context.words(span))
}

/// Words of a user, quoted for a sentence.
fn quote(words: &str) -> String {
    format!("`{}`", excerpt(words, 48))
}

/// Where the first token at or after `at` stands: a string on one line, a run of word characters, or a single sign. A
/// gap at the end where there is none.
fn token_behind(context: &Context<'_>, at: u32) -> Span {
    let rest = Span::new(at, offset(context.text().len())).of(context.text());
    let token = rest.trim_start();
    let start = at + offset(rest.len() - token.len());
    let length = match token.chars().next() {
        None => 0,
        Some('"') => match token[1..].find(['"', '\n', '\r']) {
            Some(end) if token[1 + end..].starts_with('"') => end + 2,
            Some(end) => end + 1,
            None => token.len(),
        },
        Some(first) if word(first) => token.find(|character| !word(character)).unwrap_or(token.len()),
        Some(first) => first.len_utf8(),
    };
    Span::new(start, start + offset(length))
}

fn word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '@' | '$')
}

/// A line number in words: the line on which the byte at `at` stands.
fn line(context: &Context<'_>, at: u32) -> String {
    format!("line {}", context.line(at))
}

/// The closing bracket that belongs to an opening one, or a closing one itself.
fn closer(bracket: char) -> char {
    match bracket {
        '{' | '}' => '}',
        '[' | ']' => ']',
        other => other,
    }
}

/// The body, if it is one string that holds a JSON object or array, with what it holds.
fn encoded_body<'a>(context: &Context<'a>) -> Option<(Node<'a>, String)> {
    let root = context.document()?.tree.root()?;
    let text = root.string()?.into_owned();
    // What it holds may be broken in turn: that is reported for the unpacked text.
    let inner = parse(&text, Span::whole(&text));
    let holds_body = text.trim_start().starts_with(['{', '['])
        && inner.tree.root().is_some_and(|node| matches!(node.kind(), Kind::Object | Kind::Array));
    holds_body.then_some((root, text))
}
