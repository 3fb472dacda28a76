//! What a comparison of a body with Graph's types finds, as facts without words.

use super::constraint::Subject;
use crate::json::Kind;

/// A value that is not what the metadata of Graph has at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeViolation {
    /// The value that it is about.
    pub subject: Subject,
    pub fault: TypeFault,
    /// How much is known of what the service makes of it.
    pub certainty: Certainty,
    /// The type whose property it is, without its namespace; for parameters the action. Empty for a body as a whole.
    pub owner: String,
    /// What messages call the metadata, with its date.
    pub metadata: String,
}

/// How much is known of what the service makes of a violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certainty {
    Refused,
    /// It probably refuses it, or passes it over.
    Doubtful,
    Harmless,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypeFault {
    /// A known name in other case. The span is the key.
    Case {
        wanted: String,
    },
    /// A name that the type does not have. The span is the key.
    Unknown {
        /// A name that it has and that is nearly the same.
        nearest: Option<String>,
        /// Whether it is the parameter of an action.
        parameter: bool,
    },
    /// A name that the type does not have, but one near by. The span is the key.
    Misplaced {
        /// The property whose value has it, or `None` if it is the object around this one.
        home: Option<String>,
    },
    /// A list where one value belongs. The span is its opening bracket.
    UnexpectedArray {
        /// So many elements it has.
        elements: usize,
    },
    /// One value where a list belongs. The span is the value, or its opening bracket.
    NotAnArray,
    /// A value of another kind.
    WrongType {
        /// What belongs there, as a sentence has it.
        wanted: &'static str,
        found: Kind,
    },
    /// A number or boolean in quotation marks.
    Quoted {
        /// What belongs there, as a sentence has it.
        wanted: &'static str,
    },
    /// A word that the enumeration does not have. The span is the string.
    EnumMember {
        /// The word; one of several for flags.
        word: String,
        /// The words that it has.
        members: Vec<String>,
        /// The one that is nearly the same.
        nearest: Option<String>,
    },
    /// No date or time of the form that belongs there.
    Time {
        /// What belongs there, as a sentence has it, with an example.
        wanted: &'static str,
        /// Whether it is a date without the time of day.
        date_only: bool,
    },
    Guid,
    /// An empty string where a word of some form belongs.
    Blank,
    /// A reference to something by which a navigation property is set.
    Bind(BindFault),
    /// The name of a type. The span is the string.
    OdataType {
        /// The type that belongs there or is derived from, if the one that is named exists and is another.
        expected: Option<String>,
        /// A type whose name is nearly the same.
        nearest: Option<String>,
    },
    /// A property of a derived type, in an object that does not say that it is of this type. The span is the key.
    Undeclared {
        derived: String,
    },
    /// A property that the service computes. The span is the key.
    ReadOnly,
}

/// What is wrong with `…@odata.bind`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BindFault {
    /// The type has no such navigation property. The span is the key.
    Unknown {
        /// One whose name is nearly the same.
        nearest: Option<String>,
    },
    /// The property is none that refers to other things. The span is the key.
    NoNavigation,
    /// The value is not a list of URLs.
    NoList,
    /// The value is not a URL.
    NoUrl,
    /// The body of a request to `/$ref` names nothing.
    Absent,
}
