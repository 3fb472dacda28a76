//! Whether the service's reader takes a text as JSON. It is OData's, whose source accepts three things that RFC 8259 does not: strings
//! in single quotation marks, keys without any, and control characters in strings
//! (<https://github.com/OData/odata.net/blob/main/src/Microsoft.OData.Core/Json/JsonReader.cs>, marked as compatible with older versions).

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Value,
    /// A value, or the end of the array that was just opened.
    ValueOrEnd,
    /// A key, or the end of the object that was just opened.
    KeyOrEnd,
    Key,
    /// A comma, or the end of what is open; after the last value nothing.
    More,
}

/// Deeper nesting the reader does not take.
const DEPTH: usize = 100;

/// Whether the reader takes all of `text`. Linear, without recursion.
pub(super) fn is_read(text: &str) -> bool {
    let bytes = text.strip_prefix('\u{FEFF}').unwrap_or(text).as_bytes();
    // The brackets that are open, as what closes them.
    let mut open: Vec<u8> = Vec::new();
    let mut next = Next::Value;
    let mut at = 0;
    loop {
        while bytes.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
            at += 1;
        }
        let Some(&byte) = bytes.get(at) else { return next == Next::More && open.is_empty() };
        let rest = bytes.get(at..).unwrap_or_default();
        let closes = open.last() == Some(&byte);
        let length = match (next, byte) {
            (Next::Value | Next::ValueOrEnd, b'{' | b'[') => {
                open.push(byte + 2);
                next = if byte == b'{' { Next::KeyOrEnd } else { Next::ValueOrEnd };
                if open.len() > DEPTH { None } else { Some(1) }
            }
            (Next::ValueOrEnd | Next::KeyOrEnd | Next::More, b'}' | b']') if closes => {
                open.pop();
                next = Next::More;
                Some(1)
            }
            (Next::More, b',') if !open.is_empty() => {
                next = if open.last() == Some(&b'}') { Next::Key } else { Next::Value };
                Some(1)
            }
            (Next::Value | Next::ValueOrEnd, _) => {
                next = Next::More;
                value(rest)
            }
            (Next::Key | Next::KeyOrEnd, _) => {
                next = Next::Value;
                key(rest)
            }
            (Next::More, _) => None,
        };
        let Some(length) = length else { return false };
        at += length;
    }
}

/// The length of the key at the beginning, with its colon.
fn key(bytes: &[u8]) -> Option<usize> {
    let name = match bytes.first()? {
        b'"' | b'\'' => string(bytes)?,
        _ => {
            let is_bare = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii();
            bytes.iter().take_while(is_bare).count()
        }
    };
    let behind = bytes.get(name..)?;
    let blank = behind.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
    (name > 0 && behind.get(blank) == Some(&b':')).then_some(name + blank + 1)
}

/// The length of the value at the beginning that is not an object and no array.
fn value(bytes: &[u8]) -> Option<usize> {
    match bytes.first()? {
        b'"' | b'\'' => string(bytes),
        b't' | b'f' | b'n' => ["true", "false", "null"]
            .into_iter()
            .find(|word| bytes.starts_with(word.as_bytes()))
            .map(str::len)
            .filter(|length| !bytes.get(*length).is_some_and(u8::is_ascii_alphanumeric)),
        _ => number(bytes),
    }
}

/// The length of the string at the beginning.
fn string(bytes: &[u8]) -> Option<usize> {
    let quote = *bytes.first()?;
    let mut at = 1;
    loop {
        match *bytes.get(at)? {
            b'\\' => match bytes.get(at + 1)? {
                b'u' => {
                    let digits = bytes.get(at + 2..at + 6)?;
                    if !digits.iter().all(u8::is_ascii_hexdigit) {
                        return None;
                    }
                    at += 6;
                }
                escaped if b"\"\\/bfnrt".contains(escaped) => at += 2,
                _ => return None,
            },
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// The length of the number at the beginning (RFC 8259 section 6).
fn number(bytes: &[u8]) -> Option<usize> {
    let digits =
        |from: usize| bytes.get(from..).unwrap_or_default().iter().take_while(|it| it.is_ascii_digit()).count();
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 || whole > 1 && bytes.get(at) == Some(&b'0') {
        return None;
    }
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        at += 1 + fraction;
        if fraction == 0 {
            return None;
        }
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at);
        at += exponent;
        if exponent == 0 {
            return None;
        }
    }
    // `1x` is not a number with something after it.
    (!bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)).then_some(at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::is_read;

    #[test]
    fn three_things_are_let_pass_and_no_others() {
        for text in [
            "{'a': 'b\"c', b: \"it's\", $c_1: [1, -2.5e+3, true, null], 'd': {}, \"e\": []}",
            "{\"a\": \"b\tc\n\u{1}\"}",
            "\u{FEFF}{}",
            " \"\\u00e4\\n\" ",
            "0",
        ] {
            assert!(is_read(text), "{text}");
        }
        for text in [
            "",
            " ",
            "{",
            "]",
            "[1,]",
            "{\"a\": 1,}",
            "{,}",
            "[,]",
            "{\"a\" 1}",
            "{\"a\": }",
            "{\"a\"}",
            "[1 2]",
            "{} {}",
            "{a-b: 1}",
            "[b]",
            "[True]",
            "[nulls]",
            "[01]",
            "[+1]",
            "[.5]",
            "[1.]",
            "[1e]",
            "[0x1]",
            "['a]",
            "[\"\\x\"]",
            "['\\'']",
            "[\"\\u12\"]",
            "// a\n[]",
            "[`a`]",
            "[1}",
            "{: 1}",
            "{\"a\": 1 \"b\": 2}",
        ] {
            assert!(!is_read(text), "{text}");
        }
        assert!(is_read(&"[".repeat(100)) || is_read(&format!("{}{}", "[".repeat(100), "]".repeat(100))));
        assert!(!is_read(&format!("{}{}", "[".repeat(101), "]".repeat(101))));
    }

    proptest! {
        /// What is JSON is read.
        #[test]
        fn json_is_read(text in r#"[\[\]{}:,"a1 \\n.eE+-]{0,24}"#) {
            if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
                prop_assert!(is_read(&text));
            }
        }
    }
}
