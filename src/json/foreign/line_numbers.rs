//! A number before every line, as editors, consoles and pages show it.

use super::{Form, lines};
use crate::json::ForeignForm;

pub(super) const FORM: Form = Form::new(ForeignForm::LineNumbers, |text| {
    let mut last: Option<u32> = None;
    lines::without_prefix(text, |line| {
        let blank = line.len() - line.trim_start().len();
        // `[1] {`
        let is_boxed = line[blank..].starts_with('[');
        let indent = blank + usize::from(is_boxed);
        let digits = line[indent..].find(|character: char| !character.is_ascii_digit()).unwrap_or(line.len() - indent);
        let number: u32 = line[indent..indent + digits].parse().ok()?;
        if last.is_some_and(|last| number < last || number > last + 2) {
            return None;
        }
        last = Some(number);
        let behind = &line[indent + digits..];
        let behind = if is_boxed { behind.strip_prefix(']')? } else { behind };
        let digits = digits + usize::from(is_boxed);
        let separator = ["\t", " | ", " |", "|", ": ", ":", ". ", ".", ") ", ")", "→", "│ ", "│", " "];
        let width = separator.iter().find(|sign| behind.starts_with(**sign)).map_or(0, |sign| sign.len());
        (width > 0 || behind.is_empty()).then_some(indent + digits + width)
    })
});
