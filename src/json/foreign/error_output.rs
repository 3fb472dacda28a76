//! What a program writes when it fails, in the file that its output was sent to: `jq: error …`, `curl: (6) …`.

use super::Form;
use super::lines::delete;
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form { form: ForeignForm::ErrorOutput, undress, absorbs: |_| true, keeps_all: false };

/// How the first line begins.
const BEGINNINGS: [&str; 16] = [
    "jq: error",
    "jq: ",
    "parse error: ",
    "curl: (",
    "wget: ",
    "az: error",
    "ERROR: ",
    "Error: ",
    "error: ",
    "fatal: ",
    "bash: ",
    "sh: ",
    "zsh: ",
    "Traceback (most recent call last)",
    "Invoke-RestMethod:",
    "Invoke-RestMethod :",
];

fn undress(text: &str) -> Option<Vec<Edit>> {
    let words = text.trim_start();
    let is_error = BEGINNINGS.iter().any(|beginning| words.starts_with(beginning));
    // What came out before or after may be the body.
    let has_json = words.lines().any(|line| line.trim_start().starts_with(['{', '[']));
    (is_error && !has_json && !words.contains("\": ")).then(|| vec![delete(0..text.len())])
}
