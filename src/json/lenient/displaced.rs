//! Quotation marks that are beside the place where they belong: the hand was faster, or slower, by a sign or two.

use super::content::push_inner;
use super::lexer::Lexer;
use super::likeness::{begins_whole, completes, ends_whole, is_whole};
use super::look_ahead::{ends_string, is_name, names_key, near, next_quote};
use super::marks::is_mark;
use super::spaces;
use super::token::{Bracket, TokenKind};
use crate::json::strict;
use crate::json::{QuoteFault, SyntaxErrorKind};
use crate::text::{Edit, Span, offset};

/// How many letters a quotation mark is away from its place at most.
const REACH: usize = 2;

/// Whether the string from here to `end` is one that a quotation mark beside its place begins or ends; if so, reads it.
pub(crate) fn read(lexer: &mut Lexer<'_>, end: usize) -> bool {
    if let Some((at, sign)) = sign_taken_behind(lexer, end) {
        closing_behind_sign(lexer, at, end, sign);
    } else if let Some(sign) = sign_taken_before(lexer, end) {
        opening_before_sign(lexer, end, sign);
    } else if let Some(letters) = letters_left_behind(lexer, end) {
        closing_before_letters(lexer, end, letters);
    } else {
        return false;
    }
    true
}

/// The sign of structure that the string that ends at `end` took along, and where it is: the comma of `"x,"` with a key
/// after it, the colon of `"key:"` with a value after it, the closer of `"x}"` with the closer of the next container
/// after it. Space after the sign was taken along, too.
fn sign_taken_behind(lexer: &Lexer<'_>, end: usize) -> Option<(usize, TokenKind)> {
    let words = &lexer.text[lexer.at + 1..end - 1];
    let inner = words.trim_end_matches([' ', '\t']);
    let has_space = inner.len() < words.len();
    let last = inner.chars().next_back().filter(|_| inner.len() > 1)?;
    let at = lexer.at + inner.len();
    let behind = spaces::skip(near(lexer, end));
    let next = spaces::skip_lines(behind);
    let mut open = lexer.open.iter().rev();
    let sign = match last {
        ',' if lexer.is_behind_colon() => {
            // The mark before the key may have gone with the one after the value.
            let is_parted = behind.len() < near(lexer, end).len();
            let is_key =
                names_key(next) && (behind.starts_with(['\n', '\r']) || is_parted && lacks_opening(next)) && !has_space;
            (next.starts_with(is_mark) || is_key).then_some(TokenKind::Comma)
        }
        _ if has_space => None,
        ':' if lexer.is_key_position() => {
            let value = |first: char| matches!(first, '"' | '[' | '{' | '-') || first.is_alphanumeric();
            (inner[..inner.len() - 1].chars().all(is_name) && behind.starts_with(value)).then_some(TokenKind::Colon)
        }
        '}' | ']' if lexer.is_behind_colon() && !inner.contains(['{', '[']) => {
            let (own, outer) = (*open.next()?, *open.next()?);
            let element = next.strip_prefix(',').is_some_and(|next| spaces::skip_lines(next).starts_with(own.opener()));
            let follows = next.starts_with(outer.closer()) || outer == Bracket::Square && element;
            let taken = own.closer() == last && own != outer && follows;
            taken.then_some(TokenKind::Close(own))
        }
        _ => None,
    };
    Some((at, sign?))
}

/// Whether a name is here with a quotation mark after it and none before.
fn lacks_opening(text: &str) -> bool {
    let length = text.find(|character: char| !is_name(character)).unwrap_or(text.len());
    text[length..].starts_with('"')
}

fn closing_behind_sign(lexer: &mut Lexer<'_>, at: usize, end: usize, sign: TokenKind) {
    let (gap, quote) = (lexer.span(at, at), lexer.span(end - 1, end));
    let edits = vec![Edit::insert(gap.start, "\""), Edit::delete(quote)];
    lexer.syntax_error(SyntaxErrorKind::MisplacedQuote(QuoteFault::Displaced), quote, Some(gap), edits, false);
    push_inner(lexer, lexer.at + 1..at, at);
    lexer.push(sign, at + 1);
    lexer.at = end;
}

/// The sign of structure that the key from here to `end` took along: the brace of `"{name":` where only an object can
/// stand, the comma of `",name":` after a value.
fn sign_taken_before(lexer: &Lexer<'_>, end: usize) -> Option<TokenKind> {
    let inner = &lexer.text[lexer.at + 1..end - 1];
    let name = inner.get(1..).filter(|name| !name.is_empty() && name.chars().all(is_name))?;
    let key = spaces::skip(near(lexer, end)).starts_with(':');
    let last = lexer.tokens.last().map(|token| &token.kind);
    let sign = match inner.strip_suffix(name)? {
        "{" if lexer.open.last() != Some(&Bracket::Curly) || lexer.is_behind_colon() => TokenKind::Open(Bracket::Curly),
        "," if matches!(
            last,
            Some(TokenKind::Close(_) | TokenKind::String(_) | TokenKind::Unsure | TokenKind::Word)
        ) =>
        {
            TokenKind::Comma
        }
        _ => return None,
    };
    key.then_some(sign)
}

