//! What nobody but its owner may read: access tokens, signatures of URLs, passwords, cookies, as they stand in a text, so
//! that no report shows one.
//!
//! The signs are those of the text itself, whatever it is written in: a header line, a URL, members of JSON, in a string of
//! JSON too. Too much is hidden rather than too little.

use std::borrow::Cow;
use std::ops::Range;

/// What stands in place of a secret.
const MASK: &str = "•••";

/// How every JSON Web Token begins: `{"` in base64url.
const START: &str = "eyJ";

/// A run shorter than this is a word like another.
const SHORTEST: usize = 20;

/// Names whose values are secret, in URLs, forms and answers: of OAuth 2.0 (RFC 6749) and of shared access signatures.
const NAMES: [&str; 7] =
    ["access_token", "refresh_token", "id_token", "client_secret", "client_assertion", "password", "sig"];

/// Schemes of the header `Authorization`, before the credentials.
const SCHEMES: [&str; 2] = ["bearer ", "basic "];

/// What the names of the headers with cookies have in common.
const COOKIE: &str = "cookie";

/// The places in `text` that may be JSON Web Tokens (RFC 7519), parts of tokens and shortened ones included.
pub fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(START)?;
            let rest = &text[start..];
            let end = start + rest.find(|character| !is_part(character)).unwrap_or(rest.len());
            at = end;
            if end - start >= SHORTEST {
                return Some(start..end);
            }
        }
    })
}

/// The places in `text` of which nothing is to be shown, in order and apart.
#[must_use]
pub fn places(text: &str) -> Vec<Range<usize>> {
    if !may_hold_one(text) {
        return Vec::new();
    }
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Range<usize>> = tokens(text).collect();
    for name in NAMES {
        let mut done = 0;
        for at in each(&lower, name) {
            // A value that holds the name again is read once.
            if let Some(value) = (at >= done).then(|| named_value(text, at, name)).flatten() {
                done = value.end;
                found.push(value);
            }
        }
    }
    for scheme in SCHEMES {
        found.extend(each(&lower, scheme).filter_map(|at| credentials(text, at + scheme.len())));
    }
    let mut cookies = Cookies { text, line: 0, list: 0, found };
    for at in each(&lower, COOKIE) {
        cookies.add(at);
    }
    let mut found = cookies.found;
    found.sort_unstable_by_key(|place| (place.start, place.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for place in found {
        match apart.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => apart.push(place),
        }
    }
    apart
}

/// Whether a sign of a secret may be in `text`: three rare letters of each are asked for, in one go. Every word of every
/// finding is looked through, and next to none has one.
fn may_hold_one(text: &str) -> bool {
    text.as_bytes().windows(3).any(|letters| {
        matches!(
            [letters[0], letters[1], letters[2]].map(|letter| letter.to_ascii_lowercase()),
            [b'e', b'y', b'j']
                | [b'_', b't', b'o']
                | [b't', b'_', b's']
                | [b't', b'_', b'a']
                | [b's', b's', b'w']
                | [b's', b'i', b'g']
                | [b'r', b'e', b'r']
                | [b's', b'i', b'c']
                | [b'o', b'k', b'i']
        )
    })
}

/// Whether `words` are a whole JSON Web Token: three parts, or five if it is encrypted (RFC 7516).
#[must_use]
pub fn is_token(words: &str) -> bool {
    let parts: Vec<&str> = words.split('.').collect();
    let part = |part: &&str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    words.starts_with(START)
        && matches!(parts.len(), 3 | 5)
        && parts.iter().all(part)
        && parts[0].len() >= 10
        && parts[2].len() >= 10
}

/// `text` without its secrets.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut done = 0;
    for place in places(text) {
        shown.push_str(&text[done..place.start]);
        shown.push_str(MASK);
        done = place.end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(&text[done..]);
    Cow::Owned(shown)
}

/// Where `word` stands in `text`.
fn each<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> {
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes())
}

fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.' | '…')
}

/// What a value may be made of: base64 in both alphabets, percent-encoding, the mark of what was cut out.
fn is_value(character: char) -> bool {
    is_part(character) || matches!(character, '+' | '/' | '=' | '~' | '%' | '!' | '*')
}

