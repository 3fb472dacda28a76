//! The markers of a merge that was not finished. What is before `=======` is read, and what is after it is not.

use super::Form;
use super::lines::{all, delete};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form { form: ForeignForm::Conflict, undress, absorbs: |_| false, keeps_all: false };

/// One marker alone, left behind by somebody who finished the merge.
pub(super) const LEFT: Form =
    Form { form: ForeignForm::Conflict, undress: one_marker, absorbs: |_| false, keeps_all: true };

fn one_marker(text: &str) -> Option<Vec<Edit>> {
    let is_marker = |words: &str| {
        ["<<<<<<<", "=======", "|||||||", ">>>>>>>"]
            .iter()
            .any(|mark| words == *mark || words.strip_prefix(*mark).is_some_and(|behind| behind.starts_with(' ')))
    };
    let mut markers = all(text).filter(|line| is_marker(&text[line.clone()]));
    let marker = markers.next().filter(|_| markers.next().is_none())?;
    let next = text[marker.end..].find('\n').map_or(marker.end, |at| marker.end + at + 1);
    Some(vec![delete(marker.start..next)])
}

fn undress(text: &str) -> Option<Vec<Edit>> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut other = None;
    for line in all(text) {
        let words = text[line.clone()].trim_start_matches(['+', '-', ' ']);
        let next = text[line.end..].find('\n').map_or(line.end, |at| line.end + at + 1);
        let marks =
            |mark: &str| words == mark || words.strip_prefix(mark).is_some_and(|behind| behind.starts_with(' '));
        if marks("<<<<<<<") {
            // One that ended nothing.
            edits.extend(other.take().map(|(start, next)| delete(start..next)));
            edits.push(delete(line.start..next));
        } else if marks("=======") || marks("|||||||") {
            // A common ancestor, between the two versions, is left out with the other one.
            other = other.or(Some((line.start, next)));
        } else if marks(">>>>>>>") {
            let (start, _) = other.take().unwrap_or((line.start, next));
            edits.push(delete(start..next));
        }
    }
    edits.extend(other.map(|(start, next)| delete(start..next)));
    (!edits.is_empty()).then_some(edits)
}
