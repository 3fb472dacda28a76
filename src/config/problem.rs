//! What is wrong with a configuration, at its place in the file.

use crate::text::Span;

/// Something that a configuration file must not say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where, in bytes of the file.
    pub span: Span,
    /// What is wrong, in one sentence as findings have it.
    pub message: String,
    /// A few words beside the place.
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
