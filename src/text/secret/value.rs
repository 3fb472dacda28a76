//! Which words look like a secret, which stand for one that is filled in later, and how far a value without quotation marks
//! reaches.

use std::ops::Range;

use super::quote;

/// What is shorter is too common to be hidden for its looks.
const SHORTEST: usize = 6;

/// Names of formats and protocols that have letters and digits.
const ORDINARY: &[&str] = &[
    "oauth2",
    "oauth1",
    "sha256",
    "sha384",
    "sha512",
    "sha1",
    "base64",
    "base64url",
    "utf8",
    "utf16",
    "rfc6749",
    "rfc7519",
    "rfc6750",
    "rs256",
    "hs256",
    "es256",
    "ps256",
    "http1",
    "http2",
    "http3",
    "openid2",
    "saml2",
    "saml20",
    "scim2",
    "ipv4",
    "ipv6",
    "oauth2token",
    "aes256",
    "x509",
    "pkcs8",
    "pkcs12",
    "oauth20",
    "md5",
];

/// Whether `words` look like a secret: letters with digits or signs between them, and no spaces.
pub(super) fn looks_secret(words: &str) -> bool {
    let words = words.trim_matches(|it: char| matches!(it, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')'));
    if words.len() < SHORTEST || words.contains(char::is_whitespace) {
        return false;
    }
    let has = |fits: fn(&u8) -> bool| words.bytes().any(|byte| fits(&byte));
    let has_letter = has(u8::is_ascii_alphabetic);
    let has_sign = has(|byte| matches!(byte, b'~' | b'!' | b'@' | b'$' | b'%' | b'^' | b'*' | b'+' | b'=' | b'#'));
    if !has_letter || is_gap(words) {
        return false;
    }
    let mut plain: String = words.bytes().filter(u8::is_ascii_alphanumeric).take(16).map(char::from).collect();
    plain.make_ascii_lowercase();
    (has(u8::is_ascii_digit) || has_sign || words.len() >= 32 && !words.contains(['/', '.']))
        && !ORDINARY.contains(&plain.as_str())
}

/// What ends a value without quotation marks.
fn ends(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '&' | ',' | ';' | '#' | '|' | '"' | '\'' | '`' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}'
        )
}

/// The word that begins at `start`, as values are in URLs, forms and sentences.
pub(super) fn word(text: &str, start: usize) -> Range<usize> {
    let mut end = start;
    while let Some(character) = text[end..].chars().next() {
        // In a string of JSON, `/` and `+` may be escaped.
        let rest = &text[end..];
        let escape = if rest.starts_with("\\/") {
            2
        } else if rest.starts_with("\\u00")
            && rest.is_char_boundary(6.min(rest.len()))
            && rest.len() >= 6
            && !["\\u0026", "\\u0022", "\\u0027"].iter().any(|sign| rest.starts_with(sign))
        {
            6
        } else {
            0
        };
        let is_mark = !character.is_ascii() && quote::at(text, end).is_some();
        if escape == 0 && (ends(character) || character == '\\' || is_mark) {
            break;
        }
        end += escape.max(character.len_utf8());
    }
    start..end
}

/// The value of a setting on a line of its own: all up to white space, a quotation mark or the next part of a form.
pub(super) fn setting(text: &str, start: usize) -> Range<usize> {
    let rest = &text[start..];
    let is_end = |it: char| it.is_whitespace() || matches!(it, '"' | '\'' | '`' | '&' | '<' | '\\' | ';');
    let words = &rest[..rest.find(is_end).unwrap_or(rest.len())];
    let is_open = words.starts_with(['{', '<', '[', '(', '$']);
    start..start + if is_open { words.len() } else { words.trim_end_matches([',', ';', '}', ']', ')']).len() }
}

