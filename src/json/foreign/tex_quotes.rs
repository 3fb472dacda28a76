//! The quotation marks of TeX: two back ticks before a string, and two apostrophes after it.

use super::Form;
use super::lines::{begins_json, replace};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form::new(ForeignForm::TexQuotes, undress);

fn undress(text: &str) -> Option<Vec<Edit>> {
    if !text.contains("``") || !begins_json(text) || text.contains("```") {
        return None;
    }
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("``").map(|open| at + open) {
        let inside = &text[open + 2..];
        let length = inside.find("''").filter(|&length| !inside[..length].contains(['\n', '"']))?;
        edits.push(replace(open..open + 2, "\""));
        edits.push(replace(open + 2 + length..open + 4 + length, "\""));
        at = open + 4 + length;
    }
    Some(edits)
}
