//! The value of a query option as the service reads it, with the way back to the URL.

use crate::text::{Span, offset};

/// A percent-decoded text that knows where each of its bytes is in the URL.
#[derive(Debug)]
pub(crate) struct Decoded {
    text: String,
    /// For each byte of `text`, and for its end, the offset in the text that the URL is in.
    origins: Vec<u32>,
    /// The offsets in `text` of spaces that were written as `+`, ascending.
    pluses: Vec<u32>,
}

impl Decoded {
    /// Decodes the part of `text` in `span`. `+` is a space, as Graph reads it. An escape that is not
    /// UTF-8 stays as it is.
    pub(crate) fn new(text: &str, span: Span) -> Self {
        let words = span.of(text);
        let mut decoded = Self { text: String::with_capacity(words.len()), origins: Vec::new(), pluses: Vec::new() };
        let mut at = 0;
        while let Some(character) = words[at..].chars().next() {
            let (decoded_character, length) = match character {
                '%' => escaped(&words[at..]).unwrap_or((character, 1)),
                '+' => {
                    decoded.pluses.push(offset(decoded.text.len()));
                    (' ', 1)
                }
                _ => (character, character.len_utf8()),
            };
            decoded.text.push(decoded_character);
            decoded.origins.resize(decoded.text.len(), span.start + offset(at));
            at += length;
        }
        decoded.origins.push(span.start + offset(words.len()));
        decoded
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where the bytes from `start` to `end` of the decoded text are in the URL's text.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let last = self.origins.len().saturating_sub(1);
        let at = |index: usize| self.origins.get(index.min(last)).copied().unwrap_or_default();
        Span::new(at(start), at(end.max(start)))
    }

    /// Whether the space at `at` was written as `+`.
    pub(super) fn is_plus(&self, at: usize) -> bool {
        self.pluses.binary_search(&offset(at)).is_ok()
    }
}

/// The character that the percent-escapes at the start of `words` stand for, and their length in bytes.
fn escaped(words: &str) -> Option<(char, usize)> {
    let mut bytes = [0_u8; 4];
    for count in 1..=bytes.len() {
        bytes[count - 1] = octet(words, (count - 1) * 3)?;
        if let Ok(text) = std::str::from_utf8(&bytes[..count]) {
            return text.chars().next().map(|character| (character, count * 3));
        }
    }
    None
}

fn octet(words: &str, at: usize) -> Option<u8> {
    let escape = words.get(at..at + 3)?.strip_prefix('%')?;
    let is_hex = escape.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u8::from_str_radix(escape, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded_and_lead_back() {
        let url = "x?$filter=a%20eq+'%C3%BC%zz'";
        let decoded = Decoded::new(url, Span::new(10, offset(url.len())));
        assert_eq!(decoded.text(), "a eq 'ü%zz'");
        let at = decoded.text().find('ü').unwrap_or_default();
        assert_eq!(decoded.span(at, at + 'ü'.len_utf8()).of(url), "%C3%BC");
        assert_eq!(decoded.span(0, decoded.text().len()).of(url), "a%20eq+'%C3%BC%zz'");
        assert!(decoded.is_plus(4) && !decoded.is_plus(1));
    }
}
