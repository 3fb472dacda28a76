//! Every quotation mark doubled, or written three times: the field of a table, or a string of a language that escapes marks so.

use super::Form;
use super::lines::{begins_json, delete};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form::new(ForeignForm::DoubledQuotes, undress);

fn undress(text: &str) -> Option<Vec<Edit>> {
    let filled = text.trim();
    let lead = text.len() - text.trim_start().len();
    let outer = filled.starts_with('"') && begins_json(&filled[1..]);
    let end = lead + filled.len();
    let (from, to) = match outer {
        true => (lead + 1, if filled.ends_with('"') && !filled.ends_with("\"\"") { end - 1 } else { end }),
        false => (lead, end),
    };
    if !begins_json(&text[from..to]) {
        return None;
    }
    let bytes = text.as_bytes();
    // `cmd` makes one mark of three.
    let marks = text[from..to].matches('"').count();
    let of_three = text[from..to].matches("\"\"\"").count();
    if of_three >= 4 && of_three * 3 == marks && !outer {
        let places = text[from..to].match_indices("\"\"\"").map(|(at, _)| from + at);
        return Some(places.map(|at| delete(at..at + 2)).collect());
    }
    let (mut runs, mut odd) = (0_usize, 0_usize);
    let mut edits = vec![delete(lead..from)];
    let mut at = from;
    while let Some(found) = memchr::memchr(b'"', &bytes[at..to]) {
        at += found;
        let run = bytes[at..to].iter().take_while(|&&byte| byte == b'"').count();
        runs += 1;
        odd += run % 2;
        edits.push(delete(at..at + run / 2));
        at += run;
    }
    edits.push(delete(to..end));
    edits.retain(|edit| !edit.span.is_empty());
    (runs >= 4 && odd * 6 <= runs).then_some(edits)
}
