//! A request as it was written, every part with its place, and the slips met while reading it.

use crate::json::Document;
use crate::text::Span;

/// One request of a source.
#[derive(Debug)]
pub struct Request<'a> {
    /// What reports call it: the name that its container gives it, otherwise that of its operation.
    pub name: Option<String>,
    /// Its body; none where the container shows no body at all.
    pub body: Option<Body<'a>>,
}

/// The body of a request.
#[derive(Debug)]
pub struct Body<'a> {
    /// Where it stands in the source.
    pub span: Span,
    /// What was read there.
    pub document: Document<'a>,
}

impl<'a> Body<'a> {
    /// Reads the body that stands in `span` of `text`.
    #[must_use]
    pub fn read(text: &'a str, span: Span) -> Self {
        Self { span, document: crate::json::parse(text, span) }
    }

    /// Whether nothing stands there but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.span
            .of(self.document.tree.text())
            .trim_matches(|character: char| character.is_whitespace() || character == '\u{FEFF}')
            .is_empty()
    }
}
