//! The same words before every line, but for digits: the time and the level of a log.

use super::{Form, lines};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form::new(ForeignForm::LogPrefix, undress);

fn undress(text: &str) -> Option<Vec<Edit>> {
    let first = lines::filled(text).next()?;
    let first = &text[first];
    let mut length = first.len();
    let mut count = 0;
    for line in lines::filled(text) {
        length = length.min(alike(first, &text[line]));
        count += 1;
    }
    // A prefix ends at a space, and has more in it than spaces.
    let length = first[..length].rfind(' ').map_or(0, |at| at + 1);
    let prefix = first[..length].trim();
    if count < 2 || !prefix.contains(|character: char| character.is_alphanumeric()) {
        return None;
    }
    lines::without_prefix(text, |line| line.is_char_boundary(length).then_some(length))
}

/// How many bytes of two lines are alike, if all digits are.
fn alike(one: &str, other: &str) -> usize {
    let same = |(a, b): &(char, char)| a == b || a.is_ascii_digit() && b.is_ascii_digit();
    one.chars().zip(other.chars()).take_while(same).map(|(a, _)| a.len_utf8()).sum()
}
