//! What stands between the quotes of a string: escapes that are none, raw control characters, inner quotes.

use std::ops::Range;

use super::lexer::Lexer;
use crate::json::SlipKind;
use crate::json::tree::{escape, unescape};
use crate::text::Edit;

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
    let text = lexer.text;
    let mut content = Content::default();
    let mut value: Option<String> = None;
    let mut at = inner.start;
    // Up to here everything is in `value`, if there is one.
    let mut done = inner.start;
    let name = is_distinguished_name(&text[inner.clone()]);
    while let Some(found) =
        text.as_bytes()[at..inner.end].iter().position(|&byte| byte == b'\\' || byte < 0x20 || byte == b'"')
    {
        at += found;
        match text.as_bytes()[at] {
            b'"' if quote != '"' => {
                content.edits.push(Edit::insert(crate::text::offset(at), "\\"));
                at += 1;
            }
            b'"' => at += 1,
            b'\\' => at += backslash(lexer, at..inner.end, quote, name, &mut content, &mut value, &mut done),
            _ => at += control(lexer, at),
        }
    }
    if let Some(mut value) = value {
        value.push_str(&unescape(&text[done..inner.end]));
        content.value = Some(value.into());
    }
    content
}

/// Whether the words read as a distinguished name (RFC 4514): `CN=…,OU=…`.
fn is_distinguished_name(words: &str) -> bool {
    let upper = words.trim_start().get(..3).map(str::to_ascii_uppercase);
    matches!(upper.as_deref(), Some("CN=" | "OU=" | "DC=" | "UID")) || words.contains(",DC=") || words.contains(",dc=")
}

/// A backslash: the bytes to go on by.
#[expect(clippy::too_many_arguments, reason = "one step of `read`, apart for its length only")]
fn backslash(
    lexer: &mut Lexer<'_>,
    range: Range<usize>,
    quote: char,
    distinguished_name: bool,
    content: &mut Content,
    value: &mut Option<String>,
    done: &mut usize,
) -> usize {
    let (text, at) = (lexer.text, range.start);
    let (character, length) = escape(&text[at..range.end]);
    if let Some(character) = character {
        let half = text[at..at + length].starts_with("\\u")
            && character == char::REPLACEMENT_CHARACTER
            && !text[at..at + length].eq_ignore_ascii_case("\\ufffd");
        if half {
            lexer.slip(SlipKind::LoneSurrogate, lexer.span(at, at + length), None, Vec::new(), false);
        }
        return length;
    }
    let next = text[at + 1..range.end].chars().next();
    let width = next.map_or(0, char::len_utf8);
    let mark = lexer.span(at, at + 1);
    if let Some(next) = next.filter(|&next| next == '\'' || next == quote) {
        // `\'` is how other languages write an apostrophe; the backslash says nothing.
        let value = value.get_or_insert_default();
        value.push_str(&unescape(&text[*done..at]));
        value.push(next);
        *done = at + 1 + width;
        if quote == '"' {
            lexer.slip(
                SlipKind::InvalidEscape { distinguished_name: false },
                lexer.span(at, *done),
                None,
                vec![Edit::delete(mark)],
                true,
            );
        } else {
            content.edits.push(Edit::delete(mark));
        }
    } else {
        let edits = vec![Edit::insert(mark.start, "\\")];
        lexer.slip(
            SlipKind::InvalidEscape { distinguished_name },
            lexer.span(at, at + 1 + width),
            None,
            edits,
            distinguished_name,
        );
    }
    1 + width
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
    lexer.slip(
        SlipKind::ControlCharacter(character),
        span,
        None,
        vec![Edit::replace(span, escaped)],
        character == '\t',
    );
    length
}
