//! `const body = {…};`: the assignment of a program around it.

use super::around::{assignment_length, without};
use super::{Form, is_of_a_program, lines};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form =
    Form { form: ForeignForm::Assignment, undress, absorbs: is_of_a_program, keeps_all: true };

fn undress(text: &str) -> Option<Vec<Edit>> {
    let words = text.trim_start();
    let lead = text.len() - words.len();
    let keyword = ["return ", "export default ", "module.exports = "].iter().find(|word| words.starts_with(**word));
    let start = keyword.map(|word| lead + word.len()).or_else(|| assignment_length(text))?;
    lines::begins_json(&text[start..]).then(|| without(text, start, &[]))
}
