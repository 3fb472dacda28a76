//! `JSON.stringify({…})`, `({…})`: the call of a program around it.

use super::around::{assignment_length, name_length, without};
use super::{Form, lines};
use crate::json::ForeignForm;

pub(super) const FORM: Form = Form::new(ForeignForm::Call, |text| {
    let lead = assignment_length(text).unwrap_or(text.len() - text.trim_start().len());
    let name = name_length(&text[lead..]);
    let start = lead + name + text[lead + name..].strip_prefix('(').map(|_| 1)?;
    lines::begins_json(&text[start..]).then(|| without(text, start, &[")"]))
});
