//! The command line: reads arguments and files, checks, writes reports. The only layer that uses files, threads, the
//! terminal and the environment. They are passed in, so that tests can run it in their own process.

mod args;
mod baseline;
mod config;
mod contributed;
mod diff;
mod environment;
mod explain;
mod feed;
mod given;
#[cfg(feature = "lsp")]
mod lsp;
mod operations;
mod output;
mod overwrite;
mod progress;
mod reports;
mod rules;
mod run_options;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod tasks;
mod validate;
mod walk;
mod write;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, Read, Write};

use anstream::stream::{AsLockedWrite, RawStream};
use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, FromArgMatches};

pub use environment::Environment;

use self::args::{Arguments, Command};
use crate::formats::Style;
use crate::report::{Notice, Report};
use crate::source::visible;

/// There is no finding at or above the chosen severity.
pub(crate) const EXIT_CLEAN: u8 = 0;
pub(crate) const EXIT_FOUND: u8 = 1;
/// Wrong usage, or something could not be read or written.
pub(crate) const EXIT_FAILURE: u8 = 2;

/// What the program reads and writes.
pub struct Streams<'s> {
    /// Read for the path `-` only.
    pub stdin: &'s mut (dyn Read + Send),
    /// Gets the requested output, and nothing else.
    pub stdout: &'s mut dyn Write,
    /// Gets errors, warnings and progress for the user.
    pub stderr: &'s mut dyn Write,
}

impl std::fmt::Debug for Streams<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Streams")
    }
}

/// Why a command failed.
enum Failure {
    /// A line for the user.
    Message(String),
    /// Writing to standard output failed.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// What a command needs while it runs: the streams and the environment.
struct CommandContext<'a, 's> {
    streams: &'a mut Streams<'s>,
    environment: &'a Environment,
    color: args::Color,
}

impl CommandContext<'_, '_> {
    /// A line for the user beside the report. If standard error fails too, there is nowhere left to report it.
    fn complain(&mut self, message: &str) {
        let style = self.environment.stderr_style(self.color);
        let sign = style.paint(crate::formats::Paint::Severity(crate::finding::Severity::Error), "error:");
        let _ = writeln!(self.streams.stderr, "{sign} {}", visible(message, false));
    }

    /// A line for the user that is not an error.
    fn note(&mut self, message: &str) {
        let style = self.environment.stderr_style(self.color);
        let sign = style.paint(crate::formats::Paint::Severity(crate::finding::Severity::Info), "note:");
        let _ = writeln!(self.streams.stderr, "{sign} {}", visible(message, false));
    }

    /// Reports errors in the configuration on standard error, where standard output is for something else.
    fn object(&mut self, report: &Report) -> io::Result<()> {
        let style = Style { closing: false, ..self.environment.stderr_style(self.color) };
        crate::formats::FORMATS[0].write(report, self.streams.stderr, style)?;
        self.complain_of(&report.notices);
        Ok(())
    }

    /// A line for each source that could not be checked.
    fn complain_of(&mut self, notices: &[Notice]) {
        for notice in notices {
            let line = format!("{}: {}", notice.path, notice.message);
            if notice.is_failure() { self.complain(&line) } else { self.note(&line) }
        }
    }

    /// The same for everything that a run did not check.
    fn complain_of_unchecked(&mut self, unchecked: &tasks::Unchecked) {
        self.complain_of(&unchecked.notices);
        if unchecked.is_all_that_was_named {
            self.complain("no file that was named could be checked");
        }
    }
}

/// A stream of the process, on which escape sequences for colour also work on old Windows consoles. Whether any
/// are written is decided elsewhere.
pub fn terminal(stream: impl RawStream + AsLockedWrite) -> impl Write {
    anstream::AutoStream::always(stream)
}

/// Runs the program and gives its exit code. Never panics and never writes to the streams of the process.
pub fn run(arguments: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>, environment: &Environment) -> u8 {
    let width = environment.width();
    let command = Arguments::command().term_width(width.min(100));
    let parsed = command.try_get_matches_from(arguments).and_then(|mut matches| {
        // clap loses the order of options here, so read it first.
        let outputs = output::outputs(matches.subcommand_matches("validate"));
        Ok((Arguments::from_arg_matches_mut(&mut matches)?, outputs))
    });
    let (arguments, outputs) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return usage(&with_suggestion(error, environment), streams, environment),
    };
    let mut shell = CommandContext { streams, environment, color: arguments.color };
    let done = match &arguments.command {
        Command::Validate(options) => validate::run(options, outputs, &mut shell),
        Command::Rules(options) => rules::run(options, &mut shell),
        Command::Explain(options) => explain::run(options, &mut shell),
        Command::Config(options) => config::run(options, &mut shell),
        Command::Schema(options) => schema::run(options, &mut shell),
        Command::Operations(options) => operations::run(options, &mut shell),
        #[cfg(feature = "lsp")]
        Command::Lsp(options) => lsp::run(options, &mut shell),
        #[cfg(feature = "serve")]
        Command::Serve(options) => serve::run(options, &mut shell),
        Command::Completions(options) => args::completions(options, shell.streams.stdout),
        Command::Man(options) => args::manual(options, shell.streams.stdout),
    };
    let flushed = unless_unread(shell.streams.stdout.flush());
    match done.and_then(|code| flushed.map(|()| code).map_err(Failure::Output)) {
        Ok(code) => code,
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => EXIT_CLEAN,
        Err(Failure::Output(error)) => {
            shell.complain(&format!("standard output could not be written: {error}"));
            EXIT_FAILURE
        }
        Err(Failure::Message(message)) => {
            shell.complain(&message);
            EXIT_FAILURE
        }
    }
}

/// The reader of a pipe may close it early: that is not a failure, and does not change the exit code.
fn unless_unread(written: io::Result<()>) -> io::Result<()> {
    written.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}

/// The same error. If the command is a path, the message says how to check a path.
fn with_suggestion(mut error: clap::Error, environment: &Environment) -> clap::Error {
    if let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) {
        let is_path = word == "-" || word.contains(['.', '/', '\\']) || environment.folder.join(word).exists();
        if is_path {
            let tip = format!("`validate` checks files and folders: `msgraph-lint validate {word}`");
            error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
            // A path is not a misspelt command.
            error.remove(ContextKind::SuggestedSubcommand);
        }
    }
    error
}

/// Help or version, if requested, or the error in the arguments.
fn usage(error: &clap::Error, streams: &mut Streams<'_>, environment: &Environment) -> u8 {
    let text = error.render();
    // Arguments may be file names, which are untrusted.
    let plain = text.to_string();
    let harmless = matches!(visible(&plain, true), Cow::Borrowed(_));
    let write = |out: &mut dyn Write, color: bool| {
        let shown = if color && harmless { text.ansi().to_string() } else { visible(&plain, true).into_owned() };
        unless_unread(out.write_all(shown.as_bytes()).and_then(|()| out.flush()))
    };
    if error.use_stderr() {
        // If standard error fails too, there is nowhere left to report it.
        let _ = write(streams.stderr, environment.stderr_style(args::Color::Auto).color);
        return EXIT_FAILURE;
    }
    match write(streams.stdout, environment.stdout_style(args::Color::Auto).color) {
        Ok(()) => EXIT_CLEAN,
        Err(error) => {
            let mut shell = CommandContext { streams, environment, color: args::Color::Auto };
            shell.complain(&format!("standard output could not be written: {error}"));
            EXIT_FAILURE
        }
    }
}
