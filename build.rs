//! Packs the listings in `schemas/catalogue` into the bytes that the program looks things up in.
//!
//! The form is that of `src/catalogue/layout.rs`; the files that read and pack are the library's own.

use std::path::Path;
use std::process::ExitCode;

/// The parts of the library that are needed here.
#[path = "src/catalogue"]
#[allow(dead_code, unreachable_pub, reason = "the library uses the rest")]
mod catalogue {
    #[path = "layout.rs"]
    pub(crate) mod layout;
    #[path = "listing.rs"]
    pub(crate) mod listing;
    #[path = "model.rs"]
    pub(crate) mod model;
    #[path = "pack.rs"]
    pub(crate) mod pack;
    #[path = "strings.rs"]
    pub(crate) mod strings;
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            println!("cargo::error={problem}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/catalogue");
    let root = std::env::var("CARGO_MANIFEST_DIR").map_err(|problem| format!("CARGO_MANIFEST_DIR: {problem}"))?;
    let out = std::env::var("OUT_DIR").map_err(|problem| format!("OUT_DIR: {problem}"))?;
    let mut models = Vec::new();
    for (versions, name) in [(1, "v1.0"), (2, "beta")] {
        let path = Path::new(&root).join("schemas/catalogue").join(format!("{name}.txt"));
        println!("cargo::rerun-if-changed={}", path.display());
        let text = std::fs::read_to_string(&path).map_err(|problem| format!("{}: {problem}", path.display()))?;
        let model = catalogue::listing::read(&text).map_err(|problem| format!("{}: {problem}", path.display()))?;
        models.push((versions, model));
    }
    let models: Vec<(u8, &catalogue::model::Model)> =
        models.iter().map(|(versions, model)| (*versions, model)).collect();
    let bytes = catalogue::pack::pack(&models).map_err(|problem| format!("schemas/catalogue: {problem}"))?;
    let path = Path::new(&out).join("catalogue.bin");
    std::fs::write(&path, bytes).map_err(|problem| format!("{}: {problem}", path.display()))
}
