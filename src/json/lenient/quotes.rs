//! Strings, and quotation marks that are wrong, lost, doubled or displaced.
//!
//! A closing quote is believed where what follows it can follow a string. Otherwise the line is searched for the reading
//! in which one quotation mark is at fault.

use std::ops::Range;

use super::content;
use super::displaced;
use super::lexer::{HORIZON, Lexer};
use super::token::{Bracket, TokenKind};
use crate::json::strict;
use crate::json::{MAX_DEPTH, QuoteFault, SyntaxErrorKind};
use crate::text::{Edit, offset};

/// Reads the string that begins with `"` here.
pub(super) fn read(lexer: &mut Lexer<'_>) {
    let start = lexer.at;
    if let Some((end, _)) = strict::string_end(lexer.text.as_bytes(), start) {
        if displaced::read(lexer, end) {
            return;
        }
        if fits(lexer, start, end) {
            return lexer.push(TokenKind::String(None), end);
        }
    }
    match next_quote(lexer, start + 1) {
        Some(quote) if fits(lexer, start, quote + 1) => finish(lexer, quote + 1),
        Some(quote) => out_of_step(lexer, quote),
        None => unclosed(lexer),
    }
}

/// Whether a character is used as a quotation mark, but none of JSON's.
pub(super) fn is_odd_quote(character: char) -> bool {
    matches!(character, '\'' | '`' | '´') || is_smart(character)
}

fn is_smart(character: char) -> bool {
    is_smart_double(character) || matches!(character, '‘' | '’' | '‚' | '‛')
}

fn is_smart_double(character: char) -> bool {
    matches!(character, '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂')
}

/// Whether a `"` at `at` can close a string: what follows is the end of the line or structure.
pub(super) fn closes_value(lexer: &Lexer<'_>, at: usize) -> bool {
    lexer.text.as_bytes().get(at) == Some(&b'"') && ends_string(lexer, at + 1)
}

/// Whether what stands at `at`, behind a quote, can follow a string. A comma counts only where it can separate: before
/// another value or key, or at the end of the line.
pub(super) fn ends_string(lexer: &Lexer<'_>, at: usize) -> bool {
    let mut behind = near(lexer, at).trim_start_matches([' ', '\t']).chars();
    match behind.next() {
        None | Some('\n' | '\r' | '}' | ']' | ')') => true,
        Some(':') => !lexer.is_behind_colon(),
        Some(',') => {
            let behind = behind.as_str().trim_start_matches([' ', '\t']);
            let separates = |next| {
                matches!(next, '"' | '\'' | '{' | '[' | '}' | ']' | '\n' | '\r' | '-' | '0'..='9') || is_smart(next)
            };
            behind.chars().next().is_none_or(separates) || names_key(behind)
        }
        Some('.') => is_lone_dot(near(lexer, at).trim_start_matches([' ', '\t'])),
        _ => false,
    }
}

