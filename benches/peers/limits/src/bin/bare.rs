//! A program that reads its arguments as msgraph-lint does, and does nothing: the least that a start costs.

use std::path::PathBuf;

use clap::Parser;

/// Does nothing.
#[derive(Parser)]
struct Bare {
    /// What to look at
    paths: Vec<PathBuf>,
    /// How to report it
    #[arg(long)]
    format: Option<String>,
}

fn main() {
    let bare = Bare::parse();
    std::hint::black_box((bare.paths, bare.format));
}
