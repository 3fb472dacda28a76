//! JSON Schema facts over our tree. The only module that knows the validator.

use crate::json::{Document, Tree};
use crate::text::Span;

/// A JSON Schema of a body, compiled when first needed.
#[derive(Debug, Default)]
pub struct BodySchema {}

impl BodySchema {
    /// Compares a body with the schema.
    #[must_use]
    pub fn read<'a>(&self, document: &'a Document<'a>) -> Reading<'a> {
        Reading { tree: document.tree.clone(), facts: Vec::new() }
    }
}

/// A body as its author meant it, and how that differs from what is written and from what the schema wants.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The body with its names and wrappings put right; every span is that of the words as written. On a body that
    /// fits the schema it equals the document's tree.
    pub tree: Tree<'a>,
    /// The mismatches, each cause once.
    pub facts: Vec<Fact>,
}

/// One mismatch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The smallest wrong thing.
    pub span: Span,
    /// What is wrong.
    pub kind: FactKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactKind {}
