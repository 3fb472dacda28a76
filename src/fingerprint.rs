//! Fingerprints, which identify findings in later runs, also when the text around them moves.
//!
//! Findings are alike if these are the same: the id of the rule, the path, what they are about – the JSON Pointer without
//! the numbers of elements, or else the name of the request – and the words at the place with white space made even; of a
//! gap, the word on either side on its line. Lines and offsets are not part of it. Findings of a source that are alike are
//! numbered in the order of their places, so that no two have the same fingerprint.

use std::collections::HashMap;

use crate::finding::{Finding, Identity};
use crate::operation::is_quotation_mark;
use crate::report::Checked;
use crate::source::Source;
use crate::text::Span;
use crate::text::fingerprint::Fingerprint;
use crate::text::secret;

/// The number of characters at a place that count. Without a limit, a thousand findings about one large object would
/// each read all of it.
const LONGEST: usize = 256;

/// How many characters count on either side of a place.
const AROUND: usize = 40;

/// Sets the identity of all `findings` of `source`, which are sorted.
pub fn mark(source: &Source, findings: &mut [Finding]) {
    let text = source.text();
    let mut met: HashMap<Fingerprint, u32> = HashMap::new();
    for finding in findings {
        // A renewed token is the same finding, and no hash of a secret leaves the program.
        let words = words(text, finding.span);
        let words = secret::masked(&words);
        let alike = alike_with(source.name(), finding, &words);
        let number = met.entry(alike).or_default();
        *number += 1;
        let [before, behind] = beside(text, finding.span).map(|words| even(words, AROUND));
        let around = Fingerprint::of([&*secret::masked(&before), &*words, &*secret::masked(&behind)]);
        // A fix may have changed the quotation marks, too.
        let bare = words.trim_matches(is_quotation_mark);
        let words = Fingerprint::of([finding.rule.id, bare]);
        finding.identity = Identity { alike, around, words, number: *number };
    }
}

/// The fingerprint that findings equal to this one of `source` share, if its file were at `path`.
#[must_use]
pub(crate) fn alike(path: &str, source: &Source, finding: &Finding) -> Fingerprint {
    alike_with(path, finding, &secret::masked(&words(source.text(), finding.span)))
}

fn alike_with(path: &str, finding: &Finding, words: &str) -> Fingerprint {
    let about = finding.pointer.as_deref().map(without_numbers).or_else(|| finding.request.clone());
    Fingerprint::of([finding.rule.id, path, &about.unwrap_or_default(), words])
}

/// Continues the numbers of equal findings from one part of a file to the next.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    met: HashMap<Fingerprint, u32>,
}

impl Numbers {
    /// Does so for the next part. The parts of a file come in order, and those of the next file after them.
    pub(crate) fn carry_on(&mut self, checked: &mut Checked) {
        match checked.source.part() {
            None => return,
            Some(start) if start.offset == 0 => self.met.clear(),
            Some(_) => {}
        }
        let suppressed = checked.suppressed.iter_mut().map(|suppressed| &mut suppressed.finding);
        for finding in checked.findings.iter_mut().chain(suppressed) {
            let number = self.met.entry(finding.identity.alike).or_default();
            *number += 1;
            finding.identity.number = *number;
        }
    }
}

/// A pointer that stays when elements change places.
fn without_numbers(pointer: &str) -> String {
    let is_number = |token: &&str| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
    let tokens = pointer.split('/').map(|token| if is_number(&token) { "*" } else { token });
    tokens.collect::<Vec<_>>().join("/")
}

/// What is at a place.
fn words(text: &str, span: Span) -> String {
    if !span.is_empty() {
        return even(span.of(text), LONGEST);
    }
    let [before, behind] = beside(text, span);
    let before = before.split_whitespace().next_back().unwrap_or_default();
    format!("{before}\n{}", behind.split_whitespace().next().unwrap_or_default())
}

/// What is before and after a place on its line.
fn beside(text: &str, span: Span) -> [&str; 2] {
    let range = span.range();
    let before = text.get(..range.start).unwrap_or_default();
    let behind = text.get(range.end..).unwrap_or_default();
    let on_line = |(_, character): &(usize, char)| !matches!(character, '\n' | '\r');
    let start = before.char_indices().rev().take_while(on_line).take(AROUND).last().map_or(before.len(), |(at, _)| at);
    let end =
        behind.char_indices().take_while(on_line).take(AROUND).last().map_or(0, |(at, last)| at + last.len_utf8());
    [&before[start..], &behind[..end]]
}

/// At most so many characters, with one space for each run of white space between words.
fn even(words: &str, most: usize) -> String {
    let mut even = String::with_capacity(words.len().min(most));
    let (mut length, mut space) = (0, false);
    for character in words.chars() {
        if character.is_whitespace() {
            space = true;
            continue;
        }
        if length >= most {
            break;
        }
        if space && length > 0 {
            even.push(' ');
        }
        (length, space) = (length + 1, false);
        even.push(character);
    }
    even
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_numbers_of_elements_do_not_count() {
        assert_eq!(words(" a \r\n\t b ", Span::new(0, 9)), "a b");
        assert_eq!(words("x\n1, \"k\"   [1,\n2", Span::gap(9)), "\"k\"\n[1,");
        assert_eq!(words("x\ny", Span::gap(2)), "\ny");
        assert_eq!(without_numbers("/parameters/10/subjects/2x/0"), "/parameters/*/subjects/2x/*");
        assert_eq!(without_numbers(""), "");
    }

    #[test]
    fn long_places_are_cut() {
        assert_eq!(words(&"ä".repeat(5000), Span::new(0, 10_000)).chars().count(), LONGEST);
    }
}
