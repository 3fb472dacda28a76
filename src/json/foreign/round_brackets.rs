//! Round brackets in place of all braces, or of all square brackets.

use super::Form;
use super::lines::{outside_strings, replace};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form::new(ForeignForm::RoundBrackets, undress);

fn undress(text: &str) -> Option<Vec<Edit>> {
    if !text.trim_start().starts_with(['(', '{', '[']) || !text.contains('(') {
        return None;
    }
    let (mut braces, mut squares) = (false, false);
    let (mut places, mut depth) = (Vec::new(), 0_usize);
    for (at, sign) in outside_strings(text) {
        match sign {
            b'{' | b'}' => braces = true,
            b'[' | b']' => squares = true,
            b'(' => {
                // After a word it is a call.
                let before = text[..at].trim_end();
                if !before.is_empty() && !before.ends_with([':', ',', '(', '[', '{']) {
                    return None;
                }
                depth += 1;
                places.push(at);
            }
            b')' => {
                depth = depth.checked_sub(1)?;
                places.push(at);
            }
            _ => {}
        }
    }
    let (opening, closing) = match (braces, squares) {
        (false, true) => ("{", "}"),
        (true, false) => ("[", "]"),
        _ => return None,
    };
    let sign = |at: &usize| if text.as_bytes().get(*at) == Some(&b'(') { opening } else { closing };
    let edits = places.iter().map(|at| replace(*at..*at + 1, sign(at))).collect();
    (depth == 0 && places.len() >= 4).then_some(edits)
}
