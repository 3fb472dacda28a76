//! Access tokens: JSON Web Tokens (RFC 7519) as they stand in a text, so that no report shows one.

use std::borrow::Cow;
use std::ops::Range;

use super::Span;

/// What stands in place of a token.
const MASK: &str = "•••";

/// How every JSON Web Token begins: `{"` in base64url.
const START: &str = "eyJ";

/// A run shorter than this is a word like another.
const SHORTEST: usize = 20;

/// The places in `text` that may be tokens, parts of tokens and shortened ones included: nothing of them is to be shown.
pub fn places(text: &str) -> impl Iterator<Item = Range<usize>> {
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

/// `text` without its tokens.
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

/// The words of `text` at `span` without tokens. A token that is only in part inside counts.
#[must_use]
pub fn masked_at(text: &str, span: Span) -> String {
    let words = span.of(text);
    let start = span.range().start;
    let before = text.get(..start).unwrap_or_default();
    let behind = text.get(start + words.len()..).unwrap_or_default();
    let left = before.len() - before.trim_end_matches(is_part).len();
    let right = behind.len() - behind.trim_start_matches(is_part).len();
    let from = before.len() - left;
    let around = &text[from..start + words.len() + right];
    let mut shown = String::with_capacity(words.len());
    let mut done = 0;
    for place in places(around) {
        let inside = |at: usize| (at.max(left) - left).min(words.len());
        let (start, end) = (inside(place.start), inside(place.end));
        if start < end {
            shown.push_str(&words[done..start]);
            shown.push_str(MASK);
            done = end;
        }
    }
    shown.push_str(&words[done..]);
    shown
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
}
