//! The program `msgraph-lint`: hands its arguments and streams to the library.

use std::process::ExitCode;

use msgraph_lint::cli;

fn main() -> ExitCode {
    let mut streams = cli::Streams {
        stdin: &mut std::io::stdin().lock(),
        stdout: &mut cli::terminal(std::io::stdout().lock()),
        stderr: &mut cli::terminal(std::io::stderr().lock()),
    };
    ExitCode::from(cli::run(std::env::args_os(), &mut streams, &cli::Surroundings::of_process()))
}
