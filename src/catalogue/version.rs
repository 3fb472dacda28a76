//! A version of Graph, and the view that everything is reached from.

use super::layout::{OPTION, ORIGIN, ROOT, Section, TYPE, flag};
use super::model::short;
use super::packed::Packed;
use super::{Catalogue, Root, Type};

/// A version of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) enum Version {
    /// The production version of the service, `v1.0`.
    #[default]
    V1,
    /// The preview version of the service, `beta`.
    Beta,
}

impl Version {
    /// The version that a URL names.
    #[must_use]
    pub(crate) fn of(segment: &str) -> Option<Self> {
        if segment.eq_ignore_ascii_case("v1.0") {
            Some(Self::V1)
        } else {
            segment.eq_ignore_ascii_case("beta").then_some(Self::Beta)
        }
    }

    /// As it is in a URL.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }

    #[must_use]
    pub(crate) fn other(self) -> Self {
        match self {
            Self::V1 => Self::Beta,
            Self::Beta => Self::V1,
        }
    }

    pub(super) fn index(self) -> usize {
        match self {
            Self::V1 => 0,
            Self::Beta => 1,
        }
    }

    /// Whether flags say that a row holds in this version.
    pub(super) fn has(self, flags: u8) -> bool {
        flags & flag::VERSIONS & (1 << self.index()) != 0
    }
}

/// The metadata of one version.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Graph<'c> {
    catalogue: &'c Catalogue,
    version: Version,
}

impl PartialEq for Graph<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.catalogue, other.catalogue) && self.version == other.version
    }
}

impl Eq for Graph<'_> {}

impl<'c> Graph<'c> {
    pub(super) fn new(catalogue: &'c Catalogue, version: Version) -> Self {
        Self { catalogue, version }
    }

    #[must_use]
    pub(crate) fn version(self) -> Version {
        self.version
    }

    /// The catalogue that this is a view of.
    #[must_use]
    pub(crate) fn catalogue(self) -> &'c Catalogue {
        self.catalogue
    }

    /// The same catalogue in the other version.
    #[must_use]
    pub(crate) fn other(self) -> Self {
        Self { version: self.version.other(), ..self }
    }

    pub(super) fn packed(self) -> &'c Packed {
        &self.catalogue.packed
    }

    /// The day that the metadata is of, as `2026-10-22`; empty where nobody says.
    #[must_use]
    pub(crate) fn date(self) -> &'c str {
        self.packed().string(self.origin(0))
    }

    /// What the metadata was made from: `msgraph-sdk 1.65.0, …`.
    #[must_use]
    #[cfg(test)]
    pub(crate) fn sources(self) -> &'c str {
        self.packed().string(self.origin(2))
    }

    fn origin(self, at: usize) -> u16 {
        self.packed().row(Section::Origins, ORIGIN, u16::try_from(self.version.index()).unwrap_or_default()).u16(at)
    }

    /// What messages call the metadata: `the v1.0 metadata of 2026-10-22`, `the metadata in my.csdl`.
    #[must_use]
    pub(crate) fn label(self) -> String {
        match self.catalogue.file() {
            Some(file) => format!("the metadata in {file}"),
            None => format!("the {} metadata of {}", self.version.name(), self.date()),
        }
    }

    /// Whether anything at all has this name, in any case.
    pub(crate) fn has_name(self, name: &str) -> bool {
        self.packed().has(name)
    }

    /// A type by its name, with or without `#`, `microsoft.graph.` or `graph.`.
    #[must_use]
    pub(crate) fn ty(self, name: &str) -> Option<Type<'c>> {
        let name = short(name.strip_prefix('#').unwrap_or(name));
        let count = self.packed().count(Section::Types, TYPE).saturating_sub(1);
        let mut rows = self.packed().named(Section::Types, TYPE, 0, 0..count, name);
        rows.find_map(|index| Type::new(self, index))
    }

    pub(crate) fn types(self) -> impl Iterator<Item = Type<'c>> {
        let count = self.packed().count(Section::Types, TYPE).saturating_sub(1);
        (0..count).filter_map(move |index| Type::new(self, index))
    }

    /// An entity set or singleton by its name.
    #[must_use]
    pub(crate) fn root(self, name: &str) -> Option<Root<'c>> {
        let count = self.packed().count(Section::Roots, ROOT);
        let mut rows = self.packed().named(Section::Roots, ROOT, 0, 0..count, name);
        rows.find_map(|index| Root::new(self, index))
    }

    /// All entity sets and singletons.
    pub(crate) fn roots(self) -> impl Iterator<Item = Root<'c>> {
        (0..self.packed().count(Section::Roots, ROOT)).filter_map(move |index| Root::new(self, index))
    }

    /// The query options that Graph has beside those of OData: `startDateTime`.
    pub(crate) fn options(self) -> impl Iterator<Item = &'c str> {
        let rows = (0..self.packed().count(Section::Options, OPTION))
            .map(move |index| self.packed().row(Section::Options, OPTION, index));
        rows.filter(move |row| self.version.has(row.u8(2))).map(move |row| self.packed().string(row.u16(0)))
    }
}
