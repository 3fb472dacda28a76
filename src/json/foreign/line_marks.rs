//! The same signs before or after every line, digits apart: `L12: `, `body.json:12:`, `│ `, or lines that are strings of a
//! program.

use std::ops::Range;

use super::{Form, is_of_a_string, lines};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form { form: ForeignForm::LineMarks, undress, absorbs: is_of_a_string, keeps_all: true };

fn undress(text: &str) -> Option<Vec<Edit>> {
    let first = lines::filled(text).next()?;
    let words = &text[first.clone()];
    let bracket = words.find(['{', '['])?;
    let prefix = words[..bracket].trim();
    let suffix = words[bracket + 1..].trim();
    // A mark is not JSON; one that is after only is no word either.
    let is_mark = |mark: &str| !mark.contains(['{', '}', '[', ']']) && mark.len() < 80;
    let is_sign = !suffix.contains(|character: char| character.is_alphanumeric() || "\",:".contains(character));
    let is_sign = is_sign || LINE_ENDS.contains(&suffix);
    let is_marked = !prefix.is_empty() || !suffix.is_empty() && is_sign;
    if !is_marked || !is_mark(prefix) || !is_mark(suffix) || words[bracket + 1..].contains(['{', '[']) {
        return None;
    }
    let count = lines::filled(text).count();
    let mut edits = Vec::new();
    for (index, line) in lines::filled(text).enumerate() {
        let words = &text[line.clone()];
        // The prompt of Python is another one for the lines that follow.
        let prefix = if prefix == ">>>" && index > 0 { "..." } else { prefix };
        let start = behind_prefix(words, prefix)?;
        let end = before_suffix(words, start, suffix, index + 1 == count)?;
        edits.extend([gone(line.start..line.start + start), gone(line.start + end..line.end)].into_iter().flatten());
    }
    // One space belongs to the mark, if every line has it.
    (count >= 3).then_some(edits)
}

/// How pages and editors show the end of a line.
const LINE_ENDS: [&str; 8] = ["<br>", "<br/>", "<br />", "^M", "&#10;", "&#13;&#10;", "\\n", "\\r\\n"];

fn gone(range: Range<usize>) -> Option<Edit> {
    (!range.is_empty()).then(|| lines::delete(range))
}

/// Where `line` goes on after `prefix`. Digits are like any others, and as many as there are.
fn behind_prefix(line: &str, prefix: &str) -> Option<usize> {
    let mut rest = line;
    let mut prefix = prefix.chars().peekable();
    if prefix.peek().is_some() {
        rest = rest.trim_start();
    }
    while let Some(expected) = prefix.next() {
        if expected.is_ascii_digit() {
            while prefix.next_if(char::is_ascii_digit).is_some() {}
            rest =
                rest.strip_prefix(|it: char| it.is_ascii_digit())?.trim_start_matches(|it: char| it.is_ascii_digit());
        } else {
            rest = rest.strip_prefix(expected)?;
        }
    }
    Some(line.len() - rest.len())
}

/// Where `line` ends before `suffix`. The last line may lack it, or end with something else that is not JSON.
fn before_suffix(line: &str, start: usize, suffix: &str, is_last: bool) -> Option<usize> {
    let filled = line.trim_end().len();
    if suffix.is_empty() {
        return Some(line.len());
    }
    match line[start.min(filled)..filled].strip_suffix(suffix) {
        Some(kept) => Some(start + kept.trim_end().len()),
        None if is_last => Some(line.rfind(['}', ']'])? + 1),
        None => None,
    }
}
