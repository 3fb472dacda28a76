//! The label of a code fence, or of the button beside it, on a line of its own before it.

use super::{Form, lines};
use crate::json::ForeignForm;

const LABELS: [&str; 10] = ["json", "jsonc", "json5", "javascript", "js", "http", "text", "copy", "code", "copy code"];

pub(super) const FORM: Form = Form::new(ForeignForm::FenceLabel, |text| {
    let line = lines::filled(text).next()?;
    let words = text[line.clone()].trim();
    let label = LABELS.iter().any(|label| label.eq_ignore_ascii_case(words));
    let next = text[line.end..].find('\n').map(|at| line.end + at + 1)?;
    (label && lines::begins_json(&text[next..])).then(|| vec![lines::delete(0..next)])
});
