//! The comparison of a body with the schema of an operation by its shapes.
//!
//! The schemas of operations have few keywords, so that their shapes say nearly always what is wrong. What they do not –
//! a value of which nothing is known, a name that a pattern may have – is for the validator to judge. It is asked then
//! only: to build it costs a run on one file more than all else that it does, and to run it more than to read the body.

use serde_json::Value;

use super::constraint::Subject;
use super::names::Names;
use super::shape::{ANNOTATION, Limits, Property, ROOT, ShapeId, ShapeKind, Shapes};
use super::types::wrong_type;
use super::violation::{Violation, ViolationKind, opener};
use crate::json::{Kind, Node};

/// The violations in a body, or `None` where that is for the validator to judge. It recurses with the nesting of the body,
/// which the reader limits to [`crate::json::MAX_DEPTH`].
pub(super) fn compare(shapes: &Shapes, names: &Names, root: Node<'_>) -> Option<Vec<Violation>> {
    let mut comparison = Comparison { shapes, names, found: Vec::new() };
    comparison.value(Place { node: root, shape: ROOT, property: "", element: false })?;
    Some(comparison.found)
}

struct Comparison<'s> {
    shapes: &'s Shapes,
    names: &'s Names,
    found: Vec<Violation>,
}

/// A value, and what the schema has there.
#[derive(Clone, Copy)]
struct Place<'s, 't> {
    node: Node<'t>,
    shape: ShapeId,
    /// The property whose value it is, or in whose value.
    property: &'s str,
    /// Whether it is an element of the property's value.
    element: bool,
}

impl Place<'_, '_> {
    fn subject(self) -> Subject {
        Subject { property: self.property.to_owned(), element: self.element }
    }

    /// Of what is left out nothing is known.
    fn is_all_there(self) -> Judged {
        (!self.node.is_incomplete()).then_some(())
    }
}

/// Nothing where the validator is to judge.
type Judged = Option<()>;

impl<'s> Comparison<'s> {
    fn value(&mut self, place: Place<'s, '_>) -> Judged {
        let shape = self.shapes.get(place.shape);
        let limits = shape.limits.as_ref()?;
        match (&shape.kind, place.node.kind()) {
            (_, Kind::Null) if limits.nullable => Some(()),
            (_, Kind::Unknown) => None,
            (ShapeKind::Object(properties), Kind::Object) => self.object(place, properties, limits),
            (&ShapeKind::Array(items), Kind::Array) => self.array(place, items, limits),
            (ShapeKind::String, Kind::String) => self.string(place, limits),
            (ShapeKind::String, Kind::Null) => self.report(Violation::blank(place.node, place.property)),
            (ShapeKind::Any, _) => self.constant(place, limits.constant.as_ref()?),
            (ShapeKind::Object(_), _) => self.wrong_type(place, Kind::Object),
            (ShapeKind::Array(_), _) => self.wrong_type(place, Kind::Array),
            (ShapeKind::String, _) => self.wrong_type(place, Kind::String),
        }
    }

    fn object(&mut self, place: Place<'s, '_>, properties: &'s [Property], limits: &Limits) -> Judged {
        let mut met = 0_u64;
        for member in place.node.members() {
            let key = member.key.string()?;
            match properties.iter().position(|property| property.name == key) {
                Some(at) => {
                    // What a second one means is not known.
                    let bit = 1_u64.checked_shl(u32::try_from(at).ok()?).filter(|bit| met & bit == 0)?;
                    met |= bit;
                    let Property { name, shape, .. } = &properties[at];
                    self.value(Place { node: member.value, shape: *shape, property: name, element: false })?;
                }
                None if limits.closed && !key.contains(ANNOTATION) => {
                    let kind = ViolationKind::UnknownProperty {
                        home: self.shapes.home(&key).map(str::to_owned),
                        within: place.property.to_owned(),
                        known: self.shapes.names(place.shape),
                    };
                    self.report(Violation::new(member.key.span(), kind))?;
                }
                None => return None,
            }
        }
        let is_met = |at: usize| at < 64 && met & 1 << at != 0;
        for (_, property) in properties.iter().enumerate().filter(|(at, property)| property.required && !is_met(*at)) {
            place.is_all_there()?;
            let has_own_rule = self.names.has_own_rule(&property.name);
            let kind = ViolationKind::missing(&property.name, place.subject(), has_own_rule, None);
            self.report(Violation::new(opener(place.node), kind))?;
        }
        Some(())
    }

