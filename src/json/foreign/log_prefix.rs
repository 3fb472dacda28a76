//! The time, the level or the name of a logger before it, on its first line.

use super::around::without;
use super::{Form, lines};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form::new(ForeignForm::LogPrefix, undress);

const LEVELS: [&str; 9] = ["TRACE", "DEBUG", "VERBOSE", "INFO", "WARN", "WARNING", "ERROR", "FATAL", "CRITICAL"];

fn undress(text: &str) -> Option<Vec<Edit>> {
    let line = text.trim_start().lines().next()?;
    let lead = text.len() - text.trim_start().len();
    let start = line
        .find('{')
        .filter(|_| !line.starts_with("{code"))
        .or_else(|| line.rfind('[').filter(|_| line.trim_end().ends_with('[')))?;
    let before = line[..start].trim();
    let words = || before.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let leveled = words().any(|word| LEVELS.iter().any(|level| level.eq_ignore_ascii_case(word)));
    let bytes = before.as_bytes();
    let digits =
        |at: usize, count: usize| bytes.get(at..at + count).is_some_and(|it| it.iter().all(u8::is_ascii_digit));
    let timed = bytes.iter().enumerate().any(|(at, &sign)| {
        sign == b':' && at >= 2 && digits(at - 2, 2) && digits(at + 1, 2)
            || sign == b'-' && at >= 4 && digits(at - 4, 4) && digits(at + 1, 2)
    });
    // A prompt of IPython.
    let prompted = ["In [", "Out["].iter().any(|start| before.starts_with(start)) && before.ends_with("]:");
    // In logs of names and values the message comes last.
    let is_named = before.ends_with('=') && before.starts_with(|it: char| it.is_ascii_lowercase());
    if before.contains('"') && !is_named || !(leveled || timed || prompted) {
        return None;
    }
    let start = lead + start;
    lines::begins_json(&text[start..]).then(|| without(text, start, &[]))
}
