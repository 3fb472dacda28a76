//! A quick test for values that surely fit the schema.
//!
//! Nearly every body fits, and to build the validator costs a run on one file more than all else that it does with it. So a
//! body is held against the shapes first. That only ever says that nothing is wrong: whatever is in any way unusual – a
//! name that is not known, a value of which nothing is known – is for the survey and the validator to judge.

use super::shape::{Limits, Property, ShapeId, ShapeKind, Shapes};
use crate::json::{Kind, Node};

/// Whether the value surely is what the schema has at this place: every name as the schema spells it, once, and nothing
/// missing. It recurses with the nesting of the body, which the reader limits to [`crate::json::MAX_DEPTH`].
pub(super) fn surely_fits(shapes: &Shapes, node: Node<'_>, id: ShapeId) -> bool {
    let shape = shapes.get(id);
    let Some(limits) = &shape.limits else { return false };
    match (&shape.kind, node.kind()) {
        (_, Kind::Null) => limits.nullable,
        (ShapeKind::Object(properties), Kind::Object) => object(shapes, node, properties),
        (&ShapeKind::Array(items), Kind::Array) => {
            let mut count = 0;
            let fit = node.elements().inspect(|_| count += 1).all(|element| surely_fits(shapes, element, items));
            fit && count >= limits.min_items
        }
        (ShapeKind::String, Kind::String) => string(node, limits),
        (ShapeKind::Any, Kind::String) => limits.constant.is_some() && string(node, limits),
        _ => false,
    }
}

fn object(shapes: &Shapes, node: Node<'_>, properties: &[Property]) -> bool {
    let mut met = 0_u64;
    for member in node.members() {
        let key = member.key.string().unwrap_or_default();
        let place = properties.iter().position(|property| property.name == key);
        let Some(place) = place.filter(|&place| place < 64 && met & 1 << place == 0) else { return false };
        met |= 1 << place;
        if !surely_fits(shapes, member.value, properties[place].shape) {
            return false;
        }
    }
    let is_met = |place: usize| place < 64 && met & 1 << place != 0;
    properties.iter().enumerate().all(|(place, property)| !property.required || is_met(place))
}

fn string(node: Node<'_>, limits: &Limits) -> bool {
    let Some(string) = node.string() else { return false };
    limits.constant.as_ref().is_none_or(|constant| *constant == string)
        && (!limits.not_blank || string.chars().any(is_word))
}

/// Whether a character is not white space, however that is meant.
fn is_word(character: char) -> bool {
    character.is_ascii_graphic() || character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::schema::shape::ROOT;
    use crate::schema::{BodySchema, Names, survey};
    use crate::text::Span;

    const SCHEMA: &str = include_str!("../operations/provision_on_demand/schemas/body.json");
    const OPERATION: &str = include_str!("../operations/provision_on_demand/operation.json");
    const SUBJECT: &str = "#microsoft.graph.synchronizationJobSubject";

    /// A body in which every property of the schema has a value.
    fn body() -> String {
        let leaf = r#"{"objectId":"é","objectTypeName":"User"}"#;
        let group = format!(
            r#"{{"@odata.type":"{SUBJECT}","objectTypeName":"Group","objectId":"a","links":{{"members":[{leaf},{leaf}],"owners":[{leaf}],"manager":{leaf}}}}}"#
        );
        let entry = format!(r#"{{"ruleId":"a","subjects":[{leaf},{group}]}}"#);
        format!(r#"{{"$schema":"x","parameters":[{entry},{entry}]}}"#)
    }

    fn schema() -> BodySchema {
        let operation: serde_json::Value = serde_json::from_str(OPERATION).unwrap_or_default();
        let names: Names = serde_json::from_value(operation["names"].clone()).expect("the operation has names");
        BodySchema::new(SCHEMA, names)
    }

    /// Whether the text surely fits, after seeing that the survey and the validator agree if so.
    fn fits(schema: &BodySchema, text: &str) -> bool {
        let document = json::parse(text, Span::whole(text));
        let Some(root) = document.tree.root() else { return false };
        let fits = surely_fits(schema.shapes(), root, ROOT);
        if fits {
            let found = survey::survey(schema.shapes(), &schema.names, root);
            assert!(found.violations.is_empty() && found.corrections.is_empty(), "{text}: {found:?}");
            let mut violations = Vec::new();
            schema.collect(root, &mut violations);
            assert!(violations.is_empty(), "{text}: {violations:?}");
        }
        fits
    }

    #[test]
    fn a_right_body_fits() {
        assert!(fits(&schema(), &body()));
    }

    #[test]
    fn what_fits_is_right() {
        let (schema, right) = (schema(), body());
        let document = json::parse(&right, Span::whole(&right));
        let (mut fit, mut unfit) = (0, 0);
        for node in document.tree.nodes() {
            let (before, after) = (&right[..node.span().start as usize], &right[node.span().end as usize..]);
            let words = node.words();
            let instead =
                ["null", "7", "true", "\"\"", "\" \"", "\"\u{a0}\"", "\"b\"", "[]", "[7]", "{}", "...", "", "'a'"];
            let keys = ["\"objectId\"", "\"ObjectId\"", "\"links\"", "\"@odata.type\"", "\"a@odata.b\"", "\"members\""];
            let doubled = [format!("{words},{words}"), format!("{words}:{words},{words}")];
            let all = instead.iter().chain(&keys).copied().chain(doubled.iter().map(String::as_str));
            for words in all.chain([format!("\"{SUBJECT}\"").as_str()]) {
                match fits(&schema, &format!("{before}{words}{after}")) {
                    true => fit += 1,
                    false => unfit += 1,
                }
            }
        }
        assert!(fit > 100 && unfit > 500, "{fit} of {}", fit + unfit);
    }
}
