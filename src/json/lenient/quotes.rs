//! Strings, and quotation marks that are wrong, lost, doubled or displaced.
//!
//! A closing quote is believed where what follows it can follow a string. Otherwise the line is searched for the reading
//! in which one quotation mark is at fault.

use std::ops::Range;

use super::content::{self, push_inner};
use super::displaced;
use super::escaped_quotes::{close_with_escaped, escaped_closer};
use super::joined;
use super::lexer::{HORIZON, Lexer};
use super::likeness::is_whole;
use super::look_ahead::{
    MAX_INNER_QUOTES, ends_string, is_lone_dot, is_name, names_key, near, next_quote, next_quote_before, starts_string,
    value_end,
};
use super::marks::{is_mark, is_odd_mark, is_single, is_smart_double};
use super::spaces;
use super::token::TokenKind;
use crate::json::strict;
use crate::json::{QuoteFault, SyntaxErrorKind};
use crate::text::{Edit, Span, offset};

/// Reads the string that begins with `"` here.
pub(crate) fn read(lexer: &mut Lexer<'_>) {
    let start = lexer.at;
    if let Some((end, _)) = strict::string_end(lexer.text.as_bytes(), start) {
        if displaced::read(lexer, end) || joined::read(lexer, end) {
            return;
        }
        if let Some(closing) = mark_behind(lexer, start, end) {
            surplus_mark(lexer, lexer.span(end, closing));
            return push_inner(lexer, start + 1..end - 1, closing);
        }
        if fits(lexer, start, end) {
            return whole(lexer, end);
        }
    }
    match next_quote(lexer, start + 1) {
        Some(quote) if fits(lexer, start, quote + 1) => finish(lexer, quote + 1),
        Some(quote) => out_of_step(lexer, quote),
        None => unclosed(lexer),
    }
}

/// The end of quotation marks of another kind that stand right after the string from `start` to `end`, before something
/// that can follow a string.
fn mark_behind(lexer: &Lexer<'_>, start: usize, end: usize) -> Option<usize> {
    let behind = near(lexer, end);
    let mark = behind.chars().next().filter(|&mark| is_odd_mark(mark))?;
    let closing = end + mark.len_utf8();
    (!is_blank(lexer, start, end) && ends_string(lexer, closing)).then_some(closing)
}

fn surplus_mark(lexer: &mut Lexer<'_>, mark: Span) {
    let kind = SyntaxErrorKind::MisplacedQuote(QuoteFault::Doubled);
    lexer.syntax_error(kind, mark, None, vec![Edit::delete(mark)], false);
}

/// Adds the string up to `end`, in which nothing is wrong but perhaps a mark of another kind at one of its ends.
fn whole(lexer: &mut Lexer<'_>, end: usize) {
    let words = &lexer.text[lexer.at + 1..end - 1];
    let first = words.chars().next().filter(|&mark| is_odd_mark(mark));
    let last = words.chars().next_back().filter(|&mark| is_odd_mark(mark));
    let lone = words.matches(is_mark).count() == 1 && words.chars().count() > 1 && !words.contains(' ');
    match (first, last) {
        (Some(mark), _) if lone => {
            let inner = lexer.at + 1 + mark.len_utf8();
            surplus_mark(lexer, lexer.span(lexer.at + 1, inner));
            push_inner(lexer, inner..end - 1, end);
        }
        (_, Some(mark)) if lone => {
            let inner_end = end - 1 - mark.len_utf8();
            surplus_mark(lexer, lexer.span(inner_end, end - 1));
            push_inner(lexer, lexer.at + 1..inner_end, end);
        }
        _ => lexer.push(TokenKind::String(None), end),
    }
}

/// Whether the string from `start` to `end` may end there, by what follows it.
fn fits(lexer: &Lexer<'_>, start: usize, end: usize) -> bool {
    let behind = near(lexer, end);
    let trimmed = spaces::skip(behind);
    let attached = trimmed.len() == behind.len();
    let Some(next) = trimmed.chars().next() else { return true };
    let key = lexer.is_key_position();
    match next {
        '\n' | '\r' | ',' | '}' | ']' | ')' | ':' | '=' | ';' => true,
        '：' | '＝' | '，' | '、' | '；' | '｝' | '］' => true,
        '{' | '[' => key && !is_blank(lexer, start, end) || !attached,
        '"' if attached => !ends_string(lexer, end + 1) || is_blank(lexer, start, end),
        '"' => true,
        '.' if is_lone_dot(trimmed) => true,
        '/' | '#' | '.' | '…' => !attached,
        _ if key && names(lexer, start, end) && is_colon_behind_junk(trimmed) => true,
        _ if attached => false,
        _ if key => true,
        _ => names_key(trimmed),
    }
}

