//! Strings in quotation marks that are not JSON's: single, back quotes, typographic.

use std::ops::Range;

use super::content::{self, push_inner};
use super::joined;
use super::lexer::Lexer;
use super::look_ahead::{MAX_INNER_QUOTES, ends_string, names_key, near, plain_closer, value_end};
use super::marks::{is_guillemet, is_mark, is_pair, is_single, is_smart};
use super::spaces;
use super::token::TokenKind;
use crate::json::{QuoteFault, SyntaxErrorKind};
use crate::text::{Edit, Span, offset};

/// Reads a string whose quotation marks are not JSON's and begin with `opening`.
pub(crate) fn read(lexer: &mut Lexer<'_>, opening: char) {
    let start = lexer.at;
    let width = opening.len_utf8();
    if lexer.tokens.is_empty() && spaces::skip_lines(&lexer.text[start + width..]).starts_with(['{', '[']) {
        // A shell's or a script's quotation mark around the whole body.
        return lexer.push(TokenKind::Junk, start + width);
    }
    // Two apostrophes look like a quotation mark.
    let twice = lexer.text[start + width..].starts_with(opening) && !ends_string(lexer, start + 2 * width);
    let doubled = is_single(opening) && twice;
    let mut inner = start + if doubled { 2 * width } else { width };
    let opening_span = lexer.span(start, inner);
    if is_smart(opening) && twice {
        // The second mark is one too many.
        surplus(lexer, inner..inner + width);
        inner += width;
    }
    let chosen = closer(lexer, opening, inner);
    if is_single(opening)
        && let Some(close) = plain_closer(lexer, inner)
        && chosen.as_ref().is_none_or(|chosen| close < chosen.start)
    {
        let kind = SyntaxErrorKind::MisplacedQuote(QuoteFault::Unlike);
        lexer.syntax_error(kind, opening_span, None, vec![Edit::replace(opening_span, "\"")], false);
        return push_inner(lexer, inner..close, close + 1);
    }
    match chosen {
        Some(closing) if takes_comma(lexer, inner, &closing) => with_comma(lexer, opening_span, inner, closing),
        Some(closing) => closed(lexer, opening, opening_span, inner, closing, doubled),
        None => unclosed(lexer, opening_span, inner),
    }
}

/// The mark that closes a string which `opening` has opened before `inner`: the first one after which a string can
/// end, or else the first.
fn closer(lexer: &mut Lexer<'_>, opening: char, inner: usize) -> Option<Range<usize>> {
    let line_end = lexer.line_end().max(inner);
    let mut escaped = false;
    let mut closers = lexer.text[inner..line_end].char_indices().filter(|&(_, character)| {
        let closes = is_pair(opening, character) && !escaped;
        escaped = character == '\\' && !escaped;
        closes
    });
    let range = |(at, character): (usize, char)| inner + at..inner + at + character.len_utf8();
    let first = closers.next().map(range);
    let rest = closers.take(MAX_INNER_QUOTES).map(range);
    first
        .clone()
        .into_iter()
        .chain(rest)
        .find(|mark| ends_string(lexer, mark.end) || takes_comma(lexer, inner, mark))
        .or(first)
}

/// A mark at `at` is one too many.
fn surplus(lexer: &mut Lexer<'_>, at: Range<usize>) {
    let span = lexer.span(at.start, at.end);
    let kind = SyntaxErrorKind::MisplacedQuote(QuoteFault::Doubled);
    lexer.syntax_error(kind, span, None, vec![Edit::delete(span)], false);
}

/// Whether the comma after a value is before its closing mark, and another string comes next.
fn takes_comma(lexer: &Lexer<'_>, inner: usize, closing: &Range<usize>) -> bool {
    let words = &lexer.text[inner..closing.start];
    let next = spaces::skip_lines(near(lexer, closing.end));
    words.len() > 1 && words.ends_with(',') && lexer.is_behind_colon() && (next.starts_with(is_mark) || names_key(next))
}

