//! What is known of every operation of Graph: types, properties, navigation, actions and functions of v1.0 and beta.
//!
//! The data are rows in static bytes, packed by `build.rs` from the listings in `schemas/catalogue` and used in place: nothing is
//! unpacked at start, and no look-up allocates. [`Catalogue::builtin`] gives them; [`Catalogue::from_csdl`] makes the same form of
//! a user's own `$metadata`. [`Catalogue::graph`] is the view of one version, from which everything else is reached.
//!
//! Names are compared without regard to ASCII case; where two names differ in nothing else, the exact one wins.

mod arguments;
mod csdl;
mod layout;
#[cfg(test)]
mod listing;
mod member;
mod method;
mod model;
mod operation;
mod pack;
mod packed;
mod resolve;
mod root;
mod route;
mod strings;
#[cfg(test)]
mod tests;
mod ty;
mod value;
mod version;

use std::borrow::Cow;
use std::sync::LazyLock;

pub(crate) use arguments::given_values;
pub(crate) use member::{Containment, Member};
pub(crate) use model::Restrictions;
pub(crate) use operation::{Operation, Parameter};
pub(crate) use resolve::resolve;
pub(crate) use root::Root;
pub(crate) use route::{BodyShape, End, Failure, FailureKind, Holder, ParameterFault, Route, StepKind};
pub(crate) use ty::{Type, TypeKind};
pub(crate) use value::{Primitive, Value, ValueType};
pub(crate) use version::{Graph, Version};

use packed::Packed;

/// The metadata of both versions.
#[derive(Debug)]
pub(crate) struct Catalogue {
    packed: Packed,
    /// The name of the user's file, or `None` for what is built in.
    file: Option<String>,
}

/// The bytes that `build.rs` packs.
static BUILTIN: LazyLock<Catalogue> = LazyLock::new(|| {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.bin"));
    Catalogue { packed: Packed::new(Cow::Borrowed(bytes)), file: None }
});

impl Catalogue {
    /// What is known without any file.
    #[must_use]
    pub(crate) fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads the text of a `$metadata` document, which then stands for both versions. `file` is its name in messages.
    ///
    /// # Errors
    /// Why it cannot be read, in words that go after the name of the file.
    pub(crate) fn from_csdl(text: &str, file: &str) -> Result<Self, String> {
        let model = csdl::read(text)?;
        let bytes = pack::pack(&[(3, &model)]).map_err(|problem| format!("cannot be used: {problem}"))?;
        Ok(Self { packed: Packed::new(Cow::Owned(bytes)), file: Some(file.to_owned()) })
    }

    /// The view of one version.
    #[must_use]
    pub(crate) fn graph(&self, version: Version) -> Graph<'_> {
        Graph::new(self, version)
    }

    /// The name of the file that the metadata was read from, or `None` for what is built in.
    #[must_use]
    pub(crate) fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }
}
