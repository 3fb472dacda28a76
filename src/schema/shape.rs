//! What a reader needs of a schema: which object has which properties, and what is in them.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::json::{self, Kind, Member, Node};
use crate::text::Span;

/// The index of a shape. The root's is [`ROOT`].
pub(super) type ShapeId = usize;

/// The shape of the whole body.
pub(super) const ROOT: ShapeId = 0;

/// The pattern of strings that need words: the only one that is understood.
pub(super) const NOT_BLANK: &str = r"\S";

/// What the names of annotations have, and their patterns.
pub(super) const ANNOTATION: char = '@';

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
    /// What else the schema says of the value, or `None` if it says something that is not understood here.
    pub(super) limits: Option<Limits>,
}

/// What a schema says of a value beyond its shape.
#[derive(Debug, Default)]
pub(super) struct Limits {
    /// Whether it may be `null` instead.
    pub(super) nullable: bool,
    /// So many elements a list has at least.
    pub(super) min_items: usize,
    /// Whether a string must have a character that is not white space.
    pub(super) not_blank: bool,
    /// The string that it must be.
    pub(super) constant: Option<String>,
    /// Whether an object has no properties but those that it names, and annotations of OData.
    pub(super) closed: bool,
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
    /// Reads a schema: `type`, `properties`, `required`, `items`, and references into `definitions`. Our own reader is at
    /// hand, and takes a third of the time that a `Value` would.
    pub(super) fn new(schema: &str) -> Self {
        let document = json::parse(schema, Span::whole(schema));
        let root = document.tree.root();
        let mut reader = Reader { root, waiting: Vec::new(), referenced: HashMap::new(), count: 0 };
        reader.shape_of(root, BODY);
        let mut shapes: Vec<Option<Shape>> = Vec::new();
        while let Some((id, name, schema)) = reader.waiting.pop() {
            let kind = schema.map_or(ShapeKind::Any, |schema| reader.kind(schema));
            let limits = schema.and_then(Limits::of);
            if shapes.len() <= id {
                shapes.resize_with(reader.count.max(id + 1), || None);
            }
            shapes[id] = Some(Shape { name, kind, limits });
        }
        Self(shapes.into_iter().flatten().collect())
    }

    pub(super) fn get(&self, id: ShapeId) -> &Shape {
        &self.0[id]
    }

    /// The properties of an object's shape, or `None` for others.
    pub(super) fn properties(&self, id: ShapeId) -> &[Property] {
        match &self.get(id).kind {
            ShapeKind::Object(properties) => properties,
            _ => &[],
        }
    }

    /// The names of the properties of an object's shape, without those for tools.
    pub(super) fn names(&self, id: ShapeId) -> Vec<String> {
        let names = self.properties(id).iter().map(|property| property.name.clone());
        names.filter(|name| !name.starts_with(['$', '@'])).collect()
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
    fn of(schema: Node<'_>) -> Option<Self> {
        let mut limits = Self::default();
        for member in object(schema)?.members() {
            let value = member.value;
            match &*member.key.string()? {
                "type" if value.elements().filter(|name| !is_string(*name, "null")).nth(1).is_some() => return None,
                "type" => limits.nullable = value.elements().any(|name| is_string(name, "null")),
                "minItems" => limits.min_items = value.number()?.parse().ok()?,
                "pattern" if is_string(value, NOT_BLANK) => limits.not_blank = true,
                "const" => limits.constant = Some(value.string()?.into_owned()),
                // Under such names anything may stand.
                "patternProperties" if object(value)?.members().all(is_annotation) => {}
                "additionalProperties" => limits.closed = value.boolean() == Some(false),
                "$schema" | "$id" | "title" | "description" | "examples" | "definitions" | "properties"
                | "required" | "items" => {}
                _ => return None,
            }
        }
        Some(limits)
    }
}

fn object(node: Node<'_>) -> Option<Node<'_>> {
    (node.kind() == Kind::Object).then_some(node)
}

/// Whether a pattern only fits names of annotations, of which nothing is wanted.
fn is_annotation(pattern: Member<'_>) -> bool {
    let is_named_so = pattern.key.string().is_some_and(|pattern| pattern.contains(ANNOTATION));
    is_named_so && object(pattern.value).is_some_and(|object| object.members().next().is_none())
}

fn is_string(node: Node<'_>, wanted: &str) -> bool {
    node.string().is_some_and(|string| string == wanted)
}

/// A schema in the document, none where it is missing.
type Schema<'s> = Option<Node<'s>>;

struct Reader<'s> {
    root: Schema<'s>,
    /// Shapes that have their index and are still to be read.
    waiting: Vec<(ShapeId, String, Schema<'s>)>,
    referenced: HashMap<Cow<'s, str>, ShapeId>,
    count: usize,
}

impl<'s> Reader<'s> {
    fn shape_of(&mut self, schema: Schema<'s>, name: &str) -> ShapeId {
        let reference = schema.and_then(|schema| schema.get("$ref")?.string());
        if let Some(id) = reference.as_ref().and_then(|reference| self.referenced.get(reference)) {
            return *id;
        }
        let id = self.count;
        self.count += 1;
        match reference {
            Some(reference) => {
                let name = reference.rsplit('/').next().unwrap_or_default().to_owned();
                let place = reference.strip_prefix("#/");
                let target = place.and_then(|place| place.split('/').try_fold(self.root?, Node::get));
                self.waiting.push((id, name, target));
                self.referenced.insert(reference, id);
            }
            None => self.waiting.push((id, name.to_owned(), schema)),
        }
        id
    }

    fn kind(&mut self, schema: Node<'s>) -> ShapeKind {
        // A value that may be `null` too has two types; the other one gives its shape.
        let types = schema.get("type");
        let several = types.into_iter().flat_map(Node::elements);
        let name = types.into_iter().chain(several).filter_map(Node::string).find(|name| name != "null");
        match name.as_deref() {
            Some("object") => {
                let required: Vec<_> =
                    schema.get("required").into_iter().flat_map(Node::elements).filter_map(Node::string).collect();
                let mut properties = Vec::new();
                for member in schema.get("properties").into_iter().flat_map(Node::members) {
                    let name = member.key.string().unwrap_or_default();
                    properties.push(Property {
                        shape: self.shape_of(Some(member.value), ""),
                        required: required.contains(&name),
                        name: name.into_owned(),
                    });
                }
                ShapeKind::Object(properties)
            }
            Some("array") => ShapeKind::Array(self.shape_of(schema.get("items"), "")),
            Some("string") => ShapeKind::String,
            _ => ShapeKind::Any,
        }
    }
}
