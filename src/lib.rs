//! A linter for Microsoft Graph requests.
//!
//! The library is pure: [`check::check`] takes a [`source::Source`] and a [`config::Config`] and gives back findings,
//! each of a rule, at its exact place, with its repair where one is known. Files, threads and the terminal belong to the
//! command line. The modules are layers; each imports downwards only (see `docs/architecture.md`).

pub mod baseline;
pub(crate) mod body;
pub mod catalogue;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod comment;
pub mod config;
pub mod escape;
pub mod finding;
pub mod fingerprint;
pub mod fix;
pub mod formats;
pub mod http;
pub mod input;
pub mod inputs;
pub mod json;
pub mod json_report;
pub mod languages;
#[cfg(feature = "lsp")]
pub mod lsp;
pub mod operation;
pub mod operations;
pub mod page;
pub mod report;
pub mod request;
pub mod rule;
pub mod rules;
pub mod schema;
pub mod script;
#[cfg(feature = "serve")]
pub mod serve;
pub mod source;
pub mod suppression;
pub mod text;
#[cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports, reason = "its other users are shells"))]
pub mod workspace;
