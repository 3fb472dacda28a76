//! `JSON.stringify({…})`, `({…})`, `json.loads('{…}')`, `-Body (@'…'@)`: the call of a program around it.

use super::around::{assignment_length, name_length, without};
use super::{Form, is_of_a_program, is_of_a_string, lines};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form {
    form: ForeignForm::Call,
    undress,
    absorbs: |kind| is_of_a_program(kind) || is_of_a_string(kind),
    keeps_all: true,
};

/// The marks of strings that a call may take, the longest first.
const MARKS: [(&str, &str); 7] =
    [("'''", "'''"), ("\"\"\"", "\"\"\""), ("@'", "'@"), ("@\"", "\"@"), ("'", "'"), ("\"", "\""), ("`", "`")];

fn undress(text: &str) -> Option<Vec<Edit>> {
    let lead = assignment_length(text).unwrap_or(text.len() - text.trim_start().len());
    let lead = lead + option_length(&text[lead..]);
    let name = name_length(&text[lead..]);
    let start = lead + name + text[lead + name..].strip_prefix('(').map(|_| 1)?;
    let is_json = |start: usize| lines::begins_json(&text[start..]);
    if is_json(start) {
        return Some(without(text, start, &[")"]));
    }
    let words = text[start..].trim_start();
    let (opening, closing) = MARKS.iter().find(|(opening, _)| words.starts_with(opening))?;
    let inside = text.len() - words.len() + opening.len();
    is_json(inside).then(|| without(text, inside, &[closing, ")"]))
}

/// The length of an option of a command, with the space after it: `-Body `.
fn option_length(text: &str) -> usize {
    let Some(option) = text.split([' ', '\n']).next().filter(|word| word.len() > 1 && word.starts_with('-')) else {
        return 0;
    };
    let is_name = option.chars().all(|it| it.is_alphanumeric() || it == '-');
    let behind = text[option.len()..].trim_start_matches(' ');
    if is_name { text.len() - behind.len() } else { 0 }
}
