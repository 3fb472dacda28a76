//! `validate`: checks the sources that the user names, and writes the reports.

use std::io::{BufWriter, ErrorKind, Write};

use clap::ArgMatches;

use super::args::Validate;
use super::baseline::Ledger;
use super::output::{Output, outputs, unwritable, write_whole};
use super::{EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, Shell, add_ignores, files, show_files, tasks};
use crate::check::check;
use crate::config::Config;
use crate::formats::{self, Style};
use crate::report::Report;
use crate::rules;
use crate::sync_schema::SyncSchema;

pub(super) fn run(options: &Validate, matches: Option<&ArgMatches>, shell: &mut Shell<'_, '_>) -> Result<u8, Failure> {
    if options.show_files {
        return show_files::run(options, shell);
    }
    let config = config(options, shell)?;
    if options.add_ignores {
        return add_ignores::run(options, &config, shell);
    }
    let mut ledger = Ledger::open(options, shell)?;
    let outputs = outputs(matches).map_err(Failure::Message)?;
    let report = report(options, &config, &mut ledger, shell);

    shell.complain_of(&report.notices);
    let mut failed = !report.notices.is_empty();
    let mut closed = None;
    for output in &outputs {
        match write(&report, output, options, shell) {
            Ok(()) => {}
            Err(Failure::Message(message)) => {
                shell.complain(&message);
                failed = true;
            }
            // Whoever reads standard output has seen enough; the files are still wanted.
            Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => {}
            Err(Failure::Output(error)) => closed = Some(error),
        }
    }
    if let Err(Failure::Message(message)) = ledger.close(options, &config, shell) {
        shell.complain(&message);
        failed = true;
    }
    let found = report.worst() >= Some(options.fail_on.severity());
    match closed {
        Some(error) => Err(Failure::Output(error)),
        None if failed => Ok(EXIT_FAILURE),
        None if found && !options.exit_zero => Ok(EXIT_FOUND),
        None => Ok(EXIT_CLEAN),
    }
}

fn write(report: &Report, output: &Output, options: &Validate, shell: &mut Shell<'_, '_>) -> Result<(), Failure> {
    let style = match &output.file {
        None => shell.surroundings.stdout_style(shell.color),
        Some(_) => Style::PLAIN,
    };
    let style = Style { closing: !options.quiet, ..style };
    let counts = options.statistics && output.format.human;
    let write = if counts { formats::write_statistics } else { output.format.write };
    match &output.file {
        None => {
            let mut out = BufWriter::new(&mut *shell.streams.stdout);
            write(report, &mut out, &style)?;
            Ok(out.flush()?)
        }
        Some(file) => {
            let written = write_whole(&shell.surroundings.folder.join(file), |out| write(report, out, &style));
            written.map_err(|error| Failure::Message(unwritable(file, &error)))
        }
    }
}

/// Checks everything that was named, each source once.
fn report(options: &Validate, config: &Config, ledger: &mut Ledger<'_>, shell: &mut Shell<'_, '_>) -> Report {
    let (checked, notices) = tasks::each(options, shell, |taken| check(taken.source, config));
    let mut report = Report { checked, notices };
    report.sort();
    report.checked.iter_mut().for_each(|checked| ledger.take(checked));
    report
}

/// The settings that the options make.
fn config(options: &Validate, shell: &Shell<'_, '_>) -> Result<Config, Failure> {
    let select = options.select.iter().map(|word| word.trim());
    let ignore = options.ignore.iter().map(|word| word.trim());
    let config =
        Config::new(&rules::infos(), select, ignore).map_err(|unknown| Failure::Message(unknown.to_string()))?;
    let Some(path) = &options.sync_schema else { return Ok(config) };
    let failure = |name: &str, message: &str| Failure::Message(format!("{name}: {message}"));
    let source = files::read(&shell.surroundings.folder, path).map_err(|it| failure(&it.path, &it.message))?;
    let schema = SyncSchema::parse(source.text()).map_err(|error| failure(source.name(), &error.to_string()))?;
    Ok(config.with_sync_schema(schema))
}
