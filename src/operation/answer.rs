//! What an operation answers, where more is known of it than the type of its answer.

use serde_json::Value;

use super::Assumptions;
use crate::json::Node;

/// A request whose form the service takes.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    /// The value in the body; none without a body.
    pub(crate) root: Option<Node<'a>>,
    /// The variables of the URL, and the values of the operation's own settings.
    pub(crate) assumptions: &'a Assumptions<'a>,
    /// The version in the URL: `v1.0` or `beta`.
    pub(crate) version: &'a str,
    /// The present moment in UTC, as `2026-03-01T09:30:00.125Z`.
    pub(crate) now: &'a str,
    /// A GUID that no other request has.
    pub(crate) id: &'a str,
}

/// What the service says to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// The body of the answer of [`super::Response`]; its values are made up.
    Success(Value),
    /// The service refuses the request with status `400`.
    Refused {
        code: &'static str,
        message: String,
        /// Whether the service was seen to answer so; otherwise the words are ours.
        is_known: bool,
    },
}

pub(crate) type Answers = fn(&Asked<'_>) -> Answer;
