//! The keyword `type`: what it wants, and a value of another type.

use jsonschema::JsonType;
use jsonschema::error::TypeKind;

use super::constraint::Subject;
use super::places::Place;
use super::violation::{Violation, ViolationKind, Wanted};
use crate::json::Kind;
use crate::text::Edit;

/// The violation of a keyword `type` that wants one type besides `null`.
pub(super) fn wrong_type(place: &Place<'_>, kind: &TypeKind) -> Option<Violation> {
    let node = place.node;
    let wanted: Vec<JsonType> = match kind {
        TypeKind::Single(wanted) => vec![*wanted],
        TypeKind::Multiple(types) => types.iter().filter(|&wanted| wanted != JsonType::Null).collect(),
    };
    let [wanted] = wanted[..] else { return None };
    let wanted = match wanted {
        JsonType::Object => Kind::Object,
        JsonType::Array => Kind::Array,
        JsonType::String => Kind::String,
        JsonType::Number | JsonType::Integer => Kind::Number,
        JsonType::Boolean => Kind::True,
        JsonType::Null => Kind::Null,
    };
    let found = node.kind();
    if wanted == found {
        // A number, and not a whole one.
        return None;
    }
    let Subject { property, element } = place.subject.clone();
    let mut violation =
        Violation::new(node.span(), ViolationKind::WrongType(Wanted { wanted, found, property, element }));
    if wanted == Kind::String && found == Kind::Number {
        let span = node.span();
        violation.edits = vec![Edit::insert(span.start, "\""), Edit::insert(span.end, "\"")];
    }
    Some(violation)
}

/// The names of types in JSON Schema.
pub(super) fn type_names(kind: &TypeKind) -> Vec<&'static str> {
    let name = |wanted: JsonType| match wanted {
        JsonType::Array => "array",
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Null => "null",
        JsonType::Number => "number",
        JsonType::Object => "object",
        JsonType::String => "string",
    };
    match kind {
        TypeKind::Single(wanted) => vec![name(*wanted)],
        TypeKind::Multiple(types) => types.iter().map(name).collect(),
    }
}
