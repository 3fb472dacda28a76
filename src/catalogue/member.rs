//! A property or navigation property of a type.

pub(crate) use super::model::Containment;

use super::layout::{MEMBER, Section, flag, restriction};
use super::model::Restrictions;
use super::packed::Row;
use super::ty::restrictions;
use super::value::{Primitive, ValueType};
use super::{Graph, Type, Value};

/// A property or navigation property of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Member<'c> {
    owner: Type<'c>,
    index: u16,
}

impl<'c> Member<'c> {
    pub(super) fn new(owner: Type<'c>, index: u16) -> Option<Self> {
        let member = Self { owner, index };
        owner.graph().version().has(member.flags()).then_some(member)
    }

    fn row(self) -> Row<'c> {
        self.graph().packed().row(Section::Members, MEMBER, self.index)
    }

    fn flags(self) -> u8 {
        self.row().u8(4)
    }

    fn graph(self) -> Graph<'c> {
        self.owner.graph()
    }

    /// The type that declares it: the one that was asked, or one that it derives from.
    #[must_use]
    pub(crate) fn owner(self) -> Type<'c> {
        self.owner
    }

    #[must_use]
    pub(crate) fn name(self) -> &'c str {
        self.graph().packed().string(self.row().u16(0))
    }

    #[must_use]
    pub(crate) fn value(self) -> Value<'c> {
        let untyped = Value { ty: ValueType::Primitive(Primitive::Untyped), collection: false };
        Value::new(self.graph(), self.row().u16(2), self.flags()).unwrap_or(untyped)
    }

    /// Whether it leads to other entities.
    #[must_use]
    pub(crate) fn is_navigation(self) -> bool {
        self.flags() & flag::NAVIGATION != 0
    }

    /// Whether `null` is a value, as far as is known.
    #[must_use]
    pub(crate) fn is_nullable(self) -> bool {
        self.flags() & flag::NULLABLE != 0
    }

    /// Whether the service computes it.
    #[must_use]
    pub(crate) fn is_computed(self) -> bool {
        self.flags() & flag::COMPUTED != 0
    }

    /// Of a navigation property: whether it contains what it leads to.
    #[must_use]
    pub(crate) fn containment(self) -> Containment {
        match self.flags() & (flag::CONTAINED | flag::REFERENCE) {
            flag::CONTAINED => Containment::Contained,
            flag::REFERENCE => Containment::Reference,
            _ => Containment::Unknown,
        }
    }

    #[must_use]
    pub(crate) fn restrictions(self) -> Restrictions {
        restrictions(self.graph(), restriction::OF_MEMBER, self.index)
    }
}
