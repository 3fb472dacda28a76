//! All tests of the library and of the command line in one program, a module each: linked once, run side by side.
//! `cargo test --test suite fixtures::` runs one module.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and some print what they measured"
)]

mod support;

#[cfg(feature = "cli")]
mod baseline;
mod broken;
#[cfg(feature = "cli")]
mod cli;
mod complaints;
mod configuration;
mod cycles;
mod dependencies;
mod differential;
mod fix;
mod fixtures;
#[cfg(feature = "cli")]
mod foreign;
mod formats;
mod forms;
mod found;
mod inputs;
#[cfg(feature = "cli")]
mod json_lines;
mod layers;
#[cfg(feature = "lsp")]
mod lsp;
mod markdown;
mod reader;
#[cfg(feature = "cli")]
mod readme;
mod repairs;
#[cfg(feature = "cli")]
mod rule_pages;
mod scripts;
mod secrets;
#[cfg(feature = "serve")]
mod serve;
mod suppressions;
mod syntax_errors;
mod tidy;
mod value;
#[cfg(feature = "cli")]
mod walk;
