//! The signs of a diff before every line. What is removed in the diff is not part of the text.

use super::{Form, lines};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form::new(ForeignForm::DiffSigns, undress);

fn undress(text: &str) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let (mut added, mut removed, mut kept) = (0_usize, 0_usize, 0_usize);
    let mut begun = false;
    for line in lines::filled(text) {
        let words = &text[line.clone()];
        let header = ["diff ", "index ", "--- ", "+++ ", "@@ ", "\\ No newline"];
        let next = text[line.end..].find('\n').map_or(line.end, |at| line.end + at + 1);
        if header.iter().any(|header| words.starts_with(header)) {
            edits.push(lines::delete(line.start..next));
            continue;
        }
        match words.as_bytes().first() {
            Some(b'-') => {
                removed += 1;
                edits.push(lines::delete(line.start..next));
                continue;
            }
            Some(b'+') => added += 1,
            Some(b' ') => kept += 1,
            _ => return None,
        }
        if !begun && !lines::begins_json(&words[1..]) {
            return None;
        }
        begun = true;
        edits.push(lines::delete(line.start..line.start + 1));
    }
    (begun && added > 0 && (added + removed > 1 || kept == 0)).then_some(edits)
}
