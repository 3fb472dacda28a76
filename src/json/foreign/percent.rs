//! `%7B%22…`: encoded for a URL.

use super::Form;
use super::lines::replace;
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form::new(ForeignForm::PercentEncoding, undress);

fn undress(text: &str) -> Option<Vec<Edit>> {
    let words = text.trim_start();
    // A client may encode the quotation marks and leave the brackets.
    let are_quotes = || words.starts_with(['{', '[']) && !text.contains('"') && text.matches("%22").count() >= 4;
    if !["%7b", "%7B", "%5b", "%5B"].iter().any(|sign| words.starts_with(sign)) && !are_quotes() {
        return None;
    }
    let bytes = text.as_bytes();
    let hex = |at: usize| {
        let digits = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%')?;
        u8::from_str_radix(digits, 16).ok()
    };
    let mut edits = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut decoded = Vec::new();
        while at < bytes.len()
            && let Some(byte) = hex(at)
        {
            decoded.push(byte);
            at += 3;
        }
        if at == start {
            at += 1;
            continue;
        }
        // One edit a character: nodes that begin inside a run of escapes keep their own places.
        let mut from = start;
        for character in String::from_utf8(decoded).ok()?.chars() {
            let to = from + 3 * character.len_utf8();
            edits.push(replace(from..to, character.to_string()));
            from = to;
        }
    }
    Some(edits)
}
