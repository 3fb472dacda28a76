//! `\n` for every line break: the inside of a string of a program.

use super::lines::{begins_json, replace};
use super::{Form, is_of_a_string};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form =
    Form { form: ForeignForm::EscapedLineBreaks, undress, absorbs: is_of_a_string, keeps_all: true };

fn undress(text: &str) -> Option<Vec<Edit>> {
    let words = text.trim_start();
    if !begins_json(words) || !["\\n", "\\r\\n"].iter().any(|sign| words[1..].trim_start_matches(' ').starts_with(sign))
    {
        return None;
    }
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let bytes = text.as_bytes();
    let mut edits = Vec::new();
    let mut inside = false;
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'\\', Some(b'n')) if !inside => edits.push(replace(at..at + 2, line_break)),
            (b'\\', Some(b'r' | b't')) if !inside => edits.push(replace(at..at + 2, "")),
            (b'"', _) => inside = !inside,
            _ => {}
        }
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    Some(edits)
}
