//! `> ` before every line: quoted in a mail or in Markdown.

use super::{Form, lines};
use crate::json::ForeignForm;

pub(super) const FORM: Form = Form::new(ForeignForm::MailQuotes, |text| {
    lines::without_prefix(text, |line| {
        let words = line.trim_start_matches([' ', '>']);
        let marks = &line[..line.len() - words.len()];
        let quoted = marks.trim_end();
        // One space belongs to the mark; others are the indentation of the line.
        let length = if quoted.is_empty() { 0 } else { quoted.len() + usize::from(marks.len() > quoted.len()) };
        (length > 0).then_some(length)
    })
});
