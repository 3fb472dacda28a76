//! A backslash, a back tick or a caret at the end of every line: a command that a shell would go on with.

use super::{Form, is_of_a_string, lines};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form =
    Form { form: ForeignForm::LineContinuation, undress, absorbs: is_of_a_string, keeps_all: true };

fn undress(text: &str) -> Option<Vec<Edit>> {
    let first = lines::filled(text).next()?;
    let mark = text[first].trim_end().chars().next_back().filter(|mark| matches!(mark, '\\' | '`' | '^'))?;
    let mut edits = Vec::new();
    let mut all = lines::filled(text).peekable();
    while let Some(line) = all.next() {
        let words = text[line.clone()].trim_end();
        match words.strip_suffix(mark) {
            Some(kept) => edits.push(lines::delete(line.start + kept.trim_end().len()..line.end)),
            None if all.peek().is_none() => {}
            None => return None,
        }
    }
    lines::begins_json(text).then_some(edits)
}
