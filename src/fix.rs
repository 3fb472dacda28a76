//! Applying edits to a text.

use crate::text::Edit;

/// `text` with all `edits` made. They must be disjoint and in order, as those of a [`crate::finding::Fix`] are; an edit
/// that does not fit the text, or overlaps the one before, is left out.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut edited = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for edit in edits {
        let range = edit.span.range();
        let Some(kept) = text.get(done..range.start).filter(|_| text.is_char_boundary(range.end)) else { continue };
        edited.push_str(kept);
        edited.push_str(&edit.text);
        done = range.end;
    }
    edited.push_str(text.get(done..).unwrap_or_default());
    edited
}
