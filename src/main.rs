//! The program `msgraph-lint`: hands its arguments and streams to the library.

use std::process::ExitCode;

use anstream::AutoStream;
use msgraph_lint::cli;

fn main() -> ExitCode {
    let mut streams = cli::Streams {
        stdin: &mut std::io::stdin().lock(),
        // Whether to colour is decided by the library; what it writes goes through, in the way of this terminal.
        stdout: &mut AutoStream::always(std::io::stdout()).lock(),
        stderr: &mut AutoStream::always(std::io::stderr()).lock(),
    };
    ExitCode::from(cli::run(std::env::args_os(), &mut streams, &cli::Surroundings::of_process()))
}
