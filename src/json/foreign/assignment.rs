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
    lines::begins_json(&text[start..]).then(|| match typed_end(text) {
        Some(end) => {
            let mut edits = without(&text[..end], start, &[]);
            edits.push(lines::delete(end..text.trim_end().len()));
            edits
        }
        None => without(text, start, &[]),
    })
}

/// Where the value ends, if only its type is after it, as in TypeScript: `{…} as const;`.
fn typed_end(text: &str) -> Option<usize> {
    let end = text.rfind(['}', ']'])? + 1;
    let mut words = text[end..].trim_end().trim_end_matches(';').split_whitespace();
    let is_type = matches!(words.next(), Some("as" | "satisfies")) && words.next().is_some() && words.next().is_none();
    is_type.then_some(end)
}
