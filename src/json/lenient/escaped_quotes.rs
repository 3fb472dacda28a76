//! Quotation marks that a backslash robs of their meaning: `\"x\"`, `"x\",`.

use super::content::push_inner;
use super::lexer::{HORIZON, Lexer};
use super::look_ahead::ends_string;
use crate::json::{QuoteFault, SyntaxErrorKind};
use crate::text::Edit;

/// Reads a string whose quotation marks are escaped, `\"x\"`, as what a shell or a program of strings
/// leaves. Whether one is here.
pub(crate) fn read(lexer: &mut Lexer<'_>) -> bool {
    let start = lexer.at;
    let line = lexer.line_from(start);
    let Some(inner) = line.strip_prefix("\\\"") else { return false };
    let Some(length) = inner.find('"') else { return false };
    let Some(words) = inner[..length].strip_suffix('\\') else { return false };
    let end = start + 2 + length + 1;
    if words.ends_with('\\') || !ends_string(lexer, end) {
        return false;
    }
    let close = start + 2 + words.len();
    let (opening, closing) = (lexer.span(start, start + 1), lexer.span(close, close + 1));
    let kind = SyntaxErrorKind::MisplacedQuote(QuoteFault::Escaped);
    let edits = vec![Edit::delete(opening), Edit::delete(closing)];
    lexer.syntax_error(kind, opening, Some(closing), edits, false);
    push_inner(lexer, start + 2..close, end);
    true
}

/// Where a `\"` is between `from` and `to` that can close a string: its backslash is one too many.
pub(super) fn escaped_closer(lexer: &Lexer<'_>, from: usize, to: usize) -> Option<usize> {
    let to = to.min(lexer.text.floor_char_boundary((from + HORIZON).min(lexer.text.len())));
    let words = &lexer.text[from..to];
    let (at, _) = words.match_indices("\\\"").next()?;
    (at > 0 && !words[..at].ends_with('\\') && ends_string(lexer, from + at + 2)).then_some(from + at)
}

pub(super) fn close_with_escaped(lexer: &mut Lexer<'_>, backslash: usize) {
    let span = lexer.span(backslash, backslash + 1);
    let kind = SyntaxErrorKind::MisplacedQuote(QuoteFault::Escaped);
    lexer.syntax_error(kind, span, None, vec![Edit::delete(span)], false);
    push_inner(lexer, lexer.at + 1..backslash, backslash + 2);
}
