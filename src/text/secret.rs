//! What nobody but its owner may read: access tokens, signatures of URLs, passwords, keys, cookies, as they are in a text,
//! so that no report shows one.
//!
//! The signs are those of the text itself, whatever it is written in and however broken: names before a value, and the shapes
//! of well-known tokens. Too much is hidden rather than too little.

mod container;
mod expression;
mod gap;
mod known;
mod line;
mod name;
mod ordinary;
mod pair;
mod quote;
mod shape;
mod value;
mod walk;
mod word;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::Span;

pub(crate) use known::Known;

/// What is in place of a secret.
pub(crate) const MASK: &str = "•••";

/// How every JSON Web Token begins: `{"` in base64url.
const START: &str = "eyJ";

/// A run shorter than this is a word like another.
const SHORTEST: usize = 20;

static JWT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(START));

/// The places in `text` that may be JSON Web Tokens (RFC 7519), parts of tokens and shortened ones included.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + JWT.find(&text.as_bytes()[at..])?;
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
pub(crate) fn places(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    shape::places(text, &mut found);
    walk::places(text, &mut found);
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

/// Those of `secrets`, which are in order and apart, that are at `span`, be it in part.
pub(crate) fn within(secrets: &[Span], span: Span) -> impl Iterator<Item = Span> {
    let first = secrets.partition_point(|secret| secret.end <= span.start);
    secrets[first..].iter().copied().take_while(move |secret| secret.start < span.end)
}

/// Whether `words` are a whole JSON Web Token: three parts, or five if it is encrypted (RFC 7516).
#[must_use]
pub(crate) fn is_token(words: &str) -> bool {
    let parts: Vec<&str> = words.split('.').collect();
    let part = |part: &&str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    words.starts_with(START)
        && matches!(parts.len(), 3 | 5)
        && parts.iter().all(part)
        && parts[0].len() >= 10
        && parts[2].len() >= 10
}

/// Replaces the secrets in `text` by placeholders.
#[must_use]
pub(crate) fn masked(text: &str) -> Cow<'_, str> {
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

fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.' | '…')
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
        let mut wrong = Vec::new();
        for (text, shown) in [
            (r#"{"a": "\nghp_POJq3HDf4k2I9DvI"}"#, r#"{"a": "\n•••"}"#),
            (r"a%22ghp_POJq3HDf4k2I9DvI", "a%22•••"),
            ("AKIAMIBZO5YVIQF6LTUFx7", "•••"),
            ("DPoP Zubelk!441#5jHf", "DPoP •••"),
            (r#"{"connectionString":} // why "Wyxqua467", "#, r#"{"connectionString":} // why "•••", "#),
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
            (
                r#"{"b" 1, "sharedKey": {"value": "Jaqvel!556#HEFo", "c": 2,}"#,
                r#"{"b" 1, "sharedKey": {"value": "•••", "c": 2,}"#,
            ),
            ("@clientSecret = tiger!457#5gi9\nPOST", "@clientSecret = •••\nPOST"),
            (r#"{"adDomainPasword": "Winter416"}"#, r#"{"adDomainPasword": "•••"}"#),
            (r#"{"ad_pasword": "Winter416", "apiTokne": "a1"}"#, r#"{"ad_pasword": "•••", "apiTokne": "•••"}"#),
            (r#"{"credentials": " Winter416 "}"#, r#"{"credentials": "•••"}"#),
            ("{\"sharedKey\": Bravo129\",\n", "{\"sharedKey\": •••\",\n"),
            ("{\"sharedKey\":\n  \"tiger494\", \"c\": 2}", "{\"sharedKey\":\n  \"•••\", \"c\": 2}"),
            (r#"{"value": "a=b", "key": "Set-Cookie"}"#, r#"{"value": "•••", "key": "Set-Cookie"}"#),
            (
                r#""cookies": [{"name": "a", "value": "b"}, {"value": "c"}], "value": 1"#,
                r#""cookies": [{"name": "a", "value": "•••"}, {"value": "•••"}], "value": 1"#,
            ),
        ] {
            if masked(text) != shown {
                wrong.push(format!("{text}\n  {}", masked(text)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
            "BEGIN ",
            "BEGIN A KEY-----\n",
            "://a:",
            "Q~aaaaaaaa",
            "ghp_aaaa1a-",
            "token: \"a ",
            "token: \\\"a ",
            "\"secret\":{\"a\" ",
            "\"token\":\"a\n b",
            "Authorization:\n ",
            "Cookie: a\n  ",
            "\"password\" /*",
            "\"name\" \"sig\" ",
            "&quot;token&quot;:",
            "password\n\n",
        ] {
            let text = word.repeat(30_000);
            assert!(places(&text).iter().all(|place| place.end <= text.len()), "{word}");
        }
    }

    #[test]
    fn other_words_stay() {
        for text in [
            "Bearer {{token}}",
            "GET /me/drive/root/microsoft.graph.delta(token={token})",
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
            "\"actionTaken\": \"blocked\", \"passwordPolicies\": \"None\", \"toknType\": \"a\", \"passportNumber\": \"C01X\"",
            "@{ key = \"passwordProfile.password\"; value = \"objectId\"; x = @{ value = \"z\" } }",
            "{\"key\": \"passwordProfile.password\", \"value\", \"objectId\"}",
            "{ key: 'passwordProfile.password', value: 'objectId' }",
        ] {
            assert!(matches!(masked(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
