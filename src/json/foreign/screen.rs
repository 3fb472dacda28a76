//! What a terminal or an editor shows beside the text: the codes of colours, and a dot for every space.

use super::Form;
use super::lines::{begins_json, delete, outside_strings, replace};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const COLOURS: Form = Form::new(ForeignForm::ScreenMarks, colours);
pub(super) const DOTS: Form = Form::new(ForeignForm::ScreenMarks, dots);

/// `ESC [ 1 ; 32 m`, whose first character may be written as `^[`, or lost.
fn colours(text: &str) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for (at, _) in text.match_indices('\u{1B}') {
        let inside = text[at + 1..].strip_prefix('[')?;
        let length = inside.find(|it: char| !it.is_ascii_digit() && it != ';').unwrap_or(inside.len());
        let sign = inside[length..].chars().next().filter(char::is_ascii_alphabetic)?;
        edits.push(delete(at..at + 2 + length + sign.len_utf8()));
    }
    (!edits.is_empty()).then_some(edits)
}

/// Fewer places say nothing about the whole text.
const FEWEST: usize = 3;

fn dots(text: &str) -> Option<Vec<Edit>> {
    const DOT: char = '\u{B7}';
    if !text.contains(DOT) || !begins_json(text) {
        return None;
    }
    let dots = outside_strings(text).filter(|&(at, _)| text.get(at..).is_some_and(|rest| rest.starts_with(DOT)));
    let edits: Vec<Edit> = dots.map(|(at, _)| replace(at..at + DOT.len_utf8(), " ")).collect();
    (edits.len() >= FEWEST).then_some(edits)
}
