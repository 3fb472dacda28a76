//! `::` or `:=` in place of every colon, as in other languages.

use super::Form;
use super::lines::{begins_json, replace};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form::new(ForeignForm::OtherColons, undress);

/// Fewer places say nothing about the whole text.
const FEWEST: usize = 3;

fn undress(text: &str) -> Option<Vec<Edit>> {
    if !text.contains("::") && !text.contains(":=") || !begins_json(text) {
        return None;
    }
    let mut edits = Vec::new();
    let mut behind = 0;
    for (at, sign) in super::lines::outside_strings(text) {
        match sign {
            b':' if at < behind => {}
            b':' if text[at..].starts_with("::") || text[at..].starts_with(":=") => {
                edits.push(replace(at..at + 2, ":"));
                behind = at + 2;
            }
            // A right one.
            b':' => return None,
            _ => {}
        }
    }
    (edits.len() >= FEWEST).then_some(edits)
}
