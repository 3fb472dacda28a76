//! `validate`: checks the sources that the user names, and writes the reports.

use std::io::{BufWriter, ErrorKind, Write};

use clap::ArgMatches;

use super::args::Validate;
use super::output::{Output, outputs};
use super::{EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, Shell, files, fix, show_files, tasks, write as file};
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
    if options.diff {
        return fix::show(options, &config, shell);
    }
    let outputs = outputs(matches).map_err(Failure::Message)?;
    let (report, tally) = match options.fix {
        true => fix::run(options, &config, shell).map(|(report, tally)| (report, Some(tally)))?,
        false => (report(options, &config, shell), None),
    };

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
    if let Some(tally) = tally.filter(|_| !options.quiet) {
        tally.tell(shell, "Fixed");
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
    let to_stderr = fix::takes_stdout(options);
    let style = match &output.file {
        None if to_stderr => shell.surroundings.stderr_style(shell.color),
        None => shell.surroundings.stdout_style(shell.color),
        Some(_) => Style::PLAIN,
    };
    let style = Style { closing: !options.quiet, ..style };
    let counts = options.statistics && output.format.human;
    let write = if counts { formats::write_statistics } else { output.format.write };
    match &output.file {
        None => {
            let streams = &mut shell.streams;
            let stream = if to_stderr { &mut streams.stderr } else { &mut streams.stdout };
            let mut out = BufWriter::new(&mut **stream);
            write(report, &mut out, &style)?;
            Ok(out.flush()?)
        }
        Some(file) => {
            let path = shell.surroundings.folder.join(file);
            let written = file::whole(&path, |out| write(report, out, &style));
            written.map_err(|error| Failure::Message(format!("{}: {}", file.display(), file::words(&error))))
        }
    }
}

/// Checks everything that was named, each source once.
fn report(options: &Validate, config: &Config, shell: &mut Shell<'_, '_>) -> Report {
    let (checked, notices) = tasks::each(options, shell, |taken| check(taken.source, config));
    let mut report = Report { checked, notices };
    report.sort();
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
