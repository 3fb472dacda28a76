//! A linter for Microsoft Graph requests.
//!
//! [`check::check`] takes a text and a configuration and returns findings: each is about one rule, has its place in the text,
//! and a fix where one is known.
//!
//! ```
//! use msgraph_lint::{check::check, config::Config, source::Source};
//!
//! let source = Source::new("request.json", "{ \"parameters\" [] }")?;
//! let checked = check(source, &Config::all());
//! for finding in &checked.findings {
//!     let place = checked.source.position(finding.span.start);
//!     println!("{}:{}: {}: {}", place.line, place.column, finding.rule.id, finding.message);
//! }
//! assert_eq!(checked.findings[0].rule.id, "missing-colon");
//! # Ok::<(), msgraph_lint::source::SourceError>(())
//! ```
//!
//! The check is pure: it touches no file, clock, thread or terminal, and any number of threads may share a
//! [`check::Checker`]. Without default features the library builds for `wasm32-unknown-unknown`.
//!
//! # Stability
//! Five things are the interface for users and follow semantic versioning: [`check::check`] with [`check::Checker`] and what
//! they return, [`source::Source`], [`config::Config`], [`finding::Finding`], and the report [`formats`]. The ids of rules and the
//! JSON report are stable too. Everything else is public for the command line, the tests and the benchmarks, and may change in
//! any release.
//!
//! The modules are layers; each imports downwards only (see `docs/architecture.md`).
#![cfg_attr(
    not(feature = "cli"),
    allow(
        dead_code,
        unreachable_pub,
        unused_imports,
        reason = "the command line, the editor and the endpoint use them"
    )
)]

pub mod baseline;
pub(crate) mod body;
pub(crate) mod catalogue;
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
pub(crate) mod operation;
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
#[cfg(feature = "cli")]
pub(crate) mod sheet;
pub mod source;
pub mod suppression;
pub mod text;
pub mod workspace;