/// Whether a dot stands here where a comma or a colon belongs: beside it on the keyboard, and with a string, an opener or
/// the end of the line behind it.
pub(super) fn is_lone_dot(text: &str) -> bool {
    let behind = text.strip_prefix('.').map(|behind| behind.trim_start_matches([' ', '\t']));
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
    let trimmed = behind.trim_start_matches([' ', '\t']);
    let attached = trimmed.len() == behind.len();
    let Some(next) = trimmed.chars().next() else { return true };
    let key = lexer.is_key_position();
    match next {
        '\n' | '\r' | ',' | '}' | ']' | ')' | ':' | '=' | ';' => true,
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

fn is_single(character: char) -> bool {
    matches!(character, '\'' | '`' | '´')
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
fn value_end(lexer: &Lexer<'_>, from: usize, to: usize) -> usize {
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
    lexer.syntax_error(kind, span, Some(other), vec![Edit::insert(gap.start, "\"")], false);
    push_inner(lexer, start + 1..end, end);
}

/// Adds a string whose words are not its value: what stands in `inner` is. It ends at `end`.
pub(super) fn push_inner(lexer: &mut Lexer<'_>, inner: Range<usize>, end: usize) {
    let value = content::read(lexer, inner.clone(), '"').value.unwrap_or_else(|| content::plain(&lexer.text[inner]));
    lexer.push(TokenKind::String(Some(value)), end);
}

/// How many quotes inside a string are taken for its words.
const MAX_INNER_QUOTES: usize = 32;

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
fn plain_closer(lexer: &Lexer<'_>, inner: usize) -> Option<usize> {
    let near = near(lexer, inner);
    let length = near.find(['"', '{', '}', '[', ']', '\n', '\r'])?;
    let plain = length > 0 && !near[..length].contains('\\');
    (plain && closes_value(lexer, inner + length)).then_some(inner + length)
}

/// Reads a string in other quotation marks.
pub(super) fn read_odd(lexer: &mut Lexer<'_>, opening: char) {
    let start = lexer.at;
    let width = opening.len_utf8();
    // Two apostrophes look like a quotation mark.
    let doubled = is_single(opening)
        && lexer.text[start + width..].starts_with(opening)
        && !ends_string(lexer, start + 2 * width);
    let inner = start + if doubled { 2 * width } else { width };
    let line_end = lexer.line_end();
    let smart = is_smart(opening);
    let matches = |character: char| match opening {
        '\'' | '´' => matches!(character, '\'' | '´' | '’'),
        '`' => matches!(character, '`' | '\''),
        _ if is_smart_double(opening) => is_smart_double(character) || character == '"',
        _ => matches!(character, '‘' | '’' | '‚' | '‛' | '\''),
    };
    let mut escaped = false;
    let mut closers = lexer.text[inner..line_end].char_indices().filter(|&(_, character)| {
        let closes = matches(character) && !escaped;
        escaped = character == '\\' && !escaped;
        closes
    });
    let first = closers.next();
    let chosen = first
        .into_iter()
        .chain(closers.take(MAX_INNER_QUOTES))
        .find(|&(at, character)| ends_string(lexer, inner + at + character.len_utf8()))
        .or(first);
    let opening_span = lexer.span(start, inner);
    if is_single(opening)
        && let Some(close) = plain_closer(lexer, inner)
        && chosen.is_none_or(|(length, _)| close < inner + length)
    {
        let kind = SyntaxErrorKind::MisplacedQuote(QuoteFault::Unlike);
        lexer.syntax_error(kind, opening_span, None, vec![Edit::replace(opening_span, "\"")], false);
        return push_inner(lexer, inner..close, close + 1);
    }
    let kind = if smart { SyntaxErrorKind::SmartQuote } else { SyntaxErrorKind::SingleQuotedString };
    let Some((length, closing)) = chosen else {
        if !lexer.is_behind_colon() && !lexer.is_key_position() {
            return lexer.push(TokenKind::Junk, inner);
        }
        let end = value_end(lexer, inner, line_end);
        let edits = vec![Edit::replace(opening_span, "\""), Edit::insert(offset(end), "\"")];
        lexer.syntax_error(SyntaxErrorKind::UnclosedString, opening_span, Some(lexer.span(end, end)), edits, false);
        let value = content::plain(&lexer.text[inner..end]);
        return lexer.push(TokenKind::String(Some(value)), end);
    };
    let end = inner + length + closing.len_utf8();
    let twice = doubled && lexer.text[inner..inner + length].ends_with(opening);
    let close = inner + length - if twice { width } else { 0 };
    let read = content::read(lexer, inner..close, opening);
    let mut edits = vec![Edit::replace(opening_span, "\"")];
    edits.extend(read.edits);
    edits.push(Edit::replace(lexer.span(close, end), "\""));
    // Quotes are found before escapes are.
    edits.sort();
    // A `"` inside may be the true beginning or end, and the odd mark a sign hit beside its key; a pair of them is quoted.
    let plain = lexer.text[inner..close].matches('"').count();
    let certain = plain == 0 || !smart && plain.is_multiple_of(2);
    lexer.syntax_error(kind, lexer.span(start, end), None, edits, certain);
    let value = read.value.unwrap_or_else(|| content::plain(&lexer.text[inner..close]));
    lexer.push(TokenKind::String(Some(value)), end);
}