/// The value of a member of JSON that begins at `start` and lost its opening quotation mark: to its closing one, or to
/// the separator or bracket after it, or to the end of its line.
pub(super) fn bare(text: &str, start: usize) -> Range<usize> {
    let rest = &text[start..];
    let (mut separator, mut end) = (None, rest.len());
    for (index, character) in rest.char_indices() {
        match character {
            '\n' | '\r' => {
                end = index;
                break;
            }
            '"' | '\'' | '`' | '\\' | '&' | '\u{80}'.. => {
                let Some(mark) = quote::at(text, start + index) else { continue };
                let behind = rest[index + mark.length..].trim_start_matches([' ', '\t']);
                let is_closing = behind.is_empty() || behind.starts_with(['\n', '\r', ',', '}', ']', ')', ';', '\\']);
                let end = if is_closing { index } else { separator.unwrap_or(index) };
                return start..start + end;
            }
            ',' | '}' | ']' | ';' if separator.is_none() => separator = Some(index),
            _ => {}
        }
    }
    start..start + separator.unwrap_or(rest[..end].trim_end().len())
}

/// The rest of the line of a header whose value begins at `start`, up to the mark `within` which the header stands, and up to
/// the end of the line that a string of JSON writes as `\n`.
pub(super) fn line(text: &str, start: usize, within: Option<char>) -> Range<usize> {
    let rest = &text[start..];
    let is_end = |(index, character): (usize, char)| match character {
        '\n' | '\r' => true,
        '\\' => {
            rest[index..].starts_with("\\n")
                || rest[index..].starts_with("\\r")
                || within == Some('"') && rest[index..].starts_with("\\\"")
        }
        _ => Some(character) == within,
    };
    let end = rest.char_indices().find(|&it| is_end(it)).map_or(rest.len(), |(index, _)| index);
    start..start + rest[..end].trim_end().len()
}

/// What is after the scheme in the value of a header `Authorization`; all of it where there is no scheme.
pub(super) fn behind_scheme(text: &str, place: Range<usize>) -> Range<usize> {
    const SCHEMES: [&str; 9] =
        ["bearer", "basic", "digest", "negotiate", "ntlm", "dpop", "sharedkey", "sharedaccesssignature", "apikey"];
    let words = &text[place.clone()];
    let words = words.trim_start_matches([':', '=', ' ', '"', '\'']);
    let start = place.end - words.len();
    let scheme = words.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(words.len());
    let is_known = SCHEMES.iter().any(|known| words[..scheme].eq_ignore_ascii_case(known));
    let is_word = (4..=12).contains(&scheme)
        && words.bytes().take(scheme).skip(1).all(|byte| byte.is_ascii_lowercase())
        && words[scheme..].starts_with([' ', '\t', '\u{a0}']);
    if !is_known && !is_word {
        return place;
    }
    let rest = words[scheme..].trim_start_matches([' ', '\t', ':', ',', '\u{a0}']);
    if rest.is_empty() { place.end..place.end } else { (place.end - rest.len()).max(start)..place.end }
}

/// Whether `words` are a gap that is filled in before sending: `{{token}}`, `{token}`, `<token>`, `$TOKEN`, `…`.
pub(super) fn is_gap(words: &str) -> bool {
    let words = words.trim().trim_end_matches([',', ';', '"', '\'', ')']);
    let is_name = |name: &str| {
        name.chars().all(|it| {
            it.is_ascii_alphanumeric()
                || matches!(it, '_' | '-' | ':' | '(' | ')' | '{' | '}' | '.' | ' ' | '$' | '/' | '\'')
        })
    };
    let inside = |open: char, close: char| {
        words.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).is_some_and(is_name)
    };
    words.is_empty()
        || inside('{', '}')
        || inside('<', '>')
        || inside('%', '%')
        || words.strip_prefix('$').is_some_and(is_name)
        || words.chars().all(|it| matches!(it, '…' | '•' | '.' | '*' | 'x' | 'X' | '-' | ' '))
        || words.strip_prefix('•').is_some_and(|rest| rest.chars().all(|it| matches!(it, '•' | '…' | '\\')))
}

/// Whether `words` are a literal of JSON or another language, which is not a secret.
pub(super) fn is_literal(words: &str) -> bool {
    ["null", "true", "false", "none", "undefined", "nil", "$null", "$true", "$false"]
        .iter()
        .any(|literal| words.eq_ignore_ascii_case(literal))
}
