//! The quotation marks of a shell or a program around it, perhaps after the option that took it.

use super::around::{assignment_length, without};
use super::{Form, is_of_a_string, lines};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form =
    Form { form: ForeignForm::ShellQuotes, undress, absorbs: is_of_a_string, keeps_all: true };

/// Longer commands are looked through no further.
const LONGEST: usize = 2048;

fn undress(text: &str) -> Option<Vec<Edit>> {
    let lead = assignment_length(text).unwrap_or(text.len() - text.trim_start().len());
    let words = &text[lead..];
    let near = &words[..words.floor_char_boundary(LONGEST.min(words.len()))];
    let bracket = near.find(['{', '['])?;
    let before = near[..bracket].trim_end();
    let (command, mark) = match before.chars().next_back() {
        Some(mark @ ('\'' | '"' | '`')) => (&before[..before.len() - 1], Some(mark)),
        _ => (before, None),
    };
    // In `cmd` a caret is before the marks.
    let is_caret = command.trim() == "^" && mark == Some('"');
    let prefix = if is_caret { "" } else { command.trim_end_matches(['$', 'b', 'r', 'B', 'R', '@']) };
    let fed = prefix.trim_end().strip_suffix("<<<").map(|before| before.trim_end().trim_end_matches("@-"));
    let prefix = fed.unwrap_or(prefix);
    // An option, or the beginning of a command line.
    let option = prefix
        .split_whitespace()
        .next_back()
        .is_some_and(|word| word == "--%" || word.starts_with('-') && word.contains(char::is_alphanumeric));
    let printed =
        matches!(prefix.trim(), "echo" | "printf" | "print" | "Write-Output" | "Write-Host") && mark.is_some();
    let is_command = option
        && prefix.split_whitespace().next().is_some_and(|word| {
            word.starts_with('-')
                || word.chars().all(|it| it.is_alphanumeric() || matches!(it, '-' | '.' | '/' | '_' | '$'))
        });
    let bare = prefix.trim().is_empty() && mark.is_some();
    if !bare && !is_command && !printed {
        return None;
    }
    let start = lead + bracket;
    if mark.is_none() && !lines::begins_json(&text[start..]) {
        return None;
    }
    let mark = if is_caret { Some("^\"".to_owned()) } else { mark.map(String::from) };
    let closing: Vec<&str> = mark.iter().map(String::as_str).collect();
    Some(without(text, start, &closing))
}
