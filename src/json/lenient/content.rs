//! What is between the quotes of a string: escapes that are none, raw control characters, inner quotes.

use std::ops::Range;

use super::control;
use super::lexer::Lexer;
use super::likeness::is_distinguished_name;
use super::token::TokenKind;
use crate::json::SyntaxErrorKind;
use crate::text::{Edit, escape, offset, unescape};

/// What reading the inside of a string gave.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// The value, where it is not what [`plain`] would say.
    pub(super) value: Option<Box<str>>,
    /// What has to change only because the string gets other quotation marks.
    pub(super) edits: Vec<Edit>,
}

/// The value of the inside of a string in which nothing is wrong.
pub(super) fn plain(inner: &str) -> Box<str> {
    unescape(inner).into()
}

/// Looks through the inside of a string whose quotation mark is `quote`, and records what is wrong there.
pub(crate) fn read(lexer: &mut Lexer<'_>, inner: Range<usize>, quote: char) -> Content {
    let bytes = lexer.text.as_bytes();
    let mut edits = Vec::new();
    // What is not part of the value: backslashes that say nothing, control characters in an id.
    let mut gone: Vec<Range<usize>> = Vec::new();
    let mut distinguished_name = None;
    let mut free_text = None;
    let mut at = inner.start;
    while let Some(found) = bytes[at..inner.end].iter().position(|&byte| byte == b'\\' || byte < 0x20 || byte == b'"') {
        at += found;
        match bytes[at] {
            b'"' => {
                if quote != '"' {
                    edits.push(Edit::insert(offset(at), "\\"));
                }
                at += 1;
            }
            b'\\' if escapes_quote(&lexer.text[at..inner.end], quote) => {
                let mark = lexer.span(at, at + 1);
                if quote == '"' {
                    let kind = SyntaxErrorKind::InvalidEscape { distinguished_name: false };
                    lexer.syntax_error(kind, lexer.span(at, at + 2), None, vec![Edit::delete(mark)], true);
                } else {
                    edits.push(Edit::delete(mark));
                }
                gone.push(at..at + 1);
                at += 2;
            }
            b'\\' => at += backslash(lexer, at, &inner, &mut distinguished_name),
            _ => {
                let words = *free_text.get_or_insert_with(|| is_free_text(lexer, &inner));
                let found = control::read(lexer, at, &inner, words);
                gone.extend(Some(found.clone()).filter(|_| !words));
                at = found.end;
            }
        }
    }
    if gone.is_empty() {
        return Content { value: None, edits };
    }
    let starts = std::iter::once(inner.start).chain(gone.iter().map(|gone| gone.end));
    let ends = gone.iter().map(|gone| gone.start).chain([inner.end]);
    let value: String = starts.zip(ends).map(|(start, end)| unescape(&lexer.text[start..end])).collect();
    Content { value: Some(value.into()), edits }
}

/// Whether a string is text for people, in which a tab may be meant: words with spaces between them. A key, an id and a
/// distinguished name have no control characters.
fn is_free_text(lexer: &Lexer<'_>, inner: &Range<usize>) -> bool {
    let words = &lexer.text[inner.clone()];
    // The indentation of a line below is none of its spaces.
    let spaced = words.lines().any(|line| line.trim().contains(' '));
    !lexer.is_key_position() && spaced && !is_distinguished_name(words)
}

/// Whether the backslash at the start of `words` escapes a quotation mark that needs none in JSON: `\'` is how
/// other languages write an apostrophe.
fn escapes_quote(words: &str, quote: char) -> bool {
    words[1..].starts_with('\'') || quote == '`' && words[1..].starts_with('`')
}

/// A backslash inside of `inner`: the bytes to go on by. Whether `inner` is a distinguished name is found out once.
fn backslash(lexer: &mut Lexer<'_>, at: usize, inner: &Range<usize>, name: &mut Option<bool>) -> usize {
    let words = &lexer.text[at..inner.end];
    let (character, length) = escape(words);
    let span = lexer.span(at, at + length);
    match character {
        Some(char::REPLACEMENT_CHARACTER)
            if words.starts_with("\\u") && !words[..length].eq_ignore_ascii_case("\\ufffd") =>
        {
            lexer.syntax_error(SyntaxErrorKind::LoneSurrogate, span, None, Vec::new(), false);
            length
        }
        Some(_) => length,
        None => {
            let length = 1 + words[1..].chars().next().map_or(0, char::len_utf8);
            let hexadecimal = words
                .strip_prefix("\\x")
                .and_then(|digits| digits.get(..2))
                .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
            let distinguished_name = *name.get_or_insert_with(|| is_distinguished_name(&lexer.text[inner.clone()]));
            let edits = match hexadecimal {
                Some(_) => vec![Edit::replace(lexer.span(at, at + 2), "\\u00")],
                None => vec![Edit::insert(span.start, "\\")],
            };
            let kind = SyntaxErrorKind::InvalidEscape { distinguished_name };
            lexer.syntax_error(kind, lexer.span(at, at + length), None, edits, distinguished_name);
            length
        }
    }
}

/// Adds a string whose words are not its value: what is in `inner` is. It ends at `end`.
pub(super) fn push_inner(lexer: &mut Lexer<'_>, inner: Range<usize>, end: usize) {
    let value = read(lexer, inner.clone(), '"').value.unwrap_or_else(|| plain(&lexer.text[inner]));
    lexer.push(TokenKind::String(Some(value)), end);
}
