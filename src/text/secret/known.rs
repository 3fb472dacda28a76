//! Words of a report without the secrets of its source, which are quoted there in part, cut short, or with their escapes
//! undone, so that the words alone do not show what they are.

use std::borrow::Cow;
use std::ops::Range;

use super::MASK;

/// Runs of so many bytes that a secret has too are hidden where a source is quoted.
const GRAM: usize = 4;

/// Letters alone are a part of a secret if there are so many.
const LETTERS: usize = 6;

/// The secrets of a source that may be quoted.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// As written, and with escapes undone; the longest first.
    whole: Vec<String>,
    /// All runs of [`GRAM`] bytes in those that are near, in order.
    grams: Vec<u32>,
    /// Whether a secret has what marks a quotation.
    has_mark: bool,
}

impl Known {
    /// The parts of secrets that are near what is told, and secrets that only count as a whole.
    pub(crate) fn new<'t>(near: impl Iterator<Item = &'t str>, others: impl Iterator<Item = &'t str>) -> Self {
        let mut known = Self::default();
        for secret in near {
            for form in forms(secret) {
                known.grams.extend(form.as_bytes().windows(GRAM).filter_map(gram));
                known.has_mark |= form.contains('`');
                known.whole.push(form);
            }
        }
        known.grams.sort_unstable();
        known.grams.dedup();
        known.whole.extend(others.filter(|secret| secret.len() > GRAM).map(str::to_owned));
        known.whole.retain(|secret| !secret.is_empty());
        known.whole.sort_unstable_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        known.whole.dedup();
        known
    }

    /// `words` in which the source is quoted in backticks, without secrets.
    #[must_use]
    pub(crate) fn masked<'w>(&self, words: &'w str) -> Cow<'w, str> {
        let mut shown = Cow::Borrowed(words);
        for secret in self.whole.iter().filter(|secret| secret.len() >= GRAM) {
            if shown.contains(secret.as_str()) {
                shown = Cow::Owned(shown.replace(secret.as_str(), MASK));
            }
        }
        if !self.whole.is_empty() {
            let everywhere = self.has_mark || shown.matches('`').count() % 2 == 1;
            // What is quoted stands between the first backtick and the second, and so on.
            let parts: Vec<Cow<'_, str>> = shown
                .split('`')
                .enumerate()
                .map(|(index, part)| if everywhere || index % 2 == 1 { self.quoted(part) } else { Cow::Borrowed(part) })
                .collect();
            if parts.iter().any(|part| matches!(part, Cow::Owned(_))) {
                shown = Cow::Owned(parts.join("`"));
            }
        }
        match super::masked(&shown) {
            Cow::Owned(masked) => Cow::Owned(masked),
            Cow::Borrowed(_) => shown,
        }
    }

    /// Whether `text`, which is written down as it is, shows nothing of a secret.
    #[must_use]
    pub(crate) fn is_plain(&self, text: &str) -> bool {
        super::places(text).is_empty() && matches!(self.quoted(text), Cow::Borrowed(_))
    }

    /// Words of the source without those that a secret has too.
    #[must_use]
    pub(crate) fn quoted<'w>(&self, words: &'w str) -> Cow<'w, str> {
        if self.whole.iter().any(|secret| secret == words) {
            return Cow::Owned(MASK.to_owned());
        }
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (at, bytes) in words.as_bytes().windows(GRAM).enumerate() {
            if gram(bytes).is_some_and(|gram| self.grams.binary_search(&gram).is_ok()) {
                match runs.last_mut() {
                    Some(last) if at < last.end => last.end = at + GRAM,
                    _ => runs.push(at..at + GRAM),
                }
            }
        }
        // A few letters are a part of many words.
        let trimmed = words.trim_matches(|it: char| !it.is_alphanumeric()).len();
        runs.retain(|run| {
            run.len() >= trimmed
                || run.len() >= LETTERS
                || !words.as_bytes()[run.clone()].iter().all(u8::is_ascii_alphabetic)
        });
        if runs.is_empty() {
            return Cow::Borrowed(words);
        }
        let mut shown = String::new();
        let mut done = 0;
        for run in runs {
            shown.push_str(&words[done..words.floor_char_boundary(run.start).max(done)]);
            shown.push_str(MASK);
            done = words.ceil_char_boundary(run.end);
        }
        shown.push_str(&words[done..]);
        Cow::Owned(shown)
    }
}

/// A secret as written, and with the escapes of JSON and URLs undone.
fn forms(secret: &str) -> Vec<String> {
    let mut forms = vec![secret.to_owned()];
    for _ in 0..2 {
        let Some(last) = forms.last().filter(|last| last.contains('\\')) else { break };
        let undone = unescaped(last);
        forms.push(undone);
    }
    if secret.contains('%') {
        forms.push(percent_decoded(secret));
    }
    forms
}

fn gram(bytes: &[u8]) -> Option<u32> {
    bytes.try_into().ok().map(u32::from_le_bytes)
}

/// What the escapes of JSON in `words` stand for, as far as they are valid.
fn unescaped(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(character) = rest.chars().next() else { break };
        let code = rest.get(1..5).and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        let (stands_for, length) = match (character, code) {
            ('u', Some(code)) => (code, 5),
            ('n', _) => ('\n', 1),
            ('r', _) => ('\r', 1),
            ('t', _) => ('\t', 1),
            ('b', _) => ('\u{8}', 1),
            ('f', _) => ('\u{c}', 1),
            (other, _) => (other, other.len_utf8()),
        };
        plain.push(stands_for);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    plain
}

fn percent_decoded(words: &str) -> String {
    let mut bytes = Vec::with_capacity(words.len());
    let mut rest = words.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let digit = |at: usize| behind.get(at).and_then(|&byte| char::from(byte).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = behind.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(byte);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(secrets: &[&'static str]) -> Known {
        Known::new(secrets.iter().copied(), std::iter::empty())
    }

    #[test]
    fn parts_are_hidden_where_they_are_quoted() {
        let known = known(&["Hunter2-is-long"]);
        for (words, shown) in [
            ("`Hunter2-is-long` is no id", "`•••` is no id"),
            ("`\"Hunter2…ong` is no id", "`\"•••…ong` is no id"),
            ("`xx2-is-` is long", "`xx•••` is long"),
            ("longer than `Hunt`", "longer than `•••`"),
            ("`parameters` is long", "`parameters` is long"),
        ] {
            assert_eq!(known.masked(words), shown);
        }
        assert!(known.is_plain("\": \"") && !known.is_plain("unte") && known.is_plain("`Hunt-down`"));
    }

    #[test]
    fn escapes_hide_nothing() {
        assert_eq!(known(&[r"Hun\u0074er2"]).masked("`Hunter2` is none"), "`•••` is none");
        assert_eq!(known(&["a%2Bb%3Dcd"]).masked("`a+b=cd` is none"), "`•••` is none");
        assert_eq!(known(&["ab"]).masked("`ab` is no abba"), "`•••` is no abba");
        assert_eq!(known(&["a`b-c"]).masked("`a`b-c, x` is none"), "`•••, x` is none");
    }
}
