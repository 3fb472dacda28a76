//! What nobody but its owner may read: access tokens, signatures of URLs, passwords, keys, cookies, as they stand in a text,
//! so that no report shows one.
//!
//! The signs are those of the text itself, whatever it is written in: a header line, a URL, members of JSON, in a string of
//! JSON too. Too much is hidden rather than too little.

mod named;
mod value;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// What stands in place of a secret.
pub const MASK: &str = "•••";

/// How every JSON Web Token begins: `{"` in base64url.
const START: &str = "eyJ";

/// A run shorter than this is a word like another.
const SHORTEST: usize = 20;

/// Schemes of the header `Authorization` without their first letter, before the credentials, as they are written. All words of
/// all reports are looked through, so what looks for them is made once.
static SCHEMES: LazyLock<[Finder<'static>; 4]> =
    LazyLock::new(|| ["earer ", "EARER ", "asic ", "ASIC "].map(Finder::new));

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
    let mut found: Vec<Range<usize>> = tokens(text).collect();
    for scheme in &*SCHEMES {
        let behind = scheme.find_iter(text.as_bytes()).map(|at| at + scheme.needle().len());
        found.extend(behind.filter_map(|at| credentials(text, at)));
    }
    found.extend(named::places(text));
    found.sort_unstable_by_key(|place| (place.start, place.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for place in found.into_iter().filter(|place| !place.is_empty()) {
        match apart.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => apart.push(place),
        }
    }
    apart
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

/// `words` of a finding without `secret`, whole or, in what they quote in backticks, cut short.
#[must_use]
pub fn without(secret: &str, words: &str) -> String {
    const SHORTEST_PART: usize = 4;
    if secret.len() < SHORTEST_PART {
        return words.to_owned();
    }
    let hidden = words.replace(secret, MASK);
    let is_part = |part: &str| part.len() >= SHORTEST_PART && secret.contains(part);
    let quote = |(index, quoted): (usize, &str)| {
        // What is quoted stands between the first backtick and the second, and so on.
        let parts = quoted.split('…').map(|part| if index % 2 == 1 && is_part(part) { MASK } else { part });
        parts.collect::<Vec<_>>().join("…")
    };
    hidden.split('`').enumerate().map(quote).collect::<Vec<_>>().join("`")
}

fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.' | '…')
}

/// What credentials may be made of: base64 in both alphabets, percent-encoding, the mark of what was cut out.
fn is_value(character: char) -> bool {
    is_part(character) || matches!(character, '+' | '/' | '=' | '~' | '%' | '!' | '*')
}

fn run(text: &str, start: usize, fits: impl Fn(char) -> bool) -> Range<usize> {
    let rest = &text[start..];
    start..start + rest.find(|character| !fits(character)).unwrap_or(rest.len())
}

/// What stands behind the name of a scheme, if it is no word of a sentence.
fn credentials(text: &str, at: usize) -> Option<Range<usize>> {
    let value = run(text, at, is_value);
    let words = &text[value.clone()];
    let random = words.contains(|character: char| character.is_ascii_digit())
        || words.get(1..).is_some_and(|rest| rest.contains(|character: char| character.is_ascii_uppercase()));
    (value.len() >= SHORTEST || value.len() >= 8 && random).then_some(value)
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
            (r#"{"password": "p@ ss\"w#", "n": 1}"#, r#"{"password": "•••", "n": 1}"#),
            (r#"{"password" "p@ss", "secret", "a b"}"#, r#"{"password" "•••", "secret", "•••"}"#),
            (r#"'client-secret' => 'a b'"#, "'client-secret' => '•••'"),
            (r#""{\"apiKey\" \"a\\\"b\", \"n\": 1}""#, r#""{\"apiKey\" \"•••\", \"n\": 1}""#),
            ("X-Api-Key: a1b2-c3\nHost: x", "X-Api-Key: •••\nHost: x"),
            ("Authorization: ApiKey abcd\nHost: x", "Authorization: ApiKey •••\nHost: x"),
            (r#""authorization":"Basic a\/b\u002Bc=""#, r#""authorization":"Basic •••""#),
            (r#"{"name":"Authorization","value":"s3cret"}"#, r#"{"name":"Authorization","value":"•••"}"#),
            ("/cb?state=1&code=M.C5_x&x=1", "/cb?state=1&code=•••&x=1"),
            ("/r?to=%2Fcb%3Fcode%3DM.C5_x%26sig%3Dabcdef", "/r?to=%2Fcb%3Fcode%3D•••"),
            (r#"[{"name": "code", "value": "M.C5"}]"#, r#"[{"name": "code", "value": "•••"}]"#),
            ("AccountName=a;AccountKey=a+b/c==;x=1", "AccountName=a;AccountKey=•••;x=1"),
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
    fn hostile_texts_are_read_in_one_go() {
        for word in [
            "sig=",
            "cookie:",
            "\"cookie\":[",
            "\"cookie\",",
            "\"cookie\":\"",
            "password\"\"",
            "bearer ",
            "\"name\":\"sig\",",
            "sig=\\\"",
            "%3D",
        ] {
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
            "{\"error\": {\"code\": \"BadRequest\"}}",
            "zip code: 12345",
            "\"password\": \"{{password}}\", \"token\": \"<token>\", \"secret\": \"\"",
            "Authorization: {{token}}",
            "x-api-key: $API_KEY",
        ] {
            assert!(matches!(masked(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