fn with_comma(lexer: &mut Lexer<'_>, opening: Span, inner: usize, closing: Range<usize>) {
    let comma = closing.start - 1;
    let (gap, mark) = (lexer.span(comma, comma), lexer.span(closing.start, closing.end));
    let edits = vec![Edit::replace(opening, "\""), Edit::insert(gap.start, "\""), Edit::delete(mark)];
    lexer.syntax_error(SyntaxErrorKind::MisplacedQuote(QuoteFault::Displaced), mark, Some(gap), edits, false);
    push_inner(lexer, inner..comma, comma);
    lexer.push(TokenKind::Comma, comma + 1);
    lexer.at = closing.end;
}

fn closed(
    lexer: &mut Lexer<'_>,
    opening: char,
    opening_span: Span,
    mut inner: usize,
    mut closing: Range<usize>,
    doubled: bool,
) {
    let start = lexer.at;
    let end = closing.end;
    if doubled && lexer.text[inner..closing.start].ends_with(opening) {
        closing.start -= opening.len_utf8();
    } else if let Some(mark) = lexer.text[inner..closing.start].chars().next_back().filter(|&mark| {
        let words = &lexer.text[inner..closing.start];
        is_mark(mark) && words.len() > mark.len_utf8() && words.matches(is_mark).count() == 1
    }) {
        let at = closing.start - mark.len_utf8();
        surplus(lexer, at..closing.start);
        // What is left is to be changed by two edits that do not meet.
        return closed_at(lexer, opening, opening_span, start, inner..at, lexer.span(closing.start, end));
    }
    if is_guillemet(opening) {
        // Guillemets are set with spaces.
        let words = &lexer.text[inner..closing.start];
        let space = |character: char| matches!(character, ' ' | '\u{A0}' | '\u{202F}');
        let (lead, tail) = (words.len() - words.trim_start_matches(space).len(), words.trim_end_matches(space).len());
        if lead > 0 && tail > lead && tail < words.len() {
            closing.start = inner + tail;
            inner += lead;
            let opening_span = lexer.span(start, inner);
            return closed_at(
                lexer,
                opening,
                opening_span,
                start,
                inner..closing.start,
                lexer.span(closing.start, end),
            );
        }
    }
    closed_at(lexer, opening, opening_span, start, inner..closing.start, lexer.span(closing.start, end));
}

/// A string from `start` on, with its content and the places of its marks.
fn closed_at(
    lexer: &mut Lexer<'_>,
    opening: char,
    opening_span: Span,
    start: usize,
    inner: Range<usize>,
    closing: Span,
) {
    let smart = is_smart(opening);
    let kind = if smart { SyntaxErrorKind::SmartQuote } else { SyntaxErrorKind::SingleQuotedString };
    let read = content::read(lexer, inner.clone(), opening);
    let mut edits = vec![Edit::replace(opening_span, "\"")];
    edits.extend(read.edits);
    edits.push(Edit::replace(closing, "\""));
    // Quotes are found before escapes are.
    edits.sort();
    // A `"` inside may be the true beginning or end, and the odd mark a sign hit beside its key; a pair of them is quoted.
    let plain = lexer.text[inner.clone()].matches('"').count();
    let certain = plain == 0 || !smart && plain.is_multiple_of(2);
    let span = lexer.span(start, closing.end as usize);
    if joined::has_operator(&lexer.text[inner.clone()]) {
        // What several strings make together is in one: nothing is to be kept of the marks between them.
        lexer.syntax_error(SyntaxErrorKind::UnexpectedToken, span, None, Vec::new(), false);
    } else {
        lexer.syntax_error(kind, span, None, edits, certain);
    }
    let value = read.value.unwrap_or_else(|| content::plain(&lexer.text[inner]));
    lexer.push(TokenKind::String(Some(value)), closing.end as usize);
}

fn unclosed(lexer: &mut Lexer<'_>, opening: Span, inner: usize) {
    let key_or_value = lexer.is_behind_colon() || lexer.is_key_position();
    if !key_or_value || lexer.open.is_empty() && !lexer.tokens.is_empty() {
        return lexer.push(TokenKind::Junk, inner);
    }
    let line_end = lexer.line_end().max(inner);
    let end = value_end(lexer, inner, line_end);
    let edits = vec![Edit::replace(opening, "\""), Edit::insert(offset(end), "\"")];
    lexer.syntax_error(SyntaxErrorKind::UnclosedString, opening, Some(lexer.span(end, end)), edits, false);
    let value = content::plain(&lexer.text[inner..end]);
    lexer.push(TokenKind::String(Some(value)), end);
}
