//! The body of any request to Graph, against the types of the catalogue: which names it has, how they are nested, and what
//! kind of value each is.
//!
//! What the metadata does not say is not guessed: which properties are needed, which may be `null`, which values a string
//! may have. Where the type of a value is not known, nothing is said of it.

mod answer;
mod batch;
mod json_schema;
mod names;
mod scalar;
#[cfg(test)]
mod tests;
mod time;
mod walk;

use crate::catalogue::{BodyShape, Graph, Route, Version};
pub(crate) use answer::{EnvelopeFault, ExpectedAnswer};
pub(crate) use json_schema::{answer_schema, json_schema};

use crate::json::Document;
use crate::schema::Reading;
use crate::text::placeholder::Pattern;

/// What the body of a request is compared with.
#[derive(Debug)]
pub(crate) struct Expected<'c> {
    graph: Graph<'c>,
    shape: BodyShape<'c>,
    /// Whether something is made: what is derived has to say so then.
    creates: bool,
    /// Whether names may be others than those of the metadata at hand: in beta, and where no version is named.
    is_loose: bool,
}

impl<'c> Expected<'c> {
    /// What a request by `method` to the end of a path takes. None if nothing is known of it.
    pub(crate) fn of(route: &Route<'c>, is_unversioned: bool, method: &str) -> Option<Self> {
        let shape = route.body(method);
        let is_typed =
            matches!(shape, BodyShape::Value(_) | BodyShape::Parameters(_) | BodyShape::Reference | BodyShape::Batch);
        let is_loose = is_unversioned || route.graph.version() == Version::Beta;
        let creates = method.eq_ignore_ascii_case("POST");
        is_typed.then_some(Self { graph: route.graph, shape, creates, is_loose })
    }

    /// Compares a body with it. `patterns` are the user's own placeholders.
    pub(crate) fn read<'a>(&self, document: &'a Document<'a>, patterns: &[Pattern]) -> Reading<'a> {
        let mut walk = walk::Walk::new(self.graph, self.creates, self.is_loose, patterns);
        if let Some(root) = document.tree.root() {
            match self.shape {
                BodyShape::Value(value) => walk.body(root, value),
                BodyShape::Parameters(operation) => walk.parameters(root, operation),
                BodyShape::Reference => walk.reference(root),
                BodyShape::Batch => walk.batch(root),
                _ => {}
            }
        }
        Reading::of_types(document, walk.violations)
    }
}
