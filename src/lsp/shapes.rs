//! What belongs at a place of a body: by the JSON Schema of an operation that is known deeply, otherwise by Graph's metadata.

use serde_json::Value as Json;

use super::cursor::Frame;
use crate::catalogue::{
    BodyShape, Containment, Graph, Member, Operation as Action, Parameter, Primitive, Type, TypeKind, Value, ValueType,
};

/// What a value is to be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape<'a> {
    /// As the metadata has it.
    Typed(Graph<'a>, Value<'a>),
    /// The parameters of an action.
    Parameters(Graph<'a>, Action<'a>),
    /// A property by itself, in an object with the name `value`.
    Wrapped(Graph<'a>, Value<'a>),
    /// As a schema has it: all of it, and the part for this value.
    Schema(&'a Json, &'a Json),
}

/// A name that an object may have.
#[derive(Clone, Debug)]
pub(super) struct Name<'a> {
    pub(super) name: String,
    pub(super) shape: Option<Shape<'a>>,
    /// Whether its value names something instead of holding it.
    pub(super) is_bind: bool,
    /// The property as the metadata has it.
    pub(super) member: Option<Member<'a>>,
    pub(super) is_required: bool,
}

impl<'a> Shape<'a> {
    /// What the body of a request is to be.
    pub(super) fn of_body(graph: Graph<'a>, body: BodyShape<'a>) -> Option<Self> {
        match body {
            BodyShape::Value(value) if value.collection || value.primitive().is_some() => {
                Some(Self::Wrapped(graph, value))
            }
            BodyShape::Value(value) => Some(Self::Typed(graph, value)),
            BodyShape::Parameters(action) => Some(Self::Parameters(graph, action)),
            _ => None,
        }
    }

    /// What belongs inside of the containers `frames`, of which the first has this shape.
    pub(super) fn inside(self, frames: &[Frame]) -> Option<Self> {
        let (first, rest) = match frames.split_first() {
            Some(split) => split,
            None => return Some(self),
        };
        let mut shape = self.declared(first);
        for frame in rest {
            shape = match &frame.of {
                Some(name) => shape.member(name)?,
                None => shape.element()?,
            };
            shape = shape.declared(frame);
        }
        Some(shape)
    }

    /// The same, where the object says of which derived type it is.
    fn declared(self, frame: &Frame) -> Self {
        match (self, &frame.ty) {
            (Self::Typed(graph, value), Some(name)) => match (graph.ty(name), value.named()) {
                (Some(ty), Some(expected)) if ty.is_a(expected) => {
                    Self::Typed(graph, Value { ty: ValueType::Named(ty), ..value })
                }
                _ => self,
            },
            _ => self,
        }
    }

    /// What the value of the property `name` is to be.
    pub(super) fn member(self, name: &str) -> Option<Self> {
        match self {
            Self::Typed(graph, value) => Some(Self::Typed(graph, value.named()?.member(name)?.value())),
            Self::Parameters(graph, action) => Some(Self::Typed(graph, action.parameter(name)?.value())),
            Self::Wrapped(graph, value) => (name == "value").then_some(Self::Typed(graph, value)),
            Self::Schema(root, schema) => {
                Some(Self::Schema(root, resolved(root, schema.get("properties")?.get(name)?)))
            }
        }
    }

    /// What the elements of the list are to be.
    pub(super) fn element(self) -> Option<Self> {
        match self {
            Self::Typed(graph, value) => value.collection.then(|| Self::Typed(graph, value.element())),
            Self::Schema(root, schema) => Some(Self::Schema(root, resolved(root, schema.get("items")?))),
            Self::Parameters(..) | Self::Wrapped(..) => None,
        }
    }

    /// Whether it is a list.
    pub(super) fn is_list(self) -> bool {
        match self {
            Self::Typed(_, value) => value.collection,
            Self::Schema(_, schema) => schema.get("type").is_some_and(|ty| ty == "array"),
            Self::Parameters(..) | Self::Wrapped(..) => false,
        }
    }

