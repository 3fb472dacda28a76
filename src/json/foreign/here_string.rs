//! A string of many lines around it: `@"…"@` of PowerShell, `"""…"""` of Python, `r#"…"#` of Rust, `<<EOF` of a shell.

use super::around::{assignment_length, without};
use super::{Form, is_of_a_string, lines};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form { form: ForeignForm::HereString, undress, absorbs: is_of_a_string, keeps_all: true };

fn undress(text: &str) -> Option<Vec<Edit>> {
    let lead = assignment_length(text).unwrap_or(text.len() - text.trim_start().len());
    let words = &text[lead..];
    if let Some(edits) = here_document(text) {
        return Some(edits);
    }
    let marks = [("@\"", "\"@"), ("@'", "'@"), ("\"\"\"", "\"\"\""), ("'''", "'''"), ("```", "```"), ("#\"", "\"#")];
    let prefixed = words.trim_start_matches(['r', 'b', 'f', 'R', 'B', 'F', '$']);
    let skipped = if words.len() - prefixed.len() <= 2 { words.len() - prefixed.len() } else { 0 };
    let (opening, closing) = marks.iter().find(|(opening, _)| words[skipped..].starts_with(opening))?;
    let start = lead + skipped + opening.len();
    if *opening == "```" {
        // A fence line is a mistake of its own.
        return None;
    }
    // In PowerShell the string begins in the next line.
    if opening.starts_with('@') && !text[start..].trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
        return None;
    }
    lines::begins_json(&text[start..]).then(|| without(text, start, &[closing]))
}

/// `cat <<EOF` and the line that ends it, with what is after that.
fn here_document(text: &str) -> Option<Vec<Edit>> {
    let first = lines::filled(text).next()?;
    let command = &text[first.clone()];
    let word = command[command.find("<<")? + 2..].trim_start_matches(['-', '~', '<']).trim_start();
    let word = word.trim_start_matches(['\'', '"', '\\']);
    let length = word.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(word.len());
    let word = word.get(..length).filter(|word| !word.is_empty())?;
    if command.contains(['{', '[']) || !lines::begins_json(&text[first.end..]) {
        return None;
    }
    let last = lines::filled(text).find(|line| {
        line.start > first.end && text[line.clone()].trim().trim_end_matches([')', '"', ';', '\'']) == word
    });
    let mut edits = vec![lines::delete(0..first.end)];
    edits.extend(last.map(|last| lines::delete(last.start..text.trim_end().len())));
    Some(edits)
}
