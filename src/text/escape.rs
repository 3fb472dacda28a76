//! Escapes inside of strings (RFC 8259 section 7), read where valid and left alone where not.

use std::borrow::Cow;

/// The inside of a JSON string, unescaped as RFC 8259 section 7 has it. What is not a valid escape stays as it is; half
/// a surrogate pair becomes U+FFFD.
#[must_use]
pub fn unescape(inner: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        return Cow::Borrowed(inner);
    }
    let mut value = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        value.push_str(&rest[..at]);
        let (character, length) = escape(&rest[at..]);
        match character {
            Some(character) => value.push(character),
            None => value.push_str(&rest[at..at + length]),
        }
        rest = &rest[at + length..];
    }
    value.push_str(rest);
    Cow::Owned(value)
}

/// Reads the escape at the start of `text`, which is a backslash: the character it stands for, if it is an escape,
/// and its length in bytes.
#[must_use]
pub fn escape(text: &str) -> (Option<char>, usize) {
    let character = match text.as_bytes().get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode_escape(text),
        _ => return (None, 1),
    };
    (Some(character), 2)
}

fn unicode_escape(text: &str) -> (Option<char>, usize) {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let Some(first) = unit(0) else { return (None, 1) };
    if let Some(second) = unit(6)
        && let Some(Ok(character)) = char::decode_utf16([first, second]).next()
        && character as u32 > 0xFFFF
    {
        return (Some(character), 12);
    }
    (Some(char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER)), 6)
}