    /// The type that the metadata has for it.
    pub(super) fn ty(self) -> Option<Type<'a>> {
        match self {
            Self::Typed(_, value) => value.named(),
            _ => None,
        }
    }

    /// The names that it may have, in their order.
    pub(super) fn names(self) -> Vec<Name<'a>> {
        let plain =
            |name: &str, shape| Name { name: name.to_owned(), shape, is_bind: false, member: None, is_required: false };
        match self {
            Self::Typed(_, value) if value.collection => Vec::new(),
            Self::Typed(graph, value) => value.named().map_or(Vec::new(), |ty| of_type(graph, ty)),
            Self::Parameters(graph, action) => {
                let name = |it: Parameter<'a>| Name {
                    is_required: !it.is_optional(),
                    ..plain(&spoken(it.name()), Some(Self::Typed(graph, it.value())))
                };
                action.parameters().map(name).collect()
            }
            Self::Wrapped(graph, value) => vec![plain("value", Some(Self::Typed(graph, value)))],
            Self::Schema(root, schema) => {
                let required = schema.get("required").and_then(Json::as_array);
                let is_required = |name: &str| required.is_some_and(|list| list.iter().any(|it| it == name));
                let properties = schema.get("properties").and_then(Json::as_object).into_iter().flatten();
                let names = properties.filter(|(name, _)| !name.starts_with('$'));
                names
                    .map(|(name, schema)| Name {
                        is_required: is_required(name),
                        ..plain(name, Some(Self::Schema(root, resolved(root, schema))))
                    })
                    .collect()
            }
        }
    }

    /// The values that it may have, as JSON writes them.
    pub(super) fn values(self) -> Vec<String> {
        let quoted = |word: &str| Json::from(word).to_string();
        match self {
            Self::Typed(_, value) if value.collection => Vec::new(),
            Self::Typed(_, value) => match value.ty {
                ValueType::Named(ty) if ty.kind() == TypeKind::Enum => {
                    ty.names().filter(|name| *name != "unknownFutureValue").map(quoted).collect()
                }
                ValueType::Primitive(Primitive::Boolean) => vec!["true".to_owned(), "false".to_owned()],
                _ => Vec::new(),
            },
            Self::Schema(_, schema) => {
                let one = schema.get("const").into_iter();
                let listed = schema.get("enum").and_then(Json::as_array).into_iter().flatten();
                let values: Vec<String> = one.chain(listed).map(Json::to_string).collect();
                match values.is_empty() && schema.get("type").is_some_and(|ty| ty == "boolean") {
                    true => vec!["true".to_owned(), "false".to_owned()],
                    false => values,
                }
            }
            Self::Parameters(..) | Self::Wrapped(..) => Vec::new(),
        }
    }

    /// What it is, in a few words.
    pub(super) fn words(self) -> String {
        match self {
            Self::Typed(_, value) => value_words(value),
            Self::Parameters(_, action) => format!("parameters of {}", action.name()),
            Self::Wrapped(_, value) => value_words(value),
            Self::Schema(root, schema) => {
                let kind = |schema: &Json| schema.get("type").and_then(Json::as_str).unwrap_or("any value").to_owned();
                match schema.get("items") {
                    Some(items) => format!("array of {}", kind(resolved(root, items))),
                    None => kind(schema),
                }
            }
        }
    }

    /// What it means, if somebody wrote that down.
    pub(super) fn meaning(self) -> Option<&'a str> {
        match self {
            Self::Schema(_, schema) => schema.get("description").and_then(Json::as_str),
            _ => None,
        }
    }
}

/// The type of a value, as documentation writes it.
pub(super) fn value_words(value: Value<'_>) -> String {
    let name = match value.ty {
        ValueType::Primitive(primitive) => primitive.name().to_owned(),
        ValueType::Named(ty) => ty.full_name(),
    };
    if value.collection { format!("collection of {name}") } else { name }
}

/// The names of a type: what it says of itself, its properties, and the ways to refer to others.
fn of_type<'a>(graph: Graph<'a>, ty: Type<'a>) -> Vec<Name<'a>> {
    let mut names = Vec::new();
    let name = |name: String, member: Option<Member<'a>>, is_bind| Name {
        name,
        shape: member.map(|member| Shape::Typed(graph, member.value())),
        is_bind,
        member,
        is_required: false,
    };
    // Of which type it is an object has to say where the type by itself is of none.
    if ty.is_abstract() {
        names.push(name("@odata.type".to_owned(), None, false));
    }
    for member in ty.members() {
        if !member.is_navigation() {
            if !member.is_computed() && member.value().primitive() != Some(Primitive::Stream) {
                names.push(name(member.name().to_owned(), Some(member), false));
            }
            continue;
        }
        if member.containment() != Containment::Reference {
            names.push(name(member.name().to_owned(), Some(member), false));
        }
        if member.containment() != Containment::Contained {
            names.push(name(format!("{}@odata.bind", member.name()), Some(member), true));
        }
    }
    if !ty.is_abstract() && ty.derived().next().is_some() {
        names.push(name("@odata.type".to_owned(), None, false));
    }
    names
}

/// The name of a parameter as everybody writes it: the metadata of some has `Message` where all say `message`.
fn spoken(name: &str) -> String {
    let mut characters = name.chars();
    match characters.next() {
        Some(first) => first.to_ascii_lowercase().to_string() + characters.as_str(),
        None => String::new(),
    }
}

/// A part of a schema, or what it refers to.
fn resolved<'a>(root: &'a Json, schema: &'a Json) -> &'a Json {
    let reference = schema.get("$ref").and_then(Json::as_str).and_then(|it| it.strip_prefix('#'));
    reference.and_then(|pointer| root.pointer(pointer)).unwrap_or(schema)
}
