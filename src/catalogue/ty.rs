//! An entity, complex or enumeration type.

use std::ops::Range;

pub(crate) use super::model::TypeKind;

#[cfg(test)]
use super::layout::KEY;
use super::layout::{MEMBER, NAME, NONE, OPERATION, RESTRICTION, Section, TYPE, restriction, type_flag};
use super::model::{NAMESPACE, Restrictions};
use super::packed::{Row, partition};
use super::{Graph, Member, Operation};

/// A type of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Type<'c> {
    graph: Graph<'c>,
    index: u16,
}

/// A chain of base types is no longer than this; a longer one goes in a circle.
const DEEPEST: usize = 32;

impl<'c> Type<'c> {
    pub(super) fn new(graph: Graph<'c>, index: u16) -> Option<Self> {
        let ty = Self { graph, index };
        (ty.flags() & type_flag::KIND != 0).then_some(ty)
    }

    /// The version that it is of.
    #[must_use]
    pub(crate) fn graph(self) -> Graph<'c> {
        self.graph
    }

    fn row(self) -> Row<'c> {
        self.graph.packed().row(Section::Types, TYPE, self.index)
    }

    fn next_row(self) -> Row<'c> {
        self.graph.packed().row(Section::Types, TYPE, self.index.saturating_add(1))
    }

    fn flags(self) -> u8 {
        self.row().u8(2 + self.graph.version().index())
    }

    /// The name without `microsoft.graph.`: `user`, `security.alert`.
    #[must_use]
    pub(crate) fn name(self) -> &'c str {
        self.graph.packed().string(self.row().u16(0))
    }

    /// The name without any namespace: `alert` of `security.alert`.
    #[must_use]
    pub(crate) fn short_name(self) -> &'c str {
        self.name().rsplit('.').next().unwrap_or_default()
    }

    /// The name as `@odata.type` has it, without `#`: `microsoft.graph.user`.
    #[must_use]
    pub(crate) fn full_name(self) -> String {
        format!("{NAMESPACE}{}", self.name())
    }

    #[must_use]
    pub(crate) fn kind(self) -> TypeKind {
        match self.flags() & type_flag::KIND {
            type_flag::COMPLEX => TypeKind::Complex,
            type_flag::ENUM => TypeKind::Enum,
            _ => TypeKind::Entity,
        }
    }

    /// Whether it, or a type that it derives from, takes properties that the metadata does not declare.
    #[must_use]
    pub(crate) fn is_open(self) -> bool {
        self.lineage().any(|ty| ty.flags() & type_flag::OPEN != 0)
    }

    /// Whether its properties are entries of a dictionary, named by their author.
    #[must_use]
    pub(crate) fn is_dictionary(self) -> bool {
        self.lineage().any(|ty| ty.flags() & type_flag::DICTIONARY != 0)
    }

    /// Whether only types derived from it exist.
    #[must_use]
    pub(crate) fn is_abstract(self) -> bool {
        self.flags() & type_flag::ABSTRACT != 0
    }

    /// Whether several members of the enumeration can be given at once, as `a, b`.
    #[must_use]
    pub(crate) fn is_flags(self) -> bool {
        self.flags() & type_flag::FLAGS != 0
    }

    /// Whether the entity has a media stream (`/$value`).
    #[must_use]
    pub(crate) fn has_media(self) -> bool {
        self.lineage().any(|ty| ty.flags() & type_flag::MEDIA != 0)
    }

    /// The type that it derives from.
    #[must_use]
    pub(crate) fn base(self) -> Option<Self> {
        let base = self.row().u16(4 + 2 * self.graph.version().index());
        (base != NONE).then(|| Self::new(self.graph, base)).flatten()
    }

    /// It, and the types that it derives from, nearest first.
    pub(crate) fn lineage(self) -> impl Iterator<Item = Self> + Clone {
        std::iter::successors(Some(self), |ty| ty.base()).take(DEEPEST)
    }

    /// Whether it is `other` or derives from it.
    #[must_use]
    pub(crate) fn is_a(self, other: Self) -> bool {
        self.lineage().any(|ty| ty.index == other.index)
    }

    /// The types that derive from it, directly or not. Looks at all types.
    pub(crate) fn derived(self) -> impl Iterator<Item = Self> {
        self.graph.types().filter(move |ty| ty.index != self.index && ty.is_a(self))
    }

    fn own_rows(self) -> Range<u16> {
        self.row().u16(8)..self.next_row().u16(8)
    }

    /// A property or navigation property by its name, in any case, its own or inherited.
    #[must_use]
    pub(crate) fn member(self, name: &str) -> Option<Member<'c>> {
        self.lineage().find_map(|ty| {
            let rows = self.graph.packed().named(Section::Members, MEMBER, 0, ty.own_rows(), name);
            rows.filter_map(|index| Member::new(ty, index)).next()
        })
    }

    /// Its properties and navigation properties, its own first, then the inherited ones.
    pub(crate) fn members(self) -> impl Iterator<Item = Member<'c>> + Clone {
        self.lineage().flat_map(|ty| ty.own_rows().filter_map(move |index| Member::new(ty, index)))
    }

    /// The members of an enumeration.
    pub(crate) fn names(self) -> impl Iterator<Item = &'c str> + Clone {
        let packed = self.graph.packed();
        let rows =
            (self.row().u16(10)..self.next_row().u16(10)).map(move |index| packed.row(Section::Names, NAME, index));
        rows.filter(move |row| self.graph.version().has(row.u8(2))).map(move |row| packed.string(row.u16(0)))
    }

    /// The member of an enumeration with this name, in any case.
    #[must_use]
    pub(crate) fn name_of(self, name: &str) -> Option<&'c str> {
        let packed = self.graph.packed();
        let rows = self.row().u16(10)..self.next_row().u16(10);
        let mut rows =
            packed.named(Section::Names, NAME, 0, rows, name).map(|index| packed.row(Section::Names, NAME, index));
        rows.find(|row| self.graph.version().has(row.u8(2))).map(|row| packed.string(row.u16(0)))
    }

    /// Properties that can be in place of the key: `appId`.
    #[cfg(test)]
    pub(crate) fn alternate_keys(self) -> impl Iterator<Item = &'c str> {
        let packed = self.graph.packed();
        let count = packed.count(Section::Keys, KEY);
        let owner = move |index: u16| packed.row(Section::Keys, KEY, index).u16(0);
        self.lineage().flat_map(move |ty| {
            let start = partition(0..count, |index| owner(index) < ty.index);
            let rows = (start..count).take_while(move |index| owner(*index) == ty.index);
            let rows = rows.map(move |index| packed.row(Section::Keys, KEY, index));
            rows.filter(move |row| self.graph.version().has(row.u8(4))).map(move |row| packed.string(row.u16(2)))
        })
    }

    /// The actions and functions of this name, in any case, that are bound to it or to a type that it derives from,
    /// or to collections of them.
    pub(crate) fn operations_named<'n>(
        self,
        name: &'n str,
        of_collection: bool,
    ) -> impl Iterator<Item = Operation<'c>> + Clone + use<'c, 'n> {
        self.lineage().flat_map(move |ty| {
            let rows = Operation::bound_to(self.graph, ty.index);
            let rows = self.graph.packed().named(Section::Operations, OPERATION, 2, rows, name);
            rows.filter_map(move |index| Operation::new(self.graph, index))
                .filter(move |operation| operation.is_of_collection() == of_collection)
        })
    }

    /// All actions and functions that are bound to it or to a type that it derives from, or to collections of them.
    pub(crate) fn operations(self, of_collection: bool) -> impl Iterator<Item = Operation<'c>> {
        self.lineage().flat_map(move |ty| {
            Operation::bound_to(self.graph, ty.index)
                .filter_map(move |index| Operation::new(self.graph, index))
                .filter(move |operation| operation.is_of_collection() == of_collection)
        })
    }

    #[must_use]
    pub(crate) fn restrictions(self) -> Restrictions {
        restrictions(self.graph, restriction::OF_TYPE, self.index)
    }
}

/// What the service refuses of one thing.
pub(super) fn restrictions(graph: Graph<'_>, kind: u8, index: u16) -> Restrictions {
    let packed = graph.packed();
    let count = packed.count(Section::Restrictions, RESTRICTION);
    let row = |at: u16| packed.row(Section::Restrictions, RESTRICTION, at);
    let start = partition(0..count, |at| (row(at).u8(0), row(at).u16(1)) < (kind, index));
    let of_it = |at: &u16| (row(*at).u8(0), row(*at).u16(1)) == (kind, index);
    let flags = (start..count).take_while(of_it).map(|at| row(at).u8(3)).filter(|flags| graph.version().has(*flags));
    let flags = flags.fold(0, |all, flags| all | flags);
    Restrictions {
        not_insertable: flags & restriction::INSERT != 0,
        not_updatable: flags & restriction::UPDATE != 0,
        not_deletable: flags & restriction::DELETE != 0,
    }
}
