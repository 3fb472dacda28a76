//! A whole body, where there is none yet.

use super::super::place::Place;
use super::super::shapes::Shape;
use super::{Item, Kind, body_shape};
use crate::catalogue::{BodyShape, Primitive, TypeKind, ValueType};
use crate::text::Span;

/// How deep a skeleton goes.
const DEEPEST: usize = 8;

/// The bodies that are offered. Where nobody says what is needed, none is.
pub(super) fn items(place: &Place<'_>, span: Span) -> Vec<Item> {
    let name = match (place.operation, place.resource) {
        (Some(operation), _) => operation.title.clone(),
        (None, Some(resource)) => resource.name(place.request).unwrap_or_default(),
        (None, None) => return Vec::new(),
    };
    let text = match body_shape(place) {
        Some(shape) => written(shape, 0).filter(|text| text != "{}"),
        None => place.resource.and_then(|resource| special(resource.route.body(&place.method()))),
    };
    let item =
        |text| Item { label: "Body".to_owned(), kind: Kind::Snippet, detail: Some(name), meaning: None, span, text };
    text.map(item).into_iter().collect()
}

/// Bodies of a form that the protocol of Graph prescribes.
fn special(body: BodyShape<'_>) -> Option<String> {
    let text = match body {
        BodyShape::Reference => "{\n  \"@odata.id\": \"https://graph.microsoft.com/v1.0/directoryObjects/{id}\"\n}",
        BodyShape::Batch => {
            "{\n  \"requests\": [\n    {\n      \"id\": \"1\",\n      \"method\": \"GET\",\n      \"url\": \"/me\"\n    }\n  ]\n}"
        }
        _ => return None,
    };
    Some(text.to_owned())
}

/// What is required of it, with values that are to be filled in.
fn written(shape: Shape<'_>, depth: usize) -> Option<String> {
    if depth > DEEPEST {
        return None;
    }
    let indentation = "  ".repeat(depth);
    if shape.is_list() {
        let element = shape.element().and_then(|shape| written(shape, depth + 1));
        return Some(match element {
            Some(element) => format!("[\n{indentation}  {element}\n{indentation}]"),
            None => "[]".to_owned(),
        });
    }
    if let Some(value) = shape.values().first() {
        return Some(value.clone());
    }
    let names = shape.names();
    let is_parameters = matches!(shape, Shape::Parameters(..) | Shape::Wrapped(..));
    let wanted = names.iter().filter(|name| name.is_required || is_parameters);
    let lines: Vec<String> = wanted
        .map(|name| {
            let value = name.shape.and_then(|shape| written(shape, depth + 1)).unwrap_or_else(|| "null".to_owned());
            format!("{indentation}  {}: {value}", serde_json::Value::from(name.name.as_str()))
        })
        .collect();
    match (lines.is_empty(), shape) {
        (false, _) => Some(format!("{{\n{}\n{indentation}}}", lines.join(",\n"))),
        (true, Shape::Schema(_, schema)) => Some(match schema.get("type").and_then(serde_json::Value::as_str) {
            Some("object") => "{}".to_owned(),
            Some("integer" | "number") => "0".to_owned(),
            _ => "\"\"".to_owned(),
        }),
        (true, Shape::Typed(_, value)) => Some(match value.ty {
            ValueType::Named(ty) if ty.kind() != TypeKind::Enum => "{}".to_owned(),
            ValueType::Primitive(primitive) if primitive.is_number() => "0".to_owned(),
            ValueType::Primitive(Primitive::Untyped) => "{}".to_owned(),
            _ => "\"\"".to_owned(),
        }),
        (true, _) => Some("{}".to_owned()),
    }
}
