//! Strings, and quotation marks that are wrong, lost, doubled or displaced.
//!
//! A closing quote is believed where what follows it can follow a string. Otherwise the line is searched for the reading
//! in which one quotation mark is at fault.

use std::ops::Range;

use super::content;
use super::displaced;
use super::escaped_quotes::{close_with_escaped, escaped_closer};
use super::joined;
use super::lexer::{HORIZON, Lexer};
use super::marks::{is_mark, is_odd_mark, is_single, is_smart, is_smart_double};
use super::spaces;
use super::token::{Bracket, TokenKind};
use crate::json::strict;
use crate::json::{MAX_DEPTH, QuoteFault, SyntaxErrorKind};
use crate::text::{Edit, Span, offset};

/// Reads the string that begins with `"` here.
pub(super) fn read(lexer: &mut Lexer<'_>) {
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

/// The end of quotation marks of another kind that stand right behind the string from `start` to `end`, before something
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

/// Whether a `"` at `at` can close a string: what follows is the end of the line or structure.
pub(super) fn closes_value(lexer: &Lexer<'_>, at: usize) -> bool {
    lexer.text.as_bytes().get(at) == Some(&b'"') && ends_string(lexer, at + 1)
}

/// Whether what stands at `at`, behind a quote, can follow a string. A comma counts only where it can separate: before
/// another value or key, or at the end of the line.
pub(super) fn ends_string(lexer: &Lexer<'_>, at: usize) -> bool {
    let mut behind = spaces::skip(near(lexer, at)).chars();
    match behind.next() {
        None | Some('\n' | '\r' | '}' | ']' | ')') => true,
        Some(':' | '：' | '＝') => !lexer.is_behind_colon(),
        Some('｝' | '］') => true,
        Some(',' | '，' | '、') => {
            let behind = spaces::skip(behind.as_str());
            let separates = |next| {
                matches!(next, '"' | '\'' | '{' | '[' | '}' | ']' | '\n' | '\r' | '-' | '0'..='9') || is_smart(next)
            };
            behind.chars().next().is_none_or(separates) || names_key(behind)
        }
        Some('.') => is_lone_dot(spaces::skip(near(lexer, at))),
        _ => false,
    }
}

/// Whether a dot stands here where a comma or a colon belongs: beside it on the keyboard, and with a string, an opener or
/// the end of the line behind it.
pub(super) fn is_lone_dot(text: &str) -> bool {
    let behind = text.strip_prefix('.').map(spaces::skip);
    behind.is_some_and(|behind| behind.starts_with(['"', '{', '[', '\n', '\r']))
}

pub(super) fn near<'a>(lexer: &Lexer<'a>, at: usize) -> &'a str {
    let rest = lexer.text.get(at..).unwrap_or_default();
    &rest[..rest.floor_char_boundary(HORIZON.min(rest.len()))]
}

/// The next `"` of this line at or behind `from` that no backslash escapes.
pub(super) fn next_quote(lexer: &mut Lexer<'_>, from: usize) -> Option<usize> {
    let end = lexer.line_end();
    next_quote_before(lexer.text, from, end)
}

fn next_quote_before(text: &str, from: usize, end: usize) -> Option<usize> {
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
        _ if attached => false,
        _ if key => true,
        _ => names_key(trimmed),
    }
}

fn is_blank(lexer: &Lexer<'_>, start: usize, end: usize) -> bool {
    end == start + 2 || lexer.text[start + 1..end - 1].trim().is_empty()
}

/// Whether a bare word that is followed by a colon, or a number or literal, stands here.
pub(super) fn names_key(text: &str) -> bool {
    let length = text.find(|character: char| !is_name(character)).unwrap_or(text.len());
    let behind = text[length..].trim_start_matches(['"', '\'', ' ', '\t']);
    length > 0 && behind.starts_with(':')
}

pub(super) fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$' | '@' | '.' | '-')
}

/// Ends the string at `end`, behind its quote, and looks at what is in it.
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

/// Where a string that begins at `from` ends, if structure was swallowed before `to`: a colon behind a key; a comma,
/// closers that fit what is open, or both, and the openers of what follows, behind a value. `to`, less space, if nothing was.
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

/// Whether a string begins with the quote at `quote`: characters of a value stand right behind it, and it is closed.
fn starts_string(lexer: &mut Lexer<'_>, quote: usize) -> bool {
    let attached = near(lexer, quote + 1)
        .chars()
        .next()
        .is_some_and(|next| !matches!(next, ' ' | '\t' | ',' | '}' | ']' | ':' | '"' | '>' | '<'));
    attached && next_quote(lexer, quote + 1).is_some()
}

fn missing_closing_quote(lexer: &mut Lexer<'_>, end: usize, kind: SyntaxErrorKind) {
    let start = lexer.at;
    let gap = lexer.span(end, end);
    let opening = lexer.span(start, start + 1);
    let (span, other) = if kind == SyntaxErrorKind::UnclosedString { (opening, gap) } else { (gap, opening) };
    // Where the text was cut off, a quotation mark makes no value of it.
    let cut = lexer.text[start + 1..end].ends_with(['…']) || lexer.text[start + 1..end].ends_with("...");
    let edits = if cut { Vec::new() } else { vec![Edit::insert(gap.start, "\"")] };
    lexer.syntax_error(kind, span, Some(other), edits, false);
    push_inner(lexer, start + 1..end, end);
}

/// Adds a string whose words are not its value: what stands in `inner` is. It ends at `end`.
pub(super) fn push_inner(lexer: &mut Lexer<'_>, inner: Range<usize>, end: usize) {
    let value = content::read(lexer, inner.clone(), '"').value.unwrap_or_else(|| content::plain(&lexer.text[inner]));
    lexer.push(TokenKind::String(Some(value)), end);
}

/// How many quotes inside a string are taken for its words.
pub(super) const MAX_INNER_QUOTES: usize = 32;

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

/// The `"` that closes a string which another mark opened at `inner`: the next one, if nothing before it is structure.
pub(super) fn plain_closer(lexer: &Lexer<'_>, inner: usize) -> Option<usize> {
    let near = near(lexer, inner);
    let length = near.find(['"', '{', '}', '[', ']', '\n', '\r'])?;
    let plain = length > 0 && !near[..length].contains('\\');
    (plain && closes_value(lexer, inner + length)).then_some(inner + length)
}
