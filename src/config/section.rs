//! The content of a configuration file, each value with its place.

use std::sync::Arc;

use super::globs::Globs;
use super::pointers::PointerPattern;
use crate::catalogue::Catalogue;
use crate::finding::Severity;
use crate::operation::{Loaded, OwnSetting};
use crate::schema::JsonSchema;
use crate::source::Source;
use crate::source::client::Argument;
use crate::text::Span;
use crate::text::placeholder::Pattern;

/// A value, and where it is in the file.
#[derive(Clone, Debug, Default)]
pub struct Placed<T> {
    /// The value as the configuration file sets it.
    pub value: T,
    /// In bytes of the file.
    pub span: Span,
}

/// The level that a user sets for the findings of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Off,
    On(Severity),
}

impl Level {
    /// Every level, from the most severe.
    pub(crate) const ALL: [Self; 4] =
        [Self::On(Severity::Error), Self::On(Severity::Warning), Self::On(Severity::Info), Self::Off];

    /// The word in a configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On(severity) => severity.name(),
        }
    }
}

/// The value of a setting that an operation contributes.
#[derive(Clone, Debug)]
pub struct OwnValue {
    pub(crate) setting: &'static OwnSetting,
    pub(crate) value: OwnPart,
}

/// A word, or one file of a table of files.
#[derive(Clone, Debug)]
pub(crate) enum OwnPart {
    /// One of the words of the setting.
    Word(Placed<String>),
    File {
        /// The id that it is for, or `*` for every id and for requests that name none.
        id: String,
        /// The file, from the folder of the configuration file.
        file: Placed<String>,
        /// Its content, after it was read.
        content: Option<Loaded>,
    },
}

/// A file of a JSON Schema.
#[derive(Clone, Debug)]
pub struct SchemaSetting {
    /// The file, from the folder of the configuration file.
    pub file: Placed<String>,
    /// Its content, after it was read.
    pub(crate) schema: Option<Arc<JsonSchema>>,
}

/// A file of Graph's metadata.
#[derive(Clone, Debug)]
pub struct MetadataSetting {
    /// The file, from the folder of the configuration file.
    pub file: Placed<String>,
    /// Its content, after it was read.
    pub(crate) catalogue: Option<Arc<Catalogue>>,
}

/// A table of a configuration file: the file as a whole, or an entry of `overrides`, `ignores` or `clients`.
/// `settings.rs` defines which settings each of them may have.
#[derive(Clone, Debug, Default)]
#[expect(
    missing_docs,
    reason = "each field is the setting of its name, and settings are described where users read it"
)]
pub struct Section {
    pub span: Span,
    pub extend: Option<Placed<String>>,
    pub exclude: Option<Placed<Globs>>,
    pub baseline: Option<Placed<String>>,
    pub paths: Option<Placed<Globs>>,
    pub select: Option<Placed<Vec<String>>>,
    pub ignore: Option<Placed<Vec<String>>>,
    pub severity: Vec<Placed<(String, Level)>>,
    pub operation: Option<Placed<String>>,
    pub schema: Option<SchemaSetting>,
    pub placeholders: Option<Placed<Vec<Pattern>>>,
    pub metadata: Option<MetadataSetting>,
    pub own: Vec<OwnValue>,
    pub pointer: Option<Placed<PointerPattern>>,
    pub rules: Option<Placed<Vec<String>>>,
    pub reason: Option<Placed<String>>,
    pub name: Option<Placed<String>>,
    pub method: Option<Placed<Vec<Argument>>>,
    pub url: Option<Placed<Vec<Argument>>>,
    pub body: Option<Placed<Vec<Argument>>>,
    pub base: Option<Placed<String>>,
    pub clients: Vec<Section>,
    pub overrides: Vec<Section>,
    pub ignores: Vec<Section>,
}

/// A configuration file that was read and parsed.
#[derive(Debug)]
pub struct ConfigFile {
    /// Its text; all spans lie in it.
    pub source: Source,
    /// The folder that it lies in, from the root, with `/`.
    pub folder: String,
    /// The settings at the top level of the file.
    pub section: Section,
}

impl ConfigFile {
    /// The place of `span` for people: `msgraph-lint.toml:3`.
    #[must_use]
    pub(crate) fn place(&self, span: Span) -> String {
        format!("{}:{}", self.source.name(), self.source.position(span.start).line)
    }
}
