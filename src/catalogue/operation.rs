//! An action or function.

use std::ops::Range;

use super::layout::{OPERATION, PAGE, PARAMETER, Section, flag};
use super::packed::{Row, partition};
use super::value::{Primitive, ValueType};
use super::{Graph, Type, Value};

/// One overload of an action or function of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Operation<'c> {
    graph: Graph<'c>,
    index: u16,
}

impl<'c> Operation<'c> {
    pub(super) fn new(graph: Graph<'c>, index: u16) -> Option<Self> {
        let operation = Self { graph, index };
        graph.version().has(operation.flags()).then_some(operation)
    }

    /// The rows of what is bound to the type with this code.
    pub(super) fn bound_to(graph: Graph<'c>, code: u16) -> Range<u16> {
        let packed = graph.packed();
        let count = packed.count(Section::Operations, OPERATION).saturating_sub(1);
        let binding = |index: u16| packed.row(Section::Operations, OPERATION, index).u16(0);
        let start = partition(0..count, |index| binding(index) < code);
        start..partition(start..count, |index| binding(index) <= code)
    }

    fn row(self) -> Row<'c> {
        self.graph.packed().row(Section::Operations, OPERATION, self.index)
    }

    fn flags(self) -> u8 {
        self.row().u8(4)
    }

    #[must_use]
    pub(crate) fn name(self) -> &'c str {
        self.graph.packed().string(self.row().u16(2))
    }

    /// Whether it is a function; otherwise it is an action.
    #[must_use]
    pub(crate) fn is_function(self) -> bool {
        self.flags() & flag::NAVIGATION != 0
    }

    /// Whether the service takes it with POST too, its parameters in the body: the functions of workbooks, which the reference
    /// calls in both ways. What the metadata calls a function is one of Excel's methods there.
    #[must_use]
    pub(super) fn takes_post(self) -> bool {
        let binding = Type::new(self.graph, self.row().u16(0));
        self.is_function() && binding.is_some_and(|ty| ty.name().starts_with("workbook"))
    }

    /// Whether it is bound to the collection, not to one entity of it.
    #[must_use]
    pub(crate) fn is_of_collection(self) -> bool {
        self.flags() & flag::COMPUTED != 0
    }

    #[must_use]
    pub(crate) fn returns(self) -> Option<Value<'c>> {
        Value::new(self.graph, self.row().u16(5), self.flags())
    }

    /// Its parameters: of an action, the members of the body; of a function, what is in its parentheses.
    pub(crate) fn parameters(self) -> impl Iterator<Item = Parameter<'c>> + Clone {
        let packed = self.graph.packed();
        let end = packed.row(Section::Operations, OPERATION, self.index.saturating_add(1)).u16(7);
        (self.row().u16(7)..end).map(move |index| Parameter { graph: self.graph, index })
    }

    /// A parameter by its name, in any case.
    #[must_use]
    pub(crate) fn parameter(self, name: &str) -> Option<Parameter<'c>> {
        let exact = self.parameters().find(|parameter| parameter.name() == name);
        exact.or_else(|| self.parameters().find(|parameter| parameter.name().eq_ignore_ascii_case(name)))
    }

    /// The address of its page in the reference, if it has one.
    #[must_use]
    pub(crate) fn page(self) -> Option<String> {
        let packed = self.graph.packed();
        let count = packed.count(Section::Pages, PAGE);
        let index = partition(0..count, |index| packed.row(Section::Pages, PAGE, index).u16(0) < self.index);
        let row = packed.row(Section::Pages, PAGE, index);
        let known = index < count && row.u16(0) == self.index;
        let view = if self.graph.version() == super::Version::V1 { "1.0" } else { "beta" };
        known.then(|| {
            let page = packed.string(row.u16(2));
            format!("https://learn.microsoft.com/graph/api/{page}?view=graph-rest-{view}")
        })
    }
}

/// A parameter of an action or function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parameter<'c> {
    graph: Graph<'c>,
    index: u16,
}

impl<'c> Parameter<'c> {
    fn row(self) -> Row<'c> {
        self.graph.packed().row(Section::Parameters, PARAMETER, self.index)
    }

    #[must_use]
    pub(crate) fn name(self) -> &'c str {
        self.graph.packed().string(self.row().u16(0))
    }

    #[must_use]
    pub(crate) fn value(self) -> Value<'c> {
        let untyped = Value { ty: ValueType::Primitive(Primitive::Untyped), collection: false };
        Value::new(self.graph, self.row().u16(2), self.row().u8(4)).unwrap_or(untyped)
    }

    /// Whether it can be left out. Of actions the packages of the SDKs do not say so: all of theirs can.
    #[must_use]
    pub(crate) fn is_optional(self) -> bool {
        self.row().u8(4) & flag::NULLABLE != 0
    }
}