fn run(text: &str, start: usize, fits: impl Fn(char) -> bool) -> Range<usize> {
    let rest = &text[start..];
    start..start + rest.find(|character| !fits(character)).unwrap_or(rest.len())
}

/// The value of the name at `at`: `sig=…`, `"access_token": "…"`, `\"access_token\":\"…\"`. Gaps and variables are no values.
fn named_value(text: &str, at: usize, name: &str) -> Option<Range<usize>> {
    let before = &text[..at];
    let is_whole = !before
        .ends_with(|character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-'))
        || before.ends_with("u0026")
        || before.ends_with("%26");
    let quotes = |character: char| matches!(character, '\\' | '"' | '\'' | ' ' | '\t' | '\n' | '\r');
    let sign = run(text, at + name.len(), quotes).end;
    let is_named = text[sign..].starts_with([':', '=']);
    if !is_whole || !is_named {
        return None;
    }
    let value = run(text, run(text, sign + 1, quotes).end, is_value);
    // A literal of JSON, or a word of a sentence, is no secret.
    let plain = matches!(&text[value.clone()], "null" | "true" | "false");
    (value.len() >= 4 && !plain).then_some(value)
}

/// What stands behind the name of a scheme, if it is no word of a sentence.
fn credentials(text: &str, at: usize) -> Option<Range<usize>> {
    let value = run(text, at, is_value);
    let words = &text[value.clone()];
    let random = words.contains(|character: char| character.is_ascii_digit())
        || words.get(1..).is_some_and(|rest| rest.contains(|character: char| character.is_ascii_uppercase()));
    (value.len() >= SHORTEST || value.len() >= 8 && random).then_some(value)
}

/// Looks for the values of cookies.
struct Cookies<'t> {
    text: &'t str,
    /// Where the last header line ends, and the last list: what lies before was read.
    line: usize,
    list: usize,
    found: Vec<Range<usize>>,
}

/// A header with a cookie, told as a JSON object, reaches no further from its name than this in bytes: no client keeps
/// longer cookies (RFC 6265 section 6.1).
const REACH: usize = 4096;

impl Cookies<'_> {
    /// Adds what the word at `at` begins: the rest of a header line, the value of a member, all values of a list, or those of
    /// the object in which the word is the name of a header.
    fn add(&mut self, at: usize) {
        let text = self.text;
        let space = |character: char| matches!(character, ' ' | '\t' | '\n' | '\r');
        let name = run(text, at, |character| character.is_ascii_alphabetic()).end;
        let quote = run(text, name, |character| matches!(character, '\\' | '"')).end;
        let quoted = quote > name && quote - name <= 2;
        let sign = if quoted { run(text, quote, space).end } else { name };
        match text[sign..].chars().next() {
            Some(':') if quoted => {
                let value = run(text, sign + 1, space).end;
                match text[value..].chars().next() {
                    Some('[') if value >= self.list => {
                        self.list = text[value..].find(']').map_or(text.len(), |length| value + length);
                        self.values(value..self.list);
                    }
                    Some('"') => self.found.push(string(text, value + 1)),
                    Some('\\') => self.found.push(string(text, value + 2)),
                    _ => {}
                }
            }
            // `Cookie: …`; in a sentence its quotation ends it.
            Some(':') if sign >= self.line => {
                let value = run(text, sign + 1, |character| matches!(character, ' ' | '\t')).end;
                self.line = run(text, value, |character| !matches!(character, '\n' | '\r' | '`' | '"' | '\\')).end;
                if !text[value..self.line].starts_with("{{") {
                    self.found.push(value..self.line);
                }
            }
            Some(',' | '}') if quoted => {
                let first = text.ceil_char_boundary(at.saturating_sub(REACH));
                let last = text.floor_char_boundary(sign + REACH);
                let opener = text[first..at].rfind('{').map_or(first, |length| first + length);
                self.values(opener..text[sign..last].find('}').map_or(last, |length| sign + length));
            }
            _ => {}
        }
    }

    /// Adds the strings that are members `value` in `part` of the text.
    fn values(&mut self, part: Range<usize>) {
        const NAME: &str = "\"value\"";
        let text = self.text;
        for at in each(&text[part.clone()], NAME) {
            let rest = &text[part.start + at + NAME.len()..];
            let value =
                rest.trim_start().strip_prefix(':').map(str::trim_start).and_then(|rest| rest.strip_prefix('"'));
            self.found.extend(value.map(|value| string(text, text.len() - value.len())));
        }
    }
}