/// Whether the string from `start` to `end` is a name.
fn names(lexer: &Lexer<'_>, start: usize, end: usize) -> bool {
    end > start + 2 && lexer.text[start + 1..end - 1].chars().all(is_name)
}

/// Whether a colon is here after signs that got in, or a comment.
fn is_colon_behind_junk(text: &str) -> bool {
    let comment = text.strip_prefix("<!--").and_then(|rest| Some(&rest[rest.find("-->")? + 3..]));
    let rest = comment.unwrap_or_else(|| text.trim_start_matches(['\u{FFFD}', '\0', '\\']));
    rest.len() < text.len() && spaces::skip(rest).starts_with(':')
}

fn is_blank(lexer: &Lexer<'_>, start: usize, end: usize) -> bool {
    end == start + 2 || lexer.text[start + 1..end - 1].trim().is_empty()
}

/// Ends the string at `end`, after its quote, and looks at what is in it.
fn finish(lexer: &mut Lexer<'_>, end: usize) {
    let value = content::read(lexer, lexer.at + 1..end - 1, '"').value;
    lexer.push(TokenKind::String(value), end);
}

/// The next quote of the line, at `quote`, cannot close this string.
fn out_of_step(lexer: &mut Lexer<'_>, quote: usize) {
    let start = lexer.at;
    let text = lexer.text;
    if quote == start + 1
        && let Some(closer) = next_quote(lexer, quote + 1)
        && ends_string(lexer, closer + 1)
    {
        return surplus(lexer, start, quote + 1..closer, closer + 1);
    }
    if ends_string(lexer, quote + 2) && text.as_bytes().get(quote + 1) == Some(&b'"') {
        return surplus(lexer, quote + 1, start + 1..quote, quote + 2);
    }
    if quote == start + 1
        && let Some(closer) = next_quote(lexer, quote + 1)
        && lexer.text.as_bytes().get(closer + 1) == Some(&b'"')
        && ends_string(lexer, closer + 2)
    {
        // Both marks are doubled.
        let (first, last) = (lexer.span(start, quote), lexer.span(closer, closer + 1));
        let edits = vec![Edit::delete(first), Edit::delete(last)];
        let kind = SyntaxErrorKind::MisplacedQuote(QuoteFault::Doubled);
        lexer.syntax_error(kind, first, Some(last), edits, false);
        return push_inner(lexer, quote + 1..closer, closer + 2);
    }
    if let Some(escaped) = escaped_closer(lexer, start + 1, quote) {
        return close_with_escaped(lexer, escaped);
    }
    if let Some(closer) = odd_closer(lexer, start + 1, quote) {
        return close_with_odd(lexer, closer);
    }
    let end = value_end(lexer, start + 1, quote);
    if !text[end..quote].trim().is_empty() && starts_string(lexer, quote) {
        return missing_closing_quote(lexer, end, SyntaxErrorKind::MisplacedQuote(QuoteFault::NoClosing));
    }
    inner_quotes(lexer, quote);
}

/// A doubled quotation mark, at `at`: the string is `inner`, and ends at `end`.
fn surplus(lexer: &mut Lexer<'_>, at: usize, inner: Range<usize>, end: usize) {
    let span = lexer.span(at, at + 1);
    lexer.syntax_error(
        SyntaxErrorKind::MisplacedQuote(QuoteFault::Doubled),
        span,
        None,
        vec![Edit::delete(span)],
        false,
    );
    push_inner(lexer, inner, end);
}

/// A quotation mark between `from` and `to` that is none of JSON's and can close this string: a typographic one, or a
/// single one, which may be doubled to look right.
fn odd_closer(lexer: &Lexer<'_>, from: usize, to: usize) -> Option<Range<usize>> {
    let to = to.min(lexer.text.floor_char_boundary((from + HORIZON).min(lexer.text.len())));
    let words = &lexer.text[from..to];
    words
        .char_indices()
        .filter(|&(at, character)| at > 0 && (is_smart_double(character) || is_single(character)))
        .filter(|&(at, _)| !words[..at].ends_with('\\'))
        .map(|(at, character)| {
            let end = at + character.len_utf8();
            let doubled = is_single(character) && words[end..].starts_with(character);
            from + at..from + if doubled { end + character.len_utf8() } else { end }
        })
        .find(|mark| ends_string(lexer, mark.end))
}

