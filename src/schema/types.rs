//! The keyword `type`: what it wants, and a value of another type.

use jsonschema::JsonType;
use jsonschema::error::TypeKind;

use super::constraint::Subject;
use super::violation::{Violation, ViolationKind, Wanted};
use crate::json::{Kind, Node};
use crate::text::Edit;

/// The one type besides `null` that a keyword `type` wants, or `None` if it wants several.
pub(super) fn wanted(kind: &TypeKind) -> Option<Kind> {
    let wanted: Vec<JsonType> = match kind {
        TypeKind::Single(wanted) => vec![*wanted],
        TypeKind::Multiple(types) => types.iter().filter(|&wanted| wanted != JsonType::Null).collect(),
    };
    let [wanted] = wanted[..] else { return None };
    Some(match wanted {
        JsonType::Object => Kind::Object,
        JsonType::Array => Kind::Array,
        JsonType::String => Kind::String,
        JsonType::Number | JsonType::Integer => Kind::Number,
        JsonType::Boolean => Kind::True,
        JsonType::Null => Kind::Null,
    })
}

/// The violation of a value that is not of the type `wanted`, or `None` of a number, which is not a whole one.
pub(super) fn wrong_type(node: Node<'_>, subject: Subject, wanted: Kind) -> Option<Violation> {
    let found = node.kind();
    if wanted == found {
        return None;
    }
    let Subject { property, element } = subject;
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
