//! Words of a report without the secrets of its source, which are quoted there in part, cut short, or with their escapes
//! undone, so that the words alone do not show what they are.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::MASK;
use crate::text::Span;

/// Runs of so many bytes that a secret has too are hidden where a source is quoted.
const GRAM: usize = 4;

/// Letters alone are a part of a secret if there are so many.
const LETTERS: usize = 6;

/// Longer words are not names.
const LONGEST_NAME: usize = 128;

/// So many places of a name are looked at.
const MOST_PLACES: usize = 64;

/// So much of a source is searched for a word, before and after what is reported, in bytes.
const AROUND: usize = 32 * 1024;

/// The secrets of a source that may be quoted.
#[derive(Debug, Default)]
pub(crate) struct Known<'s> {
    /// The part of the source around what is reported, and where it begins.
    around: &'s str,
    start: usize,
    /// The places of all secrets in the source, in order.
    places: &'s [Span],
    /// As written, and with escapes undone; the longest first.
    whole: Vec<String>,
    /// All runs of [`GRAM`] bytes in those that are near, in order.
    grams: Vec<u32>,
    /// Whether a secret has what marks a quotation.
    has_mark: bool,
}

impl<'s> Known<'s> {
    /// The parts of secrets that are near what is reported at `at`, and secrets that only count as a whole. `places` are those of all
    /// secrets in `text`, in order.
    pub(crate) fn new<'t>(
        text: &'s str,
        at: usize,
        places: &'s [Span],
        near: impl Iterator<Item = &'t str>,
        others: impl Iterator<Item = &'t str>,
    ) -> Self {
        let start = text.floor_char_boundary(at.saturating_sub(AROUND));
        let end = text.floor_char_boundary(at.saturating_add(AROUND));
        let mut known = Self { around: text.get(start..end).unwrap_or_default(), start, places, ..Self::default() };
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

    /// `words` in which the source is quoted in backticks, without secrets. `is_name` knows the names of Graph, which are no secrets
    /// where they share only a part with one.
    #[must_use]
    pub(crate) fn masked<'w>(&self, words: &'w str, is_name: &dyn Fn(&str) -> bool) -> Cow<'w, str> {
        let mut shown = Cow::Borrowed(words);
        for secret in self.whole.iter().filter(|secret| secret.len() >= GRAM) {
            if shown.contains(secret.as_str()) {
                shown = Cow::Owned(shown.replace(secret.as_str(), MASK));
            }
        }
        if !self.whole.is_empty() {
            let everywhere = self.has_mark || shown.matches('`').count() % 2 == 1;
            // What is quoted is between the first backtick and the second, and so on.
            let parts: Vec<Cow<'_, str>> = shown
                .split('`')
                .enumerate()
                .map(
                    |(index, part)| {
                        if everywhere || index % 2 == 1 { self.quoted(part, is_name) } else { Cow::Borrowed(part) }
                    },
                )
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
    pub(crate) fn is_plain(&self, text: &str, is_name: &dyn Fn(&str) -> bool) -> bool {
        super::places(text).is_empty() && matches!(self.quoted(text, is_name), Cow::Borrowed(_))
    }

    /// Whether the name in `words` around `run`, a part of which a secret has too, is one of Graph, and in no secret as a whole:
    /// `updateAdDomainPassword` beside the password `AdDomainPassword value`.
    fn is_of_graph(&self, words: &str, run: &Range<usize>, is_name: &dyn Fn(&str) -> bool) -> bool {
        let bytes = words.as_bytes();
        let before = bytes[..run.start].iter().rev().take_while(|byte| is_of_name(**byte)).count();
        let behind = bytes[run.end..].iter().take_while(|byte| is_of_name(**byte)).count();
        let name = words.get(run.start - before..run.end + behind).unwrap_or_default();
        let is_one = name.len() <= LONGEST_NAME && name.bytes().all(is_of_name) && is_name(name);
        // Some messages quote a word in lower case.
        let has_name = |secret: &String| secret.contains(name) || secret.to_ascii_lowercase().contains(name);
        is_one && !self.whole.iter().any(has_name)
    }

    /// Whether a name stands, whole, where nothing is secret: `updateAdDomainPassword` in a URL before the password
    /// `AdDomainPassword value`.
    fn is_public(&self, name: &str) -> bool {
        let is_name = name.len() >= GRAM && name.len() <= LONGEST_NAME && name.bytes().all(is_of_name);
        is_name
            && memmem::find_iter(self.around.as_bytes(), name).take(MOST_PLACES).any(|at| {
                let bytes = self.around.as_bytes();
                let joins = |byte: Option<&u8>| byte.is_some_and(|byte| is_of_name(*byte));
                let is_part =
                    joins(at.checked_sub(1).and_then(|at| bytes.get(at))) || joins(bytes.get(at + name.len()));
                let place = self.start + at..self.start + at + name.len();
                let next = self.places.partition_point(|secret| (secret.end as usize) <= place.start);
                let is_secret = self.places.get(next).is_some_and(|secret| (secret.start as usize) < place.end);
                !is_part && !is_secret
            })
    }

    /// Words of the source without those that a secret has too.
    #[must_use]
    pub(crate) fn quoted<'w>(&self, words: &'w str, is_name: &dyn Fn(&str) -> bool) -> Cow<'w, str> {
        if self.whole.iter().any(|secret| secret == words) {
            return Cow::Owned(MASK.to_owned());
        }
        if self.grams.is_empty() {
            return Cow::Borrowed(words);
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
        runs.retain(|run| !self.is_of_graph(words, run, is_name));
        if runs.is_empty() || self.is_public(words) {
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

/// What names are made of.
fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@' | b'.' | b'$')
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

    fn known(secrets: &[&'static str]) -> Known<'static> {
        Known::new("", 0, &[], secrets.iter().copied(), std::iter::empty())
    }

    #[test]
    fn names_that_stand_elsewhere_are_shown() {
        let text =
            "POST /updateAdDomainPassword {\"adDomainPassword\": \"AdDomainPassword value\", \"x\": \"mainPass\"}";
        let start = text.find("AdDomainPassword value").expect("it is there");
        let places = [Span::new(crate::text::offset(start), crate::text::offset(start + 22))];
        let known = Known::new(text, start, &places, std::iter::once("AdDomainPassword value"), std::iter::empty());
        for (words, shown) in [
            ("no parameter of `updateAdDomainPassword`", "no parameter of `updateAdDomainPassword`"),
            ("`adDomainPassword` is a string", "`adDomainPassword` is a string"),
            ("`AdDomainPassword value` is long", "`•••` is long"),
            // Only what is a name of its own elsewhere is one.
            ("`AdDomainPassword`", "`•••`"),
            ("`DomainPass`", "`•••`"),
            ("`AdDomainPassword val`", "`•••`"),
        ] {
            assert_eq!(known.masked(words, &|_| false), shown);
        }
    }

    #[test]
    fn names_of_graph_are_shown_unless_a_secret_has_them() {
        let is_name = |name: &str| {
            ["updateAdDomainPassword", "adDomainPassword", "city"].iter().any(|it| it.eq_ignore_ascii_case(name))
        };
        let known = known(&["AdDomainPassword value", "the city of Rome"]);
        for (words, shown) in [
            ("was `updateAdDomainPassword` meant", "was `updateAdDomainPassword` meant"),
            ("`/x/updateAdDomainPassword`", "`/x/updateAdDomainPassword`"),
            ("`adDomainPassword` is none", "`adDomainPassword` is none"),
            ("`addomainpassword` is none", "`addomainp•••` is none"),
            ("`updateAdDomainPasswords`", "`update•••s`"),
            ("`updateAdDomainPassword val`", "`update•••`"),
            ("`updateAdDomainPassword value`", "`update•••`"),
            ("`city`", "`•••`"),
        ] {
            assert_eq!(known.masked(words, &is_name), shown);
        }
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
            assert_eq!(known.masked(words, &|_| false), shown);
        }
        let is_plain = |text| known.is_plain(text, &|_| false);
        assert!(is_plain("\": \"") && !is_plain("unte") && is_plain("`Hunt-down`"));
    }

    #[test]
    fn escapes_hide_nothing() {
        assert_eq!(known(&[r"Hun\u0074er2"]).masked("`Hunter2` is none", &|_| false), "`•••` is none");
        assert_eq!(known(&["a%2Bb%3Dcd"]).masked("`a+b=cd` is none", &|_| false), "`•••` is none");
        assert_eq!(known(&["ab"]).masked("`ab` is no abba", &|_| false), "`•••` is no abba");
        assert_eq!(known(&["a`b-c"]).masked("`a`b-c, x` is none", &|_| false), "`•••, x` is none");
    }
}
