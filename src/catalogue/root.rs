//! An entity set or singleton: what a path begins with.

use super::layout::{ROOT, Section, flag, restriction};
use super::model::Restrictions;
use super::packed::Row;
use super::ty::restrictions;
use super::{Graph, Value};

/// An entity set or singleton of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Root<'c> {
    graph: Graph<'c>,
    index: u16,
}

impl<'c> Root<'c> {
    pub(super) fn new(graph: Graph<'c>, index: u16) -> Option<Self> {
        let root = Self { graph, index };
        graph.version().has(root.row().u8(4)).then_some(root)
    }

    fn row(self) -> Row<'c> {
        self.graph.packed().row(Section::Roots, ROOT, self.index)
    }

    #[must_use]
    pub(crate) fn name(self) -> &'c str {
        self.graph.packed().string(self.row().u16(0))
    }

    /// Whether it is an entity set.
    #[must_use]
    pub(crate) fn is_set(self) -> bool {
        self.row().u8(4) & flag::COLLECTION != 0
    }

    /// What it is, or `None` if nothing is known below it.
    #[must_use]
    pub(crate) fn value(self) -> Option<Value<'c>> {
        Value::new(self.graph, self.row().u16(2), self.row().u8(4)).filter(|value| value.named().is_some())
    }

    #[must_use]
    pub(crate) fn restrictions(self) -> Restrictions {
        restrictions(self.graph, restriction::OF_ROOT, self.index)
    }
}
