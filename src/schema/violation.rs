//! What a comparison with a schema finds: typed, with places and repairs, and without words.

use serde_json::Value;

use super::constraint::{Subject, Unmet};
use super::type_violation::TypeViolation;
use crate::json::{Kind, Node};
use crate::text::{Edit, Span};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    pub span: Span,
    pub kind: ViolationKind,
    /// The other place that belongs to it, where there are two.
    pub other: Option<Span>,
    /// The edits that correct it, disjoint; empty where no repair is known.
    pub edits: Vec<Edit>,
    /// Whether the edits are the only reasonable reading and lose nothing that the author wrote.
    pub certain: bool,
}

impl Violation {
    /// A mismatch at `span` without a repair.
    pub(super) fn new(span: Span, kind: ViolationKind) -> Self {
        Self { span, kind, other: None, edits: Vec::new(), certain: false }
    }

    /// A list without elements.
    pub(super) fn empty(node: Node<'_>, property: &str) -> Self {
        Self::new(node.span(), ViolationKind::EmptyArray { property: property.to_owned() })
    }

    /// A value without words.
    pub(super) fn blank(node: Node<'_>, property: &str) -> Self {
        Self::new(node.span(), ViolationKind::Blank { property: property.to_owned(), found: node.kind() })
    }

    /// A value that can only be `wanted`, which is JSON.
    pub(super) fn other_constant(node: Node<'_>, property: &str, wanted: &Value) -> Self {
        let kind = ViolationKind::ConstMismatch {
            property: property.to_owned(),
            wanted: wanted.as_str().unwrap_or_default().to_owned(),
        };
        let edit = Edit::replace(node.span(), wanted.to_string());
        Self { edits: vec![edit], certain: true, ..Self::new(node.span(), kind) }
    }
}

impl ViolationKind {
    /// A property that is absent, of which a rule is about that property alone if it `has_own_rule`.
    pub(super) fn missing(name: &str, within: Subject, has_own_rule: bool, because: Option<String>) -> Self {
        let name = name.to_owned();
        match has_own_rule {
            true => Self::MissingProperty { name, within: within.property },
            false => Self::RequiredProperty { name, within, because },
        }
    }
}

/// The opening bracket of a container: the smallest place that stands for it. A gap where it has none.
pub(super) fn opener(node: Node<'_>) -> Span {
    let start = node.span().start;
    Span::new(start, start + u32::from(node.words().starts_with(['{', '['])))
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ViolationKind {
    /// The body is not an object. The span is the opening bracket of an array, or the whole of anything else.
    BodyNotObject {
        found: Kind,
        /// Whether it is a list of what belongs in `parameters`; the meant tree has it there.
        entries: bool,
    },
    /// A known name in other case. The span is the key.
    PropertyCase { wanted: String },
    /// Another word for a known name, or the same in other spelling. The span is the key.
    PropertyAlias { wanted: String },
    /// A name that the reference once had. The span is the key.
    LegacyName {
        wanted: String,
        /// Year and month since when the reference had it.
        from: String,
        /// Year and month since when it has the name of today.
        until: String,
    },
    /// A name that is nearly a known one, which is not taken. The span is the key; the meant tree has the known name.
    MisspeltProperty { wanted: String },
    /// A name that its closed type does not know. The span is the key.
    UnknownProperty {
        /// The property whose type knows the name, if there is one.
        home: Option<String>,
        /// The property whose value the object is, or is in; empty for the body.
        within: String,
        /// What the object may have.
        known: Vec<String>,
    },
    /// One object where a list belongs. The span is its opening bracket; the meant tree has it in a list.
    NotAnArray {
        /// The property whose value it is.
        property: String,
    },
    /// What belongs in the list `name` is directly in the object. The span is the first misplaced key; the meant
    /// tree has them in the list.
    MissingLevel {
        /// The property that is missing.
        name: String,
        keys: Vec<Span>,
    },
    /// A level too many around what was meant, which the meant tree does not have. The span is the key inside the level under
    /// which it stands, or the opening bracket of the level.
    SuperfluousLevel {
        /// The property whose value has the level around it; empty for the body.
        property: String,
        /// The key under which the value stands; none in a list, or an object that counts its members.
        key: Option<String>,
        /// Whether PowerShell wrote the level: `value` and `Count`.
        counted: bool,
    },
    /// A property that another object around it or in it knows. The span is the key; the meant tree has it there.
    MisplacedProperty {
        /// The property whose value the object is that has it, or is in; empty for the body.
        within: String,
        /// The property whose value the object is in which it belongs, or is in; empty for the body.
        home: String,
        /// The same name in other objects of the same list.
        others: Vec<Span>,
    },
    /// Two neighbouring elements that are one only together. The span is the first key of the second, `other` that of
    /// the first; the meant tree has them as one.
    SplitElement {
        /// The property whose value they are in.
        property: String,
    },
    /// A property that its type needs is absent. The span is the opening bracket of the object.
    MissingProperty {
        name: String,
        /// The property whose value the object is, or is in; empty for the body.
        within: String,
    },
    /// A property that its type needs is absent, and no rule is about that property alone. The span is the
    /// opening bracket of the object.
    RequiredProperty {
        name: String,
        within: Subject,
        /// The property because of which it is needed, if it is needed because of one.
        because: Option<String>,
    },
    /// Any other keyword of the schema that does not hold.
    Keyword(Box<Unmet>),
    /// A value that is not what the metadata of Graph has at its place.
    Typed(Box<TypeViolation>),
    /// A value of the wrong kind.
    WrongType(Wanted),
    /// A list without elements where at least one is needed.
    EmptyArray {
        /// The property whose value it is.
        property: String,
    },
    /// A string of white space, or none at all, or `null`, where words are needed.
    Blank {
        /// The property whose value it is.
        property: String,
        /// The type of the value: `null`, or a string.
        found: Kind,
    },
    /// A value that can only be one, and is another.
    ConstMismatch {
        /// The property whose value it is.
        property: String,
        /// The one value it can be.
        wanted: String,
    },
}

/// A value of one kind where another belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub wanted: Kind,
    pub found: Kind,
    /// The property whose value it is, or in whose value.
    pub property: String,
    /// Whether it is an element of the property's value, and not the value itself.
    pub element: bool,
}
