//! What stands between the quotes of a string: escapes that are none, raw control characters, inner quotes.

use std::ops::Range;

use super::lexer::Lexer;
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
pub(super) fn read(lexer: &mut Lexer<'_>, inner: Range<usize>, quote: char) -> Content {
    let bytes = lexer.text.as_bytes();
    let mut edits = Vec::new();
    // Backslashes that say nothing: the value is what is left without them.
    let mut idle = Vec::new();
    let mut distinguished_name = None;
    let mut at = inner.start;
    while let Some(found) = bytes[at..inner.end].iter().position(|&byte| byte == b'\\' || byte < 0x20 || byte == b'"') {
        at += found;
        at += match bytes[at] {
            b'"' => {
                if quote != '"' {
                    edits.push(Edit::insert(offset(at), "\\"));
                }
                1
            }
            b'\\' if escapes_quote(&lexer.text[at..inner.end], quote) => {
                idle.push(at);
                2
            }
            b'\\' => backslash(lexer, at, &inner, &mut distinguished_name),
            _ => control(lexer, at),
        };
    }
    if idle.is_empty() {
        return Content { value: None, edits };
    }
    for &at in &idle {
        let mark = lexer.span(at, at + 1);
        if quote == '"' {
            let kind = SyntaxErrorKind::InvalidEscape { distinguished_name: false };
            lexer.syntax_error(kind, lexer.span(at, at + 2), None, vec![Edit::delete(mark)], true);
        } else {
            edits.push(Edit::delete(mark));
        }
    }
    let starts = std::iter::once(inner.start).chain(idle.iter().map(|&at| at + 1));
    let ends = idle.iter().copied().chain([inner.end]);
    let value: String = starts.zip(ends).map(|(start, end)| unescape(&lexer.text[start..end])).collect();
    Content { value: Some(value.into()), edits }
}

/// Whether the backslash at the start of `words` escapes a quotation mark that needs none in JSON: `\'` is how other
/// languages write an apostrophe.
fn escapes_quote(words: &str, quote: char) -> bool {
    words[1..].starts_with('\'') || quote == '`' && words[1..].starts_with('`')
}

/// Whether the words read as a distinguished name (RFC 4514): `CN=…,OU=…`.
fn is_distinguished_name(words: &str) -> bool {
    let first = words.trim_start().get(..3).map(str::to_ascii_uppercase);
    matches!(first.as_deref(), Some("CN=" | "OU=" | "DC=" | "UID")) || words.contains(",DC=") || words.contains(",dc=")
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

/// A raw control character: the bytes to go on by.
fn control(lexer: &mut Lexer<'_>, at: usize) -> usize {
    let rest = &lexer.text[at..];
    let (character, length, escaped) = match rest.as_bytes()[0] {
        b'\r' if rest.starts_with("\r\n") => ('\n', 2, "\\n".to_owned()),
        b'\n' => ('\n', 1, "\\n".to_owned()),
        b'\t' => ('\t', 1, "\\t".to_owned()),
        b'\r' => ('\r', 1, "\\r".to_owned()),
        byte => (char::from(byte), 1, format!("\\u{byte:04x}")),
    };
    let span = lexer.span(at, at + length);
    lexer.syntax_error(
        SyntaxErrorKind::ControlCharacter(character),
        span,
        None,
        vec![Edit::replace(span, escaped)],
        character == '\t',
    );
    length
}
