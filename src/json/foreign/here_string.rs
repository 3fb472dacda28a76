//! A string of many lines around it: `@"…"@` of PowerShell, `"""…"""` of Python, `<<EOF` of a shell.

use super::around::{assignment_length, without};
use super::{Form, lines};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form::new(ForeignForm::HereString, undress);

fn undress(text: &str) -> Option<Vec<Edit>> {
    let lead = assignment_length(text).unwrap_or(text.len() - text.trim_start().len());
    let words = &text[lead..];
    let marks = [("@\"", "\"@"), ("@'", "'@"), ("\"\"\"", "\"\"\""), ("'''", "'''"), ("```", "```")];
    let prefixed = words.trim_start_matches(['r', 'b', 'f', 'R', 'B', 'F']);
    let skipped = if words.len() - prefixed.len() <= 2 { words.len() - prefixed.len() } else { 0 };
    let (opening, closing) = marks.iter().find(|(opening, _)| words[skipped..].starts_with(opening))?;
    let start = lead + skipped + opening.len();
    if *opening == "```" {
        // A fence line is a mistake of its own.
        return None;
    }
    lines::begins_json(&text[start..]).then(|| without(text, start, &[closing]))
}
