//! `u'…'`, `b"…"`: the strings of Python with their letter, as Python 2 prints them.

use super::Form;
use super::lines::{begins_json, delete};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form =
    Form { form: ForeignForm::Python, undress, absorbs: super::is_of_a_program, keeps_all: true };

/// Fewer places say nothing about the whole text.
const FEWEST: usize = 3;

fn undress(text: &str) -> Option<Vec<Edit>> {
    let bytes = text.as_bytes();
    let mut edits = Vec::new();
    let (mut quote, mut at) = (None, 0);
    while at < bytes.len() {
        match (quote, bytes[at]) {
            (Some(_), b'\\') => at += 1,
            (Some(mark), byte) if byte == mark => quote = None,
            (Some(_), _) => {}
            (None, byte @ (b'"' | b'\'')) => {
                let is_letter = at > 0 && matches!(bytes[at - 1], b'u' | b'b' | b'r');
                if is_letter && text[..at - 1].ends_with([' ', '{', '[', ':', ',', '\n', '\t']) {
                    edits.push(delete(at - 1..at));
                }
                quote = Some(byte);
            }
            _ => {}
        }
        at += 1;
    }
    (edits.len() >= FEWEST && begins_json(text)).then_some(edits)
}
