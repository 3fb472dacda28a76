//! `JSON.stringify({…})`, `({…})`: the call of a program around it.

use super::around::{assignment_length, name_length, without};
use super::{Form, is_of_a_program, lines};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form { form: ForeignForm::Call, undress, absorbs: is_of_a_program, keeps_all: true };

fn undress(text: &str) -> Option<Vec<Edit>> {
    let lead = assignment_length(text).unwrap_or(text.len() - text.trim_start().len());
    let name = name_length(&text[lead..]);
    let start = lead + name + text[lead + name..].strip_prefix('(').map(|_| 1)?;
    lines::begins_json(&text[start..]).then(|| without(text, start, &[")"]))
}