fn close_with_odd(lexer: &mut Lexer<'_>, mark: Range<usize>) {
    let span = lexer.span(mark.start, mark.end);
    let single = lexer.text[mark.clone()].starts_with(is_single);
    let kind = if single { SyntaxErrorKind::MisplacedQuote(QuoteFault::Unlike) } else { SyntaxErrorKind::SmartQuote };
    lexer.syntax_error(kind, span, None, vec![Edit::replace(span, "\"")], !single);
    push_inner(lexer, lexer.at + 1..mark.start, mark.end);
}

fn missing_closing_quote(lexer: &mut Lexer<'_>, end: usize, kind: SyntaxErrorKind) {
    let start = lexer.at;
    let gap = lexer.span(end, end);
    let opening = lexer.span(start, start + 1);
    let (span, other) = if kind == SyntaxErrorKind::UnclosedString { (opening, gap) } else { (gap, opening) };
    // Where the text was cut off, a quotation mark makes no value of it.
    let value = &lexer.text[start + 1..end];
    let is_last = lexer.text[end..].trim().is_empty() && lexer.is_behind_colon() && !lexer.open.is_empty();
    let cut = value.ends_with(['…']) || value.ends_with("...") || is_last && !is_whole(value);
    let edits = if cut { Vec::new() } else { vec![Edit::insert(gap.start, "\"")] };
    lexer.syntax_error(kind, span, Some(other), edits, false);
    push_inner(lexer, start + 1..end, end);
}

/// Quotes inside a string that are not escaped: it goes on to one that can close it. If there is none, the first closes.
fn inner_quotes(lexer: &mut Lexer<'_>, first: usize) {
    let mut inside = vec![first];
    let limit = first + HORIZON;
    let mut from = first + 1;
    while let Some(quote) = next_quote(lexer, from).filter(|&quote| quote < limit && inside.len() < MAX_INNER_QUOTES) {
        if ends_string(lexer, quote + 1) {
            let edits = inside.iter().map(|&at| Edit::insert(offset(at), "\\")).collect();
            let span = lexer.span(first, first + 1);
            lexer.syntax_error(SyntaxErrorKind::MisplacedQuote(QuoteFault::Unescaped), span, None, edits, false);
            let value = lexer.text[lexer.at + 1..quote].into();
            return lexer.push(TokenKind::String(Some(value)), quote + 1);
        }
        inside.push(quote);
        from = quote + 1;
    }
    finish(lexer, first + 1);
}

/// No quote is left on the line.
fn unclosed(lexer: &mut Lexer<'_>) {
    let start = lexer.at;
    let end = lexer.line_end();
    if let Some(escaped) = escaped_closer(lexer, start + 1, end) {
        return close_with_escaped(lexer, escaped);
    }
    if let Some(closer) = odd_closer(lexer, start + 1, end) {
        return close_with_odd(lexer, closer);
    }
    if let Some(closer) = closer_below(lexer, end) {
        let value = content::read(lexer, start + 1..closer, '"').value;
        return lexer.push(TokenKind::String(value), closer + 1);
    }
    if lexer.text[start + 1..end].trim().is_empty() && !lexer.is_behind_colon() {
        return displaced::before_line_end(lexer, end);
    }
    let end = value_end(lexer, start + 1, end);
    missing_closing_quote(lexer, end, SyntaxErrorKind::UnclosedString);
}

/// The quote that closes this string on a line below, if the lines between read as its words and not as JSON.
fn closer_below(lexer: &Lexer<'_>, line_end: usize) -> Option<usize> {
    let below = near(lexer, line_end);
    let length = next_quote_before(below, 0, below.len())?;
    let between = &below[..length];
    let structural = |character: char| matches!(character, '{' | '}' | '[' | ']');
    let quote = line_end + length;
    let words = !between.contains(structural) && !between.contains(": ") && lexer.is_behind_colon();
    (words && ends_string(lexer, quote + 1)).then_some(quote)
}
