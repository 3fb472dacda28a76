//! Strings that an operator joins, `"a" + "b"`, as a program writes a long one.

use super::lexer::Lexer;
use super::look_ahead::near;
use super::marks::is_mark;
use super::spaces;
use super::token::TokenKind;
use crate::json::{SyntaxErrorKind, strict};
use crate::text::{Edit, unescape};

/// How many strings are joined at most.
const MOST: usize = 32;

/// Reads the string from here to `end` if others are joined to it. Whether it was.
pub(crate) fn read(lexer: &mut Lexer<'_>, end: usize) -> bool {
    let bytes = lexer.text.as_bytes();
    let first = lexer.at..end;
    let mut parts = Vec::from_iter([first]);
    let mut last = end;
    while parts.len() < MOST
        && let Some(next) = operand(lexer, last)
        && let Some((end, _)) = strict::string_end(bytes, next)
    {
        parts.push(next..end);
        last = end;
    }
    if parts.len() == 1 {
        return false;
    }
    let gaps = parts.windows(2).map(|pair| lexer.span(pair[0].end - 1, pair[1].start + 1));
    let edits: Vec<Edit> = gaps.map(Edit::delete).collect();
    let value: String = parts.iter().map(|part| unescape(&lexer.text[part.start + 1..part.end - 1])).collect();
    let operator = lexer.text[end..].find('+').map_or(end, |at| end + at);
    let span = lexer.span(operator, operator + 1);
    let whole = lexer.span(lexer.at, last);
    lexer.syntax_error(SyntaxErrorKind::UnexpectedToken, span, Some(whole), edits, false);
    lexer.push(TokenKind::String(Some(value.into())), last);
    true
}

/// Whether the words have a `+` between two quotation marks.
pub(super) fn has_operator(words: &str) -> bool {
    let mut signs = words.match_indices('+');
    signs.any(|(at, _)| words[..at].trim_end().ends_with(is_mark) && words[at + 1..].trim_start().starts_with(is_mark))
}

/// Where the string begins that a `+` after `at` joins.
fn operand(lexer: &Lexer<'_>, at: usize) -> Option<usize> {
    let near = near(lexer, at);
    let behind = spaces::skip_lines(near).strip_prefix('+')?;
    let next = spaces::skip_lines(behind);
    next.starts_with('"').then(|| at + near.len() - next.len())
}
