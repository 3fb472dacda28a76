//! The body of an answer, against what the request at hand returns.

use super::walk::Walk;
use crate::catalogue::{BodyShape, End, Graph, Holder, Primitive, Route, TypeKind, Value, ValueType};
use crate::json::{Document, Kind, Node};
use crate::schema::Violation;
use crate::text::Span;
use crate::text::placeholder::Pattern;

/// What a request returns when all goes well.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExpectedAnswer<'c> {
    graph: Graph<'c>,
    value: Value<'c>,
}

/// What is wrong with the object around what is returned. Lists and values that are not objects are in `{"value": …}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EnvelopeFault {
    /// One object is in `value`.
    Wrapped,
    /// A list in `value` where one object is returned.
    ListInstead,
    /// One object where a list is returned.
    OneInstead,
    /// A list, or a value that is not an object, without `value` around it.
    Bare,
}

/// How an answer departs from what is returned.
#[derive(Debug, Default)]
pub(crate) struct AnswerReading {
    /// What is wrong with the object around, and where.
    pub(crate) envelope: Option<(Span, EnvelopeFault)>,
    pub(crate) violations: Vec<Violation>,
}

impl<'c> ExpectedAnswer<'c> {
    /// What a request by `method` to the end of a path returns, or `None` if that is not known, or is not JSON.
    pub(crate) fn of(route: &Route<'c>, method: &str) -> Option<Self> {
        let method = method.to_ascii_uppercase();
        let value = match (route.end, method.as_str()) {
            (End::Action(_), "POST") | (_, "GET") => route.answer()?,
            (End::Function(_), _)
            | (End::Collection { holder: Holder::Result(_), .. }, _)
            | (End::Entity { holder: Holder::Result(_), keyed: false, .. }, "POST") => route.answer()?,
            (_, "POST" | "PATCH" | "PUT") => match route.body(&method) {
                BodyShape::Value(value) => value,
                _ => return None,
            },
            _ => return None,
        };
        // The content of a file, or anything.
        let is_open = matches!(value.primitive(), Some(Primitive::Stream | Primitive::Untyped | Primitive::Binary));
        (!is_open).then_some(Self { graph: route.graph, value })
    }

    /// What the request returns: an object, a list or a value.
    pub(crate) fn value(self) -> Value<'c> {
        self.value
    }

    /// Whether what is returned is an object by itself.
    fn is_object(self) -> bool {
        let is_enum = self.value.named().is_some_and(|ty| ty.kind() == TypeKind::Enum);
        !self.value.collection && self.value.named().is_some() && !is_enum
    }

    /// Compares an answer with it. `patterns` are the user's own placeholders.
    pub(crate) fn read(self, document: &Document<'_>, patterns: &[Pattern]) -> AnswerReading {
        // Nothing is made, and the metadata of another day may have other names.
        let mut walk = Walk::new(self.graph, false, true, patterns);
        walk.is_answer = true;
        let Some(root) = document.tree.root() else { return AnswerReading::default() };
        let envelope =
            if self.is_object() { self.read_object(root, &mut walk) } else { self.read_value(root, &mut walk) };
        AnswerReading { envelope, violations: walk.violations }
    }

    fn read_object(self, root: Node<'_>, walk: &mut Walk<'c, '_>) -> Option<(Span, EnvelopeFault)> {
        if root.kind() == Kind::Array {
            root.elements().for_each(|element| walk.body(element, self.value));
            return Some((super::walk::opener(root), EnvelopeFault::ListInstead));
        }
        let has_own = self.value.named().is_some_and(|ty| ty.member("value").is_some() || ty.is_dictionary());
        let inner = root.member("value").filter(|_| !has_own && is_alone(root));
        let Some(member) = inner else {
            walk.body(root, self.value);
            return None;
        };
        match member.value.kind() {
            Kind::Object => {
                walk.body(member.value, self.value);
                Some((member.key.span(), EnvelopeFault::Wrapped))
            }
            Kind::Array => {
                member.value.elements().for_each(|element| walk.body(element, self.value));
                Some((member.key.span(), EnvelopeFault::ListInstead))
            }
            _ => {
                walk.body(root, self.value);
                None
            }
        }
    }

    fn read_value(self, root: Node<'_>, walk: &mut Walk<'c, '_>) -> Option<(Span, EnvelopeFault)> {
        let element = Value { collection: false, ..self.value };
        match root.kind() {
            Kind::Array if self.value.collection => {
                root.elements().for_each(|node| walk.body(node, element));
                Some((super::walk::opener(root), EnvelopeFault::Bare))
            }
            Kind::Object => match root.get("value") {
                Some(inner) if self.value.collection && inner.kind() == Kind::Object => {
                    walk.body(inner, element);
                    Some((super::walk::opener(inner), EnvelopeFault::OneInstead))
                }
                Some(_) => {
                    walk.body(root, self.value);
                    None
                }
                // What only has annotations was shortened.
                None if is_alone(root) => None,
                None => {
                    let is_list = self.value.collection;
                    if is_list && matches!(self.value.ty, ValueType::Named(_)) {
                        walk.body(root, element);
                    }
                    let fault = if is_list { EnvelopeFault::OneInstead } else { EnvelopeFault::Bare };
                    Some((super::walk::opener(root), fault))
                }
            },
            _ => None,
        }
    }
}

/// Whether an object has nothing but annotations and `value`.
fn is_alone(node: Node<'_>) -> bool {
    node.members().all(|member| member.key.string().is_some_and(|key| key == "value" || key.contains('@')))
}
