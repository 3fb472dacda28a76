//! All safe fixes of a text at once, as `--fix` makes them.

use similar::{DiffOp, TextDiff};

use super::super::folders::Analysis;
use crate::check::Checker;
use crate::finding::Safety;
use crate::fix;
use crate::input::Input;
use crate::report::Checked;
use crate::source::Source;
use crate::text::{Edit, Span, offset};

/// The edits that make all safe fixes, or `None` if there is nothing to be fixed.
pub(super) fn all_safe(analysis: &Analysis) -> Option<Vec<Edit>> {
    let may_be_fixed = analysis
        .checked
        .findings
        .iter()
        .any(|finding| finding.shown_fix().is_some_and(|fix| fix.safety() == Safety::Safe));
    let source = &analysis.checked.source;
    let copy = Source::new(source.name(), source.text()).ok().filter(|_| may_be_fixed)?;
    let after = fixed(copy, &analysis.checker, analysis.input)?;
    let edits = edits(source.text(), after.source.text());
    (!edits.is_empty() && !hold_secret(&edits, source)).then_some(edits)
}

/// Whether what is written anew has a secret of the text in it.
pub(in super::super) fn hold_secret(edits: &[Edit], source: &Source) -> bool {
    source
        .secrets()
        .iter()
        .map(|secret| secret.of(source.text()))
        .filter(|secret| !secret.is_empty())
        .any(|secret| edits.iter().any(|edit| edit.text.contains(secret)))
}

/// A text after all its safe fixes, or `None` if there is none. A fix that would write a secret is not made.
pub(in super::super) fn fixed(source: Source, checker: &Checker, input: &Input) -> Option<Checked> {
    let check = |source: Source| {
        let mut checked = checker.check_as(source, input);
        for finding in &mut checked.findings {
            finding.fix = finding.shown_fix().cloned();
        }
        checked
    };
    fix::fix(check(source), Safety::Safe, &check).after
}

/// The edits that make `after` of `before`, each as small as can be.
pub(in super::super) fn edits(before: &str, after: &str) -> Vec<Edit> {
    let (old, new) = (lines(before), lines(after));
    let (old_starts, new_starts) = (starts(&old), starts(&new));
    let diff = TextDiff::from_slices(&old, &new);
    let mut edits = Vec::new();
    for operation in diff.ops().iter().filter(|operation| !matches!(operation, DiffOp::Equal { .. })) {
        let (old, new) = (operation.old_range(), operation.new_range());
        let ends =
            |starts: &[usize], lines: std::ops::Range<usize>| Some(*starts.get(lines.start)?..*starts.get(lines.end)?);
        let (Some(old), Some(new)) = (ends(&old_starts, old), ends(&new_starts, new)) else { continue };
        let (Some(old_words), Some(new_words)) = (before.get(old.clone()), after.get(new)) else { continue };
        edits.extend(within(old_words, new_words, old.start));
    }
    edits
}

/// Lines of more bytes than this are compared as a whole: comparing sign by sign takes as much time as both have in square.
const LONGEST: usize = 4_000;

/// The edits inside of lines that begin at `start`.
fn within(old: &str, new: &str, start: usize) -> Vec<Edit> {
    let prefix = common(old.chars(), new.chars());
    let suffix = common(old[prefix..].chars().rev(), new[prefix..].chars().rev());
    let (old, new, start) = (&old[prefix..old.len() - suffix], &new[prefix..new.len() - suffix], start + prefix);
    if old.len().max(new.len()) > LONGEST {
        return vec![Edit::replace(Span::new(offset(start), offset(start + old.len())), new)];
    }
    let (olds, news) = (words(old), words(new));
    let (old_starts, new_starts) = (starts(&olds), starts(&news));
    let diff = TextDiff::from_slices(&olds, &news);
    let changed = diff.ops().iter().filter(|operation| !matches!(operation, DiffOp::Equal { .. }));
    let edit = |operation: &DiffOp| {
        let (from, to) = (operation.old_range(), operation.new_range());
        let text = new.get(*new_starts.get(to.start)?..*new_starts.get(to.end)?)?;
        let (from, to) = (old_starts.get(from.start)?, old_starts.get(from.end)?);
        Some(Edit::replace(Span::new(offset(start + from), offset(start + to)), text))
    };
    changed.filter_map(edit).collect()
}

/// The words of a text: runs of letters and digits, line ends, and every other character by itself.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |character: char| character.is_alphanumeric() || "-_.+/=".contains(character);
        let length = match first {
            '\r' if rest.starts_with("\r\n") => 2,
            _ if is_word(first) => rest.find(|character| !is_word(character)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (word, behind) = rest.split_at(length);
        words.push(word);
        rest = behind;
    }
    words
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Where each line begins, and the end of the last one.
fn starts(lines: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let ends = lines.iter().map(|line| {
        at += line.len();
        at
    });
    std::iter::once(0).chain(ends).collect()
}

/// The bytes of the characters that two texts have in common, in this direction. Half of a line end is none.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let shared = one.zip(other).take_while(|(one, other)| one == other && !matches!(one, '\r' | '\n'));
    shared.map(|(character, _)| character.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply;

    #[test]
    fn edits_are_small() {
        for (before, after, expected) in [
            ("a\nb\nc\n", "a\nb\nc\n", 0),
            ("{ \"a\" 1 }\nx\n{ 'b': 2 }", "{ \"a\": 1 }\nx\n{ \"b\": 2 }", 3),
            ("a\r\nÜb\r\n", "a\r\nÜ\u{1F600}b\r\n", 1),
            ("", "a", 1),
            ("a\nb", "b", 1),
        ] {
            let edits = edits(before, after);
            assert_eq!(apply(before, &edits), after);
            assert_eq!(edits.len(), expected, "{edits:?}");
        }
        assert_eq!(edits("{ \"a\" 1 }", "{ \"a\": 1 }"), [Edit::insert(5, ":")]);
    }
}