/// The inside of a JSON string from `at` to its closing quote.
fn string(text: &str, at: usize) -> Range<usize> {
    let mut escaped = false;
    let end = text.as_bytes()[at..].iter().position(|&byte| {
        let ends = byte == b'\n' || byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    at..end.map_or(text.len(), |length| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIHRlc3QifQ.bm8gc2lnbmF0dXJl";

    #[test]
    fn tokens_are_known_and_masked() {
        assert!(is_token(TOKEN));
        assert!(!is_token("eyJhbGciOiJub25lIn0..."));
        assert!(!is_token("{token}"));
        assert_eq!(masked(&format!("Bearer {TOKEN}; eyJ")), "Bearer •••; eyJ");
        assert_eq!(masked("Bearer eyJhbGciOiJub25lI…l0dXJl`"), "Bearer •••`");
        assert!(matches!(masked("{ \"key\": 1 }"), Cow::Borrowed(_)));
    }

    #[test]
    fn secrets_are_masked_in_every_notation() {
        for (text, shown) in [
            ("GET /a?sv=1&sig=aB%2Bc9%3D&x=1", "GET /a?sv=1&sig=•••&x=1"),
            (r"/a?x=1\u0026sig=aB%2Bc9", r"/a?x=1\u0026sig=•••"),
            (r#"{"access_token": "0.AXoA", "n": 1}"#, r#"{"access_token": "•••", "n": 1}"#),
            (r#""{\"refresh_token\":\"0.AXoA\"}""#, r#""{\"refresh_token\":\"•••\"}""#),
            ("authorization: Basic dXNlcjpwYXNz\n", "authorization: Basic •••\n"),
            ("Set-Cookie: a=b; Secure\nHost: x", "Set-Cookie: •••\nHost: x"),
            ("the header `Cookie: a=b` is", "the header `Cookie: •••` is"),
            (r#"{"Cookie": "a=\"b\"", "x": 1}"#, r#"{"Cookie": "•••", "x": 1}"#),
            ("{\"name\": \"cookie\",\n  \"value\": \"a=b\"}", "{\"name\": \"cookie\",\n  \"value\": \"•••\"}"),
            (r#"{"value": "a=b", "key": "Set-Cookie"}"#, r#"{"value": "•••", "key": "Set-Cookie"}"#),
            (
                r#""cookies": [{"name": "a", "value": "b"}, {"value": "c"}], "value": 1"#,
                r#""cookies": [{"name": "a", "value": "•••"}, {"value": "•••"}], "value": 1"#,
            ),
        ] {
            assert_eq!(masked(text), shown);
        }
    }

    #[test]
    fn no_sign_of_a_secret_is_passed_over() {
        for sign in NAMES.iter().chain(&SCHEMES).chain(&[START, COOKIE]) {
            assert!(may_hold_one(sign) && may_hold_one(&sign.to_ascii_uppercase()), "{sign}");
        }
    }

    #[test]
    fn hostile_texts_are_read_in_one_go() {
        for word in ["sig=", "cookie:", "\"cookie\":[", "\"cookie\",", "\"cookie\":\"", "password\"\"", "bearer "] {
            let text = word.repeat(30_000);
            assert!(places(&text).iter().all(|place| place.end <= text.len()), "{word}");
        }
    }

    #[test]
    fn other_words_stay() {
        for text in [
            "Bearer {{token}}",
            "Bearer authentication",
            "Authorization: Bearer <token>",
            "sig={sig}&access_token={{token}}",
            "significant=1234567",
            "\"access_token\": null",
            "a cookie is a cookie, \"cookie\"",
            "Cookie: {{cookie}}",
            "password",
        ] {
            assert!(matches!(masked(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
