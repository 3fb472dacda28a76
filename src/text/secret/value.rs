//! How far a value reaches that stands behind its name.

use std::ops::Range;

/// A value, and how it is written.
#[derive(Debug)]
pub(super) struct Value {
    /// Without its quotation marks.
    pub(super) place: Range<usize>,
    pub(super) is_quoted: bool,
    /// It is a list of JSON; then the place is empty.
    pub(super) is_list: bool,
}

/// What ends a value without quotation marks.
fn ends(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '&' | ',' | ';' | '#' | '|' | '"' | '\'' | '`' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}'
        )
}

/// The value behind the sign that ends at `sign`.
pub(super) fn at(text: &str, sign: usize) -> Value {
    let start = text.len() - text[sign..].trim_start().len();
    if let Some(value) = quoted(text, start) {
        return value;
    }
    let is_list = text[start..].starts_with('[');
    let mut end = start;
    while let Some(character) = text[end..].chars().next() {
        // In a string of JSON, `/` and `+` may be escaped.
        let rest = &text[end..];
        let escape = if rest.starts_with("\\/") {
            2
        } else if rest.starts_with("\\u00")
            && rest.len() >= 6
            && !rest.starts_with("\\u0026")
            && rest.is_char_boundary(6)
        {
            6
        } else {
            0
        };
        if escape == 0 && (ends(character) || character == '\\') {
            break;
        }
        end += escape.max(character.len_utf8());
    }
    // A literal of JSON is no secret.
    let end = if matches!(&text[start..end], "null" | "true" | "false") { start } else { end };
    Value { place: start..end, is_quoted: false, is_list }
}

/// The rest of the line behind the sign of a header, or the string.
pub(super) fn line(text: &str, sign: usize) -> Value {
    let start = text.len() - text[sign..].trim_start_matches([' ', '\t']).len();
    let json = text.len() - text[start..].trim_start().len();
    if let Some(value) = quoted(text, json) {
        return value;
    }
    let is_list = text[json..].starts_with('[');
    let rest = &text[start..];
    // In a sentence its quotation ends it, and in a string of JSON an escape does.
    let end = rest.find(['\n', '\r', '`', '"', '\\']).unwrap_or(rest.len());
    Value { place: start..start + if is_list { 0 } else { end }, is_quoted: false, is_list }
}

/// The inside of the string that begins at `start`: in quotation marks of JSON, which may be escaped as often as the JSON
/// stands in a string itself, or in single ones.
fn quoted(text: &str, start: usize) -> Option<Value> {
    let bytes = text.as_bytes();
    let escapes = |at: usize| bytes[..at].iter().rev().take_while(|&&byte| byte == b'\\').count();
    let depth = bytes[start..].iter().take_while(|&&byte| byte == b'\\').count();
    let quote = *bytes.get(start + depth).filter(|byte| matches!(byte, b'"' | b'\''))?;
    let inside = start + depth + 1;
    let mut at = inside;
    let end = loop {
        let Some(next) = memchr::memchr2(quote, b'\n', &bytes[at..]).map(|length| at + length) else {
            break text.len();
        };
        let before = if next > inside { escapes(next).min(next - inside) } else { 0 };
        match depth {
            _ if bytes[next] == b'\n' => break next,
            0 if before % 2 == 0 => break next,
            1.. if before <= depth => break next - before,
            _ => at = next + 1,
        }
    };
    Some(Value { place: inside..end.max(inside), is_quoted: true, is_list: false })
}

/// What stands behind the scheme in the value of a header `Authorization`; all of it where there is no scheme.
pub(super) fn behind_scheme(text: &str, place: Range<usize>) -> Range<usize> {
    const SCHEMES: [&str; 6] = ["bearer", "basic", "digest", "negotiate", "ntlm", "dpop"];
    let words = &text[place.clone()];
    let scheme = words.find([' ', '\t']).unwrap_or(words.len());
    let is_scheme = SCHEMES.iter().any(|known| words[..scheme].eq_ignore_ascii_case(known));
    if scheme == words.len() && !is_scheme {
        return place;
    }
    let rest = words[scheme..].trim_start();
    place.end - rest.len()..place.end
}

/// Whether `words` are a gap that is filled in before sending: `{{token}}`, `{token}`, `<token>`, `$TOKEN`, `…`.
pub(super) fn is_gap(words: &str) -> bool {
    let words = words.trim();
    let is_name = |name: &str| {
        name.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | ':' | '(' | ')' | '{' | '}' | '.'))
    };
    words.is_empty()
        || words.starts_with('{') && words.contains('}')
        || words.starts_with('<') && words.contains('>')
        || words.strip_prefix('$').is_some_and(is_name)
        || words.starts_with(['…', '•'])
        || words.starts_with("...")
}
