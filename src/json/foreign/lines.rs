//! Lines of a text, for forms that mark each of them.

use std::ops::Range;

use crate::text::{Edit, Span, offset};

/// The lines in which something stands, without their line ends.
pub(super) fn filled(text: &str) -> impl Iterator<Item = Range<usize>> {
    all(text).filter(|line| !text[line.clone()].trim().is_empty())
}

/// All lines, without their line ends.
pub(super) fn all(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        range
    })
}

/// The edits that take from each filled line what `prefix` gives the length of, or `None` if that knows no length for one of
/// them, or if what is left does not begin as JSON does.
pub(super) fn without_prefix(text: &str, mut prefix: impl FnMut(&str) -> Option<usize>) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for line in filled(text) {
        let length = prefix(&text[line.clone()])?;
        if edits.is_empty() && !begins_json(&text[line.start + length..line.end]) {
            return None;
        }
        edits.push(delete(line.start..line.start + length));
    }
    (!edits.is_empty()).then_some(edits)
}

/// The bytes outside of strings in `"`, each with its offset.
pub(super) fn outside_strings(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let (mut is_inside, mut is_escaped) = (false, false);
    text.bytes().enumerate().filter(move |&(_, byte)| {
        if is_inside {
            is_inside = is_escaped || byte != b'"';
            is_escaped = byte == b'\\' && !is_escaped;
            return false;
        }
        is_inside = byte == b'"';
        !is_inside
    })
}

/// Whether the words begin as a JSON container does.
pub(super) fn begins_json(words: &str) -> bool {
    words.trim_start().starts_with(['{', '['])
}

pub(super) fn delete(range: Range<usize>) -> Edit {
    Edit::delete(Span::new(offset(range.start), offset(range.end)))
}

pub(super) fn replace(range: Range<usize>, text: impl Into<String>) -> Edit {
    Edit::replace(Span::new(offset(range.start), offset(range.end)), text)
}