fn opening_before_sign(lexer: &mut Lexer<'_>, end: usize, sign: TokenKind) {
    let start = lexer.at;
    let (quote, gap) = (lexer.span(start, start + 1), lexer.span(start + 2, start + 2));
    let edits = vec![Edit::delete(quote), Edit::insert(gap.start, "\"")];
    lexer.syntax_error(SyntaxErrorKind::MisplacedQuote(QuoteFault::Displaced), quote, Some(gap), edits, false);
    lexer.at += 1;
    lexer.push(sign, start + 2);
    let name = lexer.text[start + 2..end - 1].into();
    lexer.push(TokenKind::String(Some(name)), end);
}

/// How many letters are after the quote before `end` that belong before it: `"parameter"s:`, `"Use"r }`.
fn letters_left_behind(lexer: &Lexer<'_>, end: usize) -> Option<usize> {
    let behind = near(lexer, end);
    let letters = behind.find(|character: char| !character.is_alphanumeric()).unwrap_or(behind.len());
    let filled = end > lexer.at + 2;
    (filled && (1..=REACH).contains(&letters) && ends_string(lexer, end + letters)).then_some(letters)
}

fn closing_before_letters(lexer: &mut Lexer<'_>, end: usize, letters: usize) {
    let inner = lexer.at + 1..end - 1;
    let joined = format!("{}{}", &lexer.text[inner.clone()], &lexer.text[end..end + letters]);
    let is_key = spaces::skip(near(lexer, end + letters)).starts_with(':');
    if !is_key && !is_whole(&joined) {
        // The letters may be astray, and then they are not part of the value.
        let letters_behind = &lexer.text[end..end + letters];
        if !ends_whole(&lexer.text[inner.clone()], letters_behind) && letters_behind.is_ascii() {
            return unsure(lexer, lexer.span(end - 1, end), end + letters);
        }
        let span = lexer.span(end, end + letters);
        let edits = vec![Edit::delete(span)];
        lexer.syntax_error(SyntaxErrorKind::StrayCharacter { fence: false }, span, None, edits, false);
        return push_inner(lexer, inner, end + letters);
    }
    let (quote, to) = (lexer.span(end - 1, end), end + letters);
    let gap = lexer.span(to, to);
    let edits = vec![Edit::delete(quote), Edit::insert(gap.start, "\"")];
    lexer.syntax_error(SyntaxErrorKind::MisplacedQuote(QuoteFault::Displaced), quote, Some(gap), edits, false);
    lexer.push(TokenKind::String(Some(joined.into())), to);
}

/// A value up to `end` with the mark `quote` beside letters that may belong to it, or be astray.
fn unsure(lexer: &mut Lexer<'_>, quote: Span, end: usize) {
    let kind = SyntaxErrorKind::MisplacedQuote(QuoteFault::Displaced);
    lexer.syntax_error(kind, quote, None, Vec::new(), false);
    lexer.push(TokenKind::Unsure, end);
}

/// Whether the word from here to `end` is the beginning of a string whose quotation mark came late:
/// `r"uleId":`. If so, reads it.
pub(super) fn read_late_opening(lexer: &mut Lexer<'_>, end: usize) -> bool {
    let start = lexer.at;
    let word = &lexer.text[start..end];
    let own_value = strict::is_number(word) && !lexer.is_behind_colon();
    let short = word.len() <= REACH && word.chars().all(char::is_alphanumeric) && !own_value;
    if !short || lexer.text.as_bytes().get(end) != Some(&b'"') {
        return false;
    }
    let Some(closer) = next_quote(lexer, end + 1) else { return false };
    if closer == end + 1 || !ends_string(lexer, closer + 1) {
        return false;
    }
    let joined = format!("{word}{}", &lexer.text[end + 1..closer]);
    if lexer.is_behind_colon() && !completes(word, &lexer.text[end + 1..closer]) {
        if begins_whole(&lexer.text[end + 1..closer], word) {
            let span = lexer.span(start, end);
            let edits = vec![Edit::delete(span)];
            lexer.syntax_error(SyntaxErrorKind::StrayCharacter { fence: false }, span, None, edits, false);
            push_inner(lexer, end + 1..closer, closer + 1);
        } else {
            unsure(lexer, lexer.span(end, end + 1), closer + 1);
        }
        return true;
    }
    let (gap, quote) = (lexer.span(start, start), lexer.span(end, end + 1));
    let edits = vec![Edit::insert(gap.start, "\""), Edit::delete(quote)];
    lexer.syntax_error(SyntaxErrorKind::MisplacedQuote(QuoteFault::Displaced), quote, Some(gap), edits, false);
    lexer.push(TokenKind::String(Some(joined.into())), closer + 1);
    true
}

/// A quote with nothing after it on its line: it belongs before the key on the next one, or nowhere.
pub(super) fn before_line_end(lexer: &mut Lexer<'_>, line_end: usize) {
    let span = lexer.span(lexer.at, lexer.at + 1);
    let below = near(lexer, line_end);
    let key = below.trim_start();
    let length = key.find(|character: char| !is_name(character)).unwrap_or(0);
    let start = line_end + below.len() - key.len();
    let is_key = length > 0 && key[length..].starts_with('"') && spaces::skip(&key[length + 1..]).starts_with(':');
    let mut edits = vec![Edit::delete(span)];
    if is_key {
        edits.push(Edit::insert(offset(start), "\""));
    }
    lexer.syntax_error(
        SyntaxErrorKind::MisplacedQuote(QuoteFault::Displaced),
        span,
        is_key.then(|| lexer.span(start, start)),
        edits,
        false,
    );
    lexer.at += 1;
    if is_key {
        lexer.go_to(start);
        let value = key[..length].into();
        lexer.push(TokenKind::String(Some(value)), start + length + 1);
    }
}
