//! Reading JSON: a tree in which every node knows its place, and the syntax errors met on the way.
//!
//! [`parse`] takes any text. Strict RFC 8259 text goes through [`strict`], one pass and no more; anything else is read
//! again by [`lenient`], which never fails: it records a [`SyntaxError`] for each departure and goes on with what the author
//! meant. Where the whole text is in another format, [`foreign`] reads what is after it. Neither knows what the JSON is about.

mod foreign;
mod foreign_form;
mod holes;
mod lenient;
mod parsed;
mod pointer;
mod strict;
mod syntax_error;
mod tree;

pub use foreign_form::ForeignForm;
pub use holes::Holes;
pub(crate) use parsed::Parsed;
#[cfg(test)]
pub(crate) use parsed::log as read_log;
pub(crate) use pointer::pointers;
pub use syntax_error::{ContainerFault, NumberFault, QuoteFault, Surplus, SurplusComma, SyntaxError, SyntaxErrorKind};
pub use tree::{Kind, Member, Node, Tree, TreeBuilder};

/// The deepest nesting that is read: objects and arrays inside each other. It is the limit of `serde_json`, and far over
/// what the service could mean: a request of provisionOnDemand nests 8 deep.
pub const MAX_DEPTH: usize = 128;

/// After so many syntax errors, reading stops: what goes on like that is not JSON, and each costs memory.
pub(crate) const MAX_SYNTAX_ERRORS: usize = 10_000;

/// What reading a text gave.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The value, as far as it could be understood.
    pub tree: Tree<'a>,
    /// The departures from RFC 8259, in the order of the text. Empty exactly where the text is strict JSON.
    pub syntax_errors: Vec<SyntaxError>,
}

/// Reads the JSON that is in `span` of `text`. All offsets of the result are offsets in `text`. Never fails.
#[must_use]
pub fn parse(text: &str, span: crate::text::Span) -> Document<'_> {
    #[cfg(test)]
    parsed::log::note(text, span);
    match strict::parse(text, span) {
        Some(tree) => Document { tree, syntax_errors: Vec::new() },
        None => foreign::read(text, span, None),
    }
}

impl<'a> Document<'a> {
    /// The same text, which is in `span`, read again: where several repairs of one bracket make it whole, the one is
    /// taken to which there are the fewest objections. `violations` counts those to a reading, or `None` if the reading is about
    /// something of which it knows nothing.
    #[must_use]
    pub(crate) fn reconsidered(
        self,
        span: crate::text::Span,
        violation_count: &dyn Fn(&Document<'_>) -> Option<usize>,
    ) -> Self {
        if self.syntax_errors.is_empty() {
            return self;
        }
        let is_foreign = |error: &SyntaxError| {
            matches!(
                error.kind,
                SyntaxErrorKind::ForeignFormat(_) | SyntaxErrorKind::ConflictMarker | SyntaxErrorKind::Comment
            )
        };
        if self.syntax_errors.iter().any(is_foreign) {
            return foreign::read(self.tree.text(), span, Some(violation_count));
        }
        lenient::choose(self, span, violation_count)
    }
}
