//! What a keyword of JSON Schema wants of a value, as a fact without words.

use crate::json::Kind;

/// A keyword that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unmet {
    /// The value that it is about.
    pub subject: Subject,
    pub constraint: Constraint,
    /// The keyword in its schema, as a JSON Pointer; after `#` where that is another file than the one which was named.
    pub keyword: String,
    /// Whether the draft calls the keyword a mere annotation, as it does `format` from 2019-09 on.
    pub annotation: bool,
}

/// The value that a violation is about, as a sentence needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The property whose value it is, or in whose value; empty for the root.
    pub property: String,
    /// Whether it is an element of the property's value, and not the value itself.
    pub element: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Constraint {
    /// A value of one of these types, by their names in JSON Schema.
    Type {
        /// The names, in the order of the schema's standard.
        wanted: Vec<&'static str>,
        found: Kind,
    },
    /// One of these values, each as JSON text.
    Enum {
        options: Vec<String>,
        /// The one that is nearly what is there, if that is a string.
        nearest: Option<String>,
    },
    /// This value, as JSON text.
    Const(String),
    /// A string that the pattern matches.
    Pattern(String),
    /// A string of which the pattern could not be decided at reasonable cost.
    UndecidedPattern(String),
    /// A string of this format.
    Format(String),
    /// A number within a bound.
    Limit {
        bound: Bound,
        /// The number of the schema.
        limit: String,
    },
    /// A multiple of this number.
    MultipleOf(String),
    /// At least or at most so many of something.
    Size {
        unit: Unit,
        /// Whether the limit is the least; otherwise it is the most.
        least: bool,
        /// The number of the schema.
        limit: u64,
        found: u64,
    },
    /// No element here: the list has a place for so many, or none for this one.
    NoFurtherElement {
        /// How many it has a place for, if that is known.
        limit: Option<usize>,
    },
    /// Elements that differ. The violation's other span is the equal element.
    UniqueItems,
    /// Elements that match the schema of `contains`: at least or at most so many.
    Contains {
        /// Whether the limit is the least.
        least: bool,
        /// The number of the schema.
        limit: u64,
    },
    /// A name that the schema has.
    KnownProperty {
        /// What it could be, in the order of the schema.
        known: Vec<String>,
    },
    /// A name of another form. The span is the key.
    PropertyName(Box<Constraint>),
    /// A value: there is none.
    Anything,
    Nothing,
    /// A value that does not match the schema of `not`.
    Not,
    /// One of several schemas: it matches none, and none is nearer than the others.
    Alternative {
        count: usize,
    },
    /// Only one of several schemas: it matches more.
    OneAlternative,
    /// A string in this encoding.
    ContentEncoding(String),
    /// A string that holds a text of this type.
    ContentMediaType(String),
    /// Something that the validator alone can say.
    Other(String),
}

/// A bound of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    Least,
    Most,
    Above,
    Below,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Code points of a string.
    Characters,
    Elements,
    Properties,
}
