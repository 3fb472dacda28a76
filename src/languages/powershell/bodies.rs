//! What is sent as a body.

use super::arguments::Argument;
use crate::languages::{Body, Cut, Literal, Made, Note, NoteKind, UnknownBody};

/// What is sent as a body.
pub(super) fn body(given: &Argument, json: bool, notes: &mut Vec<Note>) -> Body {
    match &given.value {
        Literal::Text(text) => match text.made.as_deref() {
            Some(Made::Json { value, maker, cut }) => {
                let needed = value.depth().saturating_sub(1);
                if let Some((kept, place)) = cut.filter(|&(kept, _)| kept < needed) {
                    let kind = NoteKind::Shallow(Cut { kept, needed, given: place });
                    notes.push(Note { span: *maker, kind });
                }
                match value {
                    Literal::Hole(..) => Body::Unknown(given.span, UnknownBody::Computed),
                    value => Body::Json(value.clone()),
                }
            }
            Some(Made::File(path)) => Body::File(path.clone()),
            None if text.is_hole() => Body::Unknown(given.span, UnknownBody::Computed),
            None => Body::Text((**text).clone()),
        },
        Literal::Null(_) => Body::None,
        Literal::Hole(..) => Body::Unknown(given.span, UnknownBody::Computed),
        value if json => Body::Json(value.clone()),
        // It may be anything that has members: an XML document, too.
        Literal::Object(object) if object.incomplete && object.open.is_empty() => {
            Body::Unknown(given.span, UnknownBody::Computed)
        }
        Literal::Object(_) => Body::Unknown(given.span, UnknownBody::Fields),
        _ => Body::Unknown(given.span, UnknownBody::Computed),
    }
}
