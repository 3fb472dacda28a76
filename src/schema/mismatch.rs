//! The validator's errors as violations: each is brought back to the node that it is about.

use std::collections::HashMap;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError, Validator};

use super::instance::{Instance, Value};
use super::shape::{NOT_BLANK, ROOT, ShapeId, ShapeKind, Shapes};
use super::violation::{Violation, ViolationKind, Wanted, opener};
use crate::json::{Kind, Node};
use crate::text::Edit;

/// Compares the meant tree, whose root is `root`, with the schema.
pub(super) fn collect(
    validator: &Validator<Instance>,
    shapes: &Shapes,
    root: Node<'_>,
    violations: &mut Vec<Violation>,
) {
    let mut places = Places { shapes, root, elements: HashMap::new(), members: HashMap::new() };
    for error in validator.iter_errors(Value::Node(root)) {
        let Some(place) = places.find(error.instance_path().as_str()) else { continue };
        if place.node.kind() != Kind::Unknown {
            place.violations(shapes, &error, violations);
        }
    }
}

/// Where an error lies.
#[derive(Clone, Copy)]
struct Place<'t, 's> {
    node: Node<'t>,
    shape: Option<ShapeId>,
    /// The name of the member that it is the value of, or in the value of.
    property: &'s str,
    element: bool,
}

impl Place<'_, '_> {
    fn violations(&self, shapes: &Shapes, error: &ValidationError<'_>, violations: &mut Vec<Violation>) {
        let span = self.node.span();
        let property = || self.property.to_owned();
        let violation = match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                return self.unknown(shapes, unexpected, violations);
            }
            ValidationErrorKind::Required { property: name } if !self.node.is_incomplete() => {
                let name = name.as_str().unwrap_or_default().to_owned();
                Violation::new(opener(self.node), ViolationKind::MissingProperty { name, within: property() })
            }
            ValidationErrorKind::MinItems { .. } if !self.node.is_incomplete() => {
                Violation::new(span, ViolationKind::EmptyArray { property: property() })
            }
            ValidationErrorKind::Pattern { pattern } if pattern == NOT_BLANK => {
                Violation::new(span, ViolationKind::Blank { property: property(), found: Kind::String })
            }
            ValidationErrorKind::Constant { expected_value } => {
                let wanted = expected_value.as_str().unwrap_or_default().to_owned();
                let mut violation =
                    Violation::new(span, ViolationKind::ConstMismatch { property: property(), wanted: wanted.clone() });
                violation.edits = vec![Edit::replace(span, serde_json::Value::from(wanted).to_string())];
                violation.certain = true;
                violation
            }
            ValidationErrorKind::Type { kind: TypeKind::Single(JsonType::String) }
                if self.node.kind() == Kind::Null =>
            {
                Violation::new(span, ViolationKind::Blank { property: property(), found: Kind::Null })
            }
            ValidationErrorKind::Type { kind } => self.wrong_type(match kind {
                TypeKind::Single(wanted) => *wanted,
                TypeKind::Multiple(types) => {
                    types.iter().find(|&wanted| wanted != JsonType::Null).unwrap_or(JsonType::Null)
                }
            }),
            _ => return,
        };
        violations.push(violation);
    }

    fn unknown(&self, shapes: &Shapes, names: &[String], violations: &mut Vec<Violation>) {
        let keys: HashMap<_, _> =
            self.node.members().filter_map(|member| Some((member.key.string()?, member.key))).collect();
        let known = shapes.properties(self.shape.unwrap_or(ROOT)).iter().map(|property| property.name.clone());
        let known: Vec<String> = known.filter(|name| !name.starts_with(['$', '@'])).collect();
        for name in names {
            let Some(key) = keys.get(name.as_str()) else { continue };
            let kind = ViolationKind::UnknownProperty {
                home: shapes.home(name).map(str::to_owned),
                within: self.property.to_owned(),
                known: known.clone(),
            };
            violations.push(Violation::new(key.span(), kind));
        }
    }

    fn wrong_type(&self, wanted: JsonType) -> Violation {
        let wanted = match wanted {
            JsonType::Object => Kind::Object,
            JsonType::Array => Kind::Array,
            JsonType::String => Kind::String,
            JsonType::Number | JsonType::Integer => Kind::Number,
            JsonType::Boolean => Kind::True,
            JsonType::Null => Kind::Null,
        };
        let found = self.node.kind();
        let wanted = Wanted { wanted, found, property: self.property.to_owned(), element: self.element };
        let quotable = wanted.wanted == Kind::String && found == Kind::Number;
        let mut violation = Violation::new(self.node.span(), ViolationKind::WrongType(wanted));
        if quotable {
            let span = self.node.span();
            violation.edits = vec![Edit::insert(span.start, "\""), Edit::insert(span.end, "\"")];
        }
        violation
    }
}

/// Finds nodes by the validator's paths. What it has looked up it keeps, so that many errors in one long list take no
/// longer than the list.
struct Places<'s, 't> {
    shapes: &'s Shapes,
    root: Node<'t>,
    elements: HashMap<u32, Vec<Node<'t>>>,
    members: HashMap<u32, HashMap<String, Node<'t>>>,
}

impl<'s, 't> Places<'s, 't> {
    fn find(&mut self, pointer: &str) -> Option<Place<'t, 's>> {
        let mut place = Place { node: self.root, shape: Some(ROOT), property: "", element: false };
        for token in pointer.split('/').skip(1) {
            place = self.step(place, &token.replace("~1", "/").replace("~0", "~"))?;
        }
        Some(place)
    }

    fn step(&mut self, place: Place<'t, 's>, token: &str) -> Option<Place<'t, 's>> {
        let node = place.node;
        let kind = place.shape.map(|shape| &self.shapes.get(shape).kind);
        if node.kind() == Kind::Array {
            let elements = self.elements.entry(node.index()).or_insert_with(|| node.elements().collect());
            let shape = match kind {
                Some(&ShapeKind::Array(items)) => Some(items),
                _ => None,
            };
            return Some(Place { node: *elements.get(token.parse::<usize>().ok()?)?, shape, element: true, ..place });
        }
        let members = self.members.entry(node.index()).or_insert_with(|| {
            node.members().filter_map(|member| Some((member.key.string()?.into_owned(), member.value))).collect()
        });
        let property = self.shapes.property(place.shape?, token)?;
        Some(Place {
            node: *members.get(token)?,
            shape: Some(property.shape),
            property: &property.name,
            element: false,
        })
    }
}
