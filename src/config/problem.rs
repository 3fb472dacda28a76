//! Errors in a configuration, with their place in the file.

use crate::text::Span;

/// An error in a configuration file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where, in bytes of the file.
    pub span: Span,
    /// The message, one sentence as in findings.
    pub message: String,
    /// The label beside the place.
    pub label: String,
    /// What to do; whole sentences.
    pub help: Option<String>,
}

impl Problem {
    /// Creates a problem at `span` of the configuration file.
    #[must_use]
    pub(crate) fn new(span: Span, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self { span, message: message.into(), label: label.into(), help: None }
    }

    /// The same, with what to do.
    #[must_use]
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}
