//! What several tests share; the fuzz targets take some of it too.

pub(crate) mod dice;
#[cfg(feature = "lsp")]
pub(crate) mod editor;
pub(crate) mod files;
pub(crate) mod findings;
pub(crate) mod fixing;
pub(crate) mod folder;
pub(crate) mod mending;
#[cfg(feature = "lsp")]
pub(crate) mod messages;
pub(crate) mod pages;
pub(crate) mod paths;
pub(crate) mod payloads;
pub(crate) mod reading;
pub(crate) mod reporting;
pub(crate) mod targets;
