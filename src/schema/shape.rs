//! What a reader needs of a schema: which object has which properties, and what is in them.

use std::collections::HashMap;

use serde_json::{Value, json};

/// The index of a shape. The root's is [`ROOT`].
pub(super) type ShapeId = usize;

/// The shape of the whole body.
pub(super) const ROOT: ShapeId = 0;

/// The pattern of strings that need words: the only one that is understood.
pub(super) const NOT_BLANK: &str = r"\S";

/// The name of the root's shape.
const BODY: &str = "body";

/// The shapes of one schema, which may refer to each other in circles.
#[derive(Debug)]
pub(super) struct Shapes(Vec<Shape>);

/// What the value at one place looks like.
#[derive(Debug)]
pub(super) struct Shape {
    /// The name of its definition; `body` at the root, empty where it has none.
    pub(super) name: String,
    pub(super) kind: ShapeKind,
    /// What else the schema says of the value; none if it says something that is not understood here.
    pub(super) limits: Option<Limits>,
}

/// What a schema says of a value beyond its shape.
#[derive(Debug, Default)]
pub(super) struct Limits {
    /// Whether it may be `null` instead.
    pub(super) nullable: bool,
    /// So many elements a list has at least.
    pub(super) min_items: usize,
    /// Whether a string must have a character that is no white space.
    pub(super) not_blank: bool,
    /// The string that it must be.
    pub(super) constant: Option<String>,
}

#[derive(Debug)]
pub(super) enum ShapeKind {
    Object(Vec<Property>),
    Array(ShapeId),
    String,
    Any,
}

#[derive(Debug)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) shape: ShapeId,
    pub(super) required: bool,
}

impl Shapes {
    /// Reads a schema: `type`, `properties`, `required`, `items`, and references into `definitions`.
    pub(super) fn new(schema: &Value) -> Self {
        let mut reader = Reader { schema, waiting: Vec::new(), referenced: HashMap::new(), count: 0 };
        reader.shape_of(schema, BODY);
        let mut shapes: Vec<Option<Shape>> = Vec::new();
        while let Some((id, name, value)) = reader.waiting.pop() {
            let kind = reader.kind(value);
            let limits = Limits::of(value);
            if shapes.len() <= id {
                shapes.resize_with(reader.count.max(id + 1), || None);
            }
            shapes[id] = Some(Shape { name: name.to_owned(), kind, limits });
        }
        Self(shapes.into_iter().flatten().collect())
    }

    pub(super) fn get(&self, id: ShapeId) -> &Shape {
        &self.0[id]
    }

    /// The properties of an object's shape; none for others.
    pub(super) fn properties(&self, id: ShapeId) -> &[Property] {
        match &self.get(id).kind {
            ShapeKind::Object(properties) => properties,
            _ => &[],
        }
    }

    /// The property of this name.
    pub(super) fn property(&self, id: ShapeId, name: &str) -> Option<&Property> {
        self.properties(id).iter().find(|property| property.name == name)
    }

    /// The list of objects that an object of this shape must have, and the shape of its elements.
    pub(super) fn level(&self, id: ShapeId) -> Option<(&Property, ShapeId)> {
        self.properties(id).iter().filter(|property| property.required).find_map(|property| {
            match self.get(property.shape).kind {
                ShapeKind::Array(items) if !self.properties(items).is_empty() => Some((property, items)),
                _ => None,
            }
        })
    }

    /// The property under which an object stands that knows `name`.
    pub(super) fn home(&self, name: &str) -> Option<&str> {
        let knowing = |shape: ShapeId| {
            let inside = match self.get(shape).kind {
                ShapeKind::Array(items) => items,
                _ => shape,
            };
            self.property(inside, name).is_some()
        };
        (0..self.0.len())
            .flat_map(|id| self.properties(id))
            .find(|property| knowing(property.shape))
            .map(|property| property.name.as_str())
    }
}

impl Limits {
    /// Reads a schema that is not a reference.
    fn of(schema: &Value) -> Option<Self> {
        let mut limits = Self::default();
        for (keyword, value) in schema.as_object()? {
            match keyword.as_str() {
                "type" => {
                    limits.nullable = value.as_array().is_some_and(|types| types.iter().any(|name| name == "null"));
                }
                "minItems" => limits.min_items = usize::try_from(value.as_u64()?).ok()?,
                "pattern" if value == NOT_BLANK => limits.not_blank = true,
                "const" => limits.constant = Some(value.as_str()?.to_owned()),
                // What stands under names that `properties` has not is not looked at here.
                "patternProperties" if value.as_object()?.values().all(|schema| *schema == json!({})) => {}
                "$schema"
                | "$id"
                | "title"
                | "description"
                | "examples"
                | "definitions"
                | "properties"
                | "required"
                | "additionalProperties"
                | "items" => {}
                _ => return None,
            }
        }
        Some(limits)
    }
}

struct Reader<'s> {
    schema: &'s Value,
    /// Shapes that have their index and are still to be read.
    waiting: Vec<(ShapeId, &'s str, &'s Value)>,
    referenced: HashMap<&'s str, ShapeId>,
    count: usize,
}

impl<'s> Reader<'s> {
    fn shape_of(&mut self, value: &'s Value, name: &'s str) -> ShapeId {
        let reference = value.get("$ref").and_then(Value::as_str);
        if let Some(id) = reference.and_then(|reference| self.referenced.get(reference)) {
            return *id;
        }
        let id = self.count;
        self.count += 1;
        match reference {
            Some(reference) => {
                self.referenced.insert(reference, id);
                let target = self.schema.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null);
                self.waiting.push((id, reference.rsplit('/').next().unwrap_or_default(), target));
            }
            None => self.waiting.push((id, name, value)),
        }
        id
    }

    fn kind(&mut self, value: &'s Value) -> ShapeKind {
        // A value that may be `null` too has two types; the other one tells its shape.
        let types = value
            .get("type")
            .map_or(&[][..], |types| types.as_array().map_or(std::slice::from_ref(types), Vec::as_slice));
        match types.iter().filter_map(Value::as_str).find(|&name| name != "null") {
            Some("object") => {
                let required: Vec<&str> = value
                    .get("required")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect();
                let properties = value.get("properties").and_then(Value::as_object).into_iter().flatten();
                ShapeKind::Object(
                    properties
                        .map(|(name, value)| Property {
                            name: name.clone(),
                            shape: self.shape_of(value, ""),
                            required: required.contains(&name.as_str()),
                        })
                        .collect(),
                )
            }
            Some("array") => ShapeKind::Array(self.shape_of(value.get("items").unwrap_or(&Value::Null), "")),
            Some("string") => ShapeKind::String,
            _ => ShapeKind::Any,
        }
    }
}