    fn array(&mut self, place: Place<'s, '_>, items: ShapeId, limits: &Limits) -> Judged {
        let mut count = 0;
        for node in place.node.elements() {
            count += 1;
            self.value(Place { node, shape: items, element: true, ..place })?;
        }
        match (count < limits.min_items, limits.min_items) {
            (false, _) => Some(()),
            (true, 1) => {
                place.is_all_there()?;
                self.report(Violation::empty(place.node, place.property))
            }
            (true, _) => None,
        }
    }

    fn string(&mut self, place: Place<'s, '_>, limits: &Limits) -> Judged {
        let string = place.node.string()?;
        if limits.not_blank && !string.chars().any(is_word) {
            // What else is white space is not for everybody to say.
            let is_blank = string.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
            let is_clear = is_blank && limits.constant.is_none();
            is_clear.then_some(())?;
            return self.report(Violation::blank(place.node, place.property));
        }
        match &limits.constant {
            Some(constant) => self.constant(place, constant),
            None => Some(()),
        }
    }

    fn constant(&mut self, place: Place<'s, '_>, constant: &str) -> Judged {
        if place.node.string().is_some_and(|string| string == constant) {
            return Some(());
        }
        place.property.starts_with(ANNOTATION).then_some(())?;
        self.report(Violation::other_constant(place.node, place.property, &Value::from(constant)))
    }

    fn wrong_type(&mut self, place: Place<'s, '_>, wanted: Kind) -> Judged {
        let violation = wrong_type(place.node, place.subject(), wanted)?;
        self.report(violation)
    }

    fn report(&mut self, violation: Violation) -> Judged {
        self.found.push(violation);
        Some(())
    }
}

/// Whether a character is not white space, however that is meant.
fn is_word(character: char) -> bool {
    character.is_ascii_graphic() || character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
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

    /// What the comparison gives for a text, after seeing that the validator agrees, and the survey if nothing is wrong.
    fn compared(schema: &BodySchema, text: &str) -> Option<usize> {
        let document = json::parse(text, Span::whole(text));
        let root = document.tree.root()?;
        let mut found = compare(schema.shapes(), &schema.names, root)?;
        let mut expected = Vec::new();
        schema.validate(root, &mut expected);
        let order = |violation: &Violation| (violation.span, format!("{violation:?}"));
        found.sort_by_key(order);
        expected.sort_by_key(order);
        assert_eq!(found, expected, "{text}");
        if found.is_empty() {
            let found = survey::survey(schema.shapes(), &schema.names, root);
            assert!(found.violations.is_empty() && found.corrections.is_empty(), "{text}: {found:?}");
        }
        Some(found.len())
    }

    #[test]
    fn a_right_body_fits() {
        assert_eq!(compared(&schema(), &body()), Some(0));
    }

    #[test]
    fn the_validator_agrees() {
        let (schema, right) = (schema(), body());
        let document = json::parse(&right, Span::whole(&right));
        let (mut right_ones, mut wrong, mut left) = (0, 0, 0);
        for node in document.tree.nodes() {
            let (before, after) = (&right[..node.span().start as usize], &right[node.span().end as usize..]);
            let words = node.words();
            let instead =
                ["null", "7", "true", "\"\"", "\" \"", "\"\u{a0}\"", "\"b\"", "[]", "[7]", "{}", "...", "", "'a'"];
            let keys = ["\"objectId\"", "\"ObjectId\"", "\"links\"", "\"@odata.type\"", "\"a@odata.b\"", "\"members\""];
            let doubled = [format!("{words},{words}"), format!("{words}:{words},{words}")];
            let all = instead.iter().chain(&keys).copied().chain(doubled.iter().map(String::as_str));
            for words in all.chain([format!("\"{SUBJECT}\"").as_str()]) {
                match compared(&schema, &format!("{before}{words}{after}")) {
                    Some(0) => right_ones += 1,
                    Some(_) => wrong += 1,
                    None => left += 1,
                }
            }
        }
        assert!(right_ones > 100 && wrong > 300 && left > 100, "{right_ones} right, {wrong} wrong, {left} left");
    }
}
