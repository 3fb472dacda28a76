//! What stands ahead in the text: whether a string can end or begin there, and where. Nothing is read. How far one looks is
//! bounded, so that the cost stays linear.

use super::lexer::{HORIZON, Lexer};
use super::marks::is_mark;
use super::spaces;
use super::token::Bracket;
use crate::json::MAX_DEPTH;

/// How many quotes inside a string are taken for its words.
pub(super) const MAX_INNER_QUOTES: usize = 32;

/// Whether a `"` at `at` can close a string: what follows is the end of the line or structure.
pub(super) fn closes_value(lexer: &Lexer<'_>, at: usize) -> bool {
    lexer.text.as_bytes().get(at) == Some(&b'"') && ends_string(lexer, at + 1)
}

/// Whether what is at `at`, after a quote, can follow a string. A comma counts only where it can separate: before
/// another value or key, or at the end of the line.
pub(super) fn ends_string(lexer: &Lexer<'_>, at: usize) -> bool {
    let mut behind = spaces::skip(near(lexer, at)).chars();
    match behind.next() {
        None | Some('\n' | '\r' | '}' | ']' | ')') => true,
        Some(':' | '：' | '＝') => !lexer.is_behind_colon(),
        Some('｝' | '］') => true,
        Some(',' | '，' | '、') => {
            let behind = spaces::skip(behind.as_str());
            let separates =
                |next| matches!(next, '{' | '[' | '}' | ']' | '\n' | '\r' | '-' | '0'..='9') || is_mark(next);
            behind.chars().next().is_none_or(separates) || names_key(behind)
        }
        Some('.') => is_lone_dot(spaces::skip(near(lexer, at))),
        _ => false,
    }
}

/// Whether a dot is here where a comma or a colon belongs: beside it on the keyboard, and with a string, an opener or
/// the end of the line after it.
pub(super) fn is_lone_dot(text: &str) -> bool {
    let behind = text.strip_prefix('.').map(spaces::skip);
    behind.is_some_and(|behind| behind.starts_with(['"', '{', '[', '\n', '\r']))
}

/// What is at `at`, as far as one looks.
pub(super) fn near<'a>(lexer: &Lexer<'a>, at: usize) -> &'a str {
    let rest = lexer.text.get(at..).unwrap_or_default();
    &rest[..rest.floor_char_boundary(HORIZON.min(rest.len()))]
}

/// The next `"` of this line at or after `from` that no backslash escapes.
pub(super) fn next_quote(lexer: &mut Lexer<'_>, from: usize) -> Option<usize> {
    let end = lexer.line_end();
    next_quote_before(lexer.text, from, end)
}

pub(super) fn next_quote_before(text: &str, from: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < end {
        match bytes[at..end].iter().position(|byte| matches!(byte, b'"' | b'\\')) {
            Some(found) if bytes[at + found] == b'"' => return Some(at + found),
            Some(found) => at += found + 2,
            None => return None,
        }
    }
    None
}

/// Whether a bare word that is followed by a colon, or a number or literal, is here.
pub(super) fn names_key(text: &str) -> bool {
    let length = text.find(|character: char| !is_name(character)).unwrap_or(text.len());
    let behind = text[length..].trim_start_matches(['"', '\'', ' ', '\t']);
    length > 0 && behind.starts_with(':')
}

pub(super) fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$' | '@' | '.' | '-')
}

/// Where a string that begins at `from` ends, if structure was swallowed before `to`: a colon after a key; a comma,
/// closers that fit what is open, or both, and the openers of what follows, after a value. `to`, less space, if nothing was.
pub(super) fn value_end(lexer: &Lexer<'_>, from: usize, to: usize) -> usize {
    let words = &lexer.text[from..to];
    if lexer.is_key_position()
        && let Some(colon) = words.find(':')
        && words[..colon].trim_end().chars().all(is_name)
        && colon > 0
    {
        return from + words[..colon].trim_end().len();
    }
    let trimmed = words.trim_end_matches(['{', '[', ' ', '\t']);
    let trimmed = if trimmed.ends_with(',') { trimmed } else { words.trim_end() };
    let body = trimmed.strip_suffix(',').unwrap_or(trimmed);
    let closers = body.trim_end_matches(['}', ']', ' ', '\t']).len().max(body.len().saturating_sub(MAX_DEPTH));
    let paired = |words: &str| words.matches('{').count() == words.matches('}').count();
    let fitting = (closers..body.len()).find(|&at| closes_all(&lexer.open, &body[at..]) && paired(&body[..at]));
    from + body[..fitting.unwrap_or(body.len())].trim_end().len()
}

/// Whether these closers close what is open, from the innermost on.
fn closes_all(open: &[Bracket], closers: &str) -> bool {
    let mut open = open.iter().rev();
    closers
        .chars()
        .filter(|character| !matches!(character, ' ' | '\t'))
        .all(|closer| open.next().is_some_and(|bracket| bracket.closer() == closer))
        && !closers.trim().is_empty()
}

/// Whether a string begins with the quote at `quote`: characters of a value stand right after it, and it is closed.
pub(super) fn starts_string(lexer: &mut Lexer<'_>, quote: usize) -> bool {
    let attached = near(lexer, quote + 1)
        .chars()
        .next()
        .is_some_and(|next| !matches!(next, ' ' | '\t' | ',' | '}' | ']' | ':' | '"' | '>' | '<'));
    attached && next_quote(lexer, quote + 1).is_some()
}

/// The `"` that closes a string which another mark opened at `inner`: the next one, if nothing before it is structure.
pub(super) fn plain_closer(lexer: &Lexer<'_>, inner: usize) -> Option<usize> {
    let near = near(lexer, inner);
    let length = near.find(['"', '{', '}', '[', ']', '\n', '\r'])?;
    let plain = length > 0 && !near[..length].contains('\\');
    (plain && closes_value(lexer, inner + length)).then_some(inner + length)
}
