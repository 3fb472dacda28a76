//! The program `msgraph-lint`: hands its arguments and streams to the library.

use std::io::{BufWriter, stderr, stdin, stdout};
use std::process::ExitCode;

use msgraph_lint::cli;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let mut streams = cli::Streams {
        stdin: &mut stdin(),
        stdout: &mut BufWriter::with_capacity(64 * 1024, cli::terminal(stdout().lock())),
        stderr: &mut cli::terminal(stderr().lock()),
    };
    ExitCode::from(cli::run(std::env::args_os(), &mut streams, &cli::Environment::of_process()))
}
