//! Our tree as the validator sees it.

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::json;

use crate::json::{Kind, Node};

/// The representation of JSON that is our tree.
#[derive(Debug)]
pub(super) struct Instance;

/// A value of the tree, or a name that the validator wants to look at as a string.
///
/// Where nothing is known of a value it passes as `null`; violations that come of that are dropped.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    Node(Node<'a>),
    Name(&'a str),
}

impl json::Json for Instance {
    type Node<'a> = Value<'a>;
    type PreparedKey = String;
    type StringBuffer = String;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(buffer: &mut String, string: &str, f: impl FnOnce(Value<'_>) -> T) -> T {
        buffer.clear();
        buffer.push_str(string);
        f(Value::Name(buffer))
    }
}

impl<'a> Value<'a> {
    fn node(&self, kind: Kind) -> Option<Node<'a>> {
        match *self {
            Self::Node(node) if node.kind() == kind => Some(node),
            _ => None,
        }
    }
}

impl<'a> json::Node<'a, Instance> for Value<'a> {
    type Object = Object<'a>;
    type Array = Array<'a>;
    type Number = serde_json::Number;

    fn as_object(&self) -> Option<Object<'a>> {
        self.node(Kind::Object).map(Object)
    }

    fn as_array(&self) -> Option<Array<'a>> {
        self.node(Kind::Array).map(Array)
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        match *self {
            Self::Node(node) => node.string(),
            Self::Name(name) => Some(Cow::Borrowed(name)),
        }
    }

    /// A number too large for a float passes as the largest: no schema of ours looks at its value.
    fn as_number(&self) -> Option<serde_json::Number> {
        let digits = self.node(Kind::Number)?.number()?;
        digits.parse().ok().or_else(|| serde_json::Number::from_f64(f64::MAX))
    }

    fn is_number(&self) -> bool {
        self.node(Kind::Number).is_some()
    }

    fn as_boolean(&self) -> Option<bool> {
        match self {
            Self::Node(node) => node.boolean(),
            Self::Name(_) => None,
        }
    }

    fn is_null(&self) -> bool {
        self.json_type() == JsonType::Null
    }

    fn json_type(&self) -> JsonType {
        match self {
            Self::Name(_) => JsonType::String,
            Self::Node(node) => match node.kind() {
                Kind::Null | Kind::Unknown => JsonType::Null,
                Kind::True | Kind::False => JsonType::Boolean,
                Kind::Number => JsonType::Number,
                Kind::String => JsonType::String,
                Kind::Array => JsonType::Array,
                Kind::Object => JsonType::Object,
            },
        }
    }

    /// Called where an error is made, and for `const`. It recurses with the nesting of the tree, which is limited.
    fn to_value(&self) -> Cow<'a, serde_json::Value> {
        let value = |node| Value::Node(node).to_value().into_owned();
        Cow::Owned(match *self {
            Self::Name(name) => name.into(),
            Self::Node(node) => match node.kind() {
                Kind::Null | Kind::Unknown => serde_json::Value::Null,
                Kind::True => true.into(),
                Kind::False => false.into(),
                Kind::Number => self.as_number().map_or(serde_json::Value::Null, Into::into),
                Kind::String => node.string().unwrap_or_default().into_owned().into(),
                Kind::Array => node.elements().map(value).collect(),
                Kind::Object => node
                    .members()
                    .map(|member| (member.key.string().unwrap_or_default().into_owned(), value(member.value)))
                    .collect(),
            },
        })
    }

    fn identity(&self) -> Option<json::NodeIdentity> {
        match *self {
            Self::Node(node) => Some(json::NodeIdentity::tagged(std::ptr::from_ref(node.tree()).addr(), node.index())),
            Self::Name(name) => Some(json::NodeIdentity::new(name.as_ptr().addr())),
        }
    }
}

/// An object. Doubled keys that the schema knows are gone from a corrected tree; of others the last one counts.
#[derive(Debug)]
pub(crate) struct Object<'a>(Node<'a>);

impl<'a> json::Object<'a, Instance> for Object<'a> {
    type Node = Value<'a>;
    type MemberName = Cow<'a, str>;
    type MembersIter = Box<dyn Iterator<Item = (Cow<'a, str>, Value<'a>)> + 'a>;

    fn len(&self) -> usize {
        self.0.members().count()
    }

    fn get(&self, key: &String) -> Option<Value<'a>> {
        self.0.get(key).map(Value::Node)
    }

    fn members(&self) -> Self::MembersIter {
        Box::new(self.0.members().map(|member| (member.key.string().unwrap_or_default(), Value::Node(member.value))))
    }
}

#[derive(Debug)]
pub(crate) struct Array<'a>(Node<'a>);

impl<'a> json::Array<'a, Instance> for Array<'a> {
    type Node = Value<'a>;
    type ElementsIter = Box<dyn Iterator<Item = Value<'a>> + 'a>;

    fn len(&self) -> usize {
        self.0.elements().count()
    }

    fn elements(&self) -> Self::ElementsIter {
        Box::new(self.0.elements().map(Value::Node))
    }
}
