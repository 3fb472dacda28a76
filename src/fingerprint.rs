//! By what a finding is known again in a later run, when the text around it has moved.
//!
//! A fingerprint is made of the id of the rule, the path, what the finding is about – the JSON Pointer without the numbers of
//! elements, or else the name of the request – and the words at its place with white space made even; of a gap, those on
//! either side on its line. Lines and offsets are no part of it. Findings of a source that are alike in all this are
//! numbered in the order of their places, so that no two have the same fingerprint. Of a file that is read in parts nobody
//! holds all findings at a time: those of a later part are told from the others by where the part begins.

use std::collections::HashMap;

use crate::finding::Finding;
use crate::source::Source;
use crate::text::Span;
use crate::text::fingerprint::Fingerprint;
use crate::text::secret;

/// How many characters of the words at a place count. Without a limit a thousand findings about one large object would
/// each read all of it.
const LONGEST: usize = 256;

/// How many characters count on either side of a gap.
const AROUND_A_GAP: usize = 40;

/// Gives all `findings` of `source`, which are in order, their fingerprints.
pub fn mark(source: &Source, findings: &mut [Finding]) {
    let mut alike: HashMap<Fingerprint, usize> = HashMap::new();
    for finding in findings {
        let about = finding.pointer.as_deref().map(without_numbers).or_else(|| finding.request.clone());
        let about = about.unwrap_or_default();
        // A token that is renewed is the same finding, and nothing made of it leaves the program.
        let words = words(source.text(), finding.span);
        let parts = [finding.rule.id, source.name(), &about, &secret::masked(&words)];
        let number = alike.entry(Fingerprint::of(parts)).or_default();
        *number += 1;
        let number = number.to_string();
        let part = Some(source.start().offset).filter(|&offset| offset > 0).map(|offset| offset.to_string());
        let parts = parts.into_iter().chain([number.as_str()]).chain(part.as_deref());
        finding.fingerprint = Fingerprint::of(parts);
    }
}

/// A pointer that stays when elements change places.
fn without_numbers(pointer: &str) -> String {
    let is_number = |token: &&str| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
    let tokens = pointer.split('/').map(|token| if is_number(&token) { "*" } else { token });
    tokens.collect::<Vec<_>>().join("/")
}

/// What stands at a place.
fn words(text: &str, span: Span) -> String {
    if !span.is_empty() {
        return even(span.of(text).chars(), LONGEST);
    }
    let (before, behind) = text.split_at(text.floor_char_boundary(span.start as usize));
    let is_end = |&character: &char| !matches!(character, '\n' | '\r');
    let before = before.chars().rev().take_while(is_end).take(AROUND_A_GAP).collect::<Vec<_>>();
    let before = even(before.into_iter().rev(), AROUND_A_GAP);
    format!("{before}\n{}", even(behind.chars().take_while(is_end).take(AROUND_A_GAP), AROUND_A_GAP))
}

/// At most so many characters, with one space for each run of white space between words.
fn even(characters: impl Iterator<Item = char>, most: usize) -> String {
    let mut even = String::new();
    let (mut length, mut space) = (0, false);
    for character in characters {
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
        assert_eq!(words("x\n\"k\"   [1,\n2", Span::gap(6)), "\"k\"\n[1,");
        assert_eq!(without_numbers("/parameters/10/subjects/2x/0"), "/parameters/*/subjects/2x/*");
        assert_eq!(without_numbers(""), "");
    }

    #[test]
    fn long_places_are_cut() {
        assert_eq!(words(&"ä".repeat(5000), Span::new(0, 10_000)).chars().count(), LONGEST);
    }
}
