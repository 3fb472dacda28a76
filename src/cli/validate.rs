//! `validate`: checks the sources that the user names, and writes the reports.

use std::io::{BufWriter, ErrorKind, Write};

use clap::ArgMatches;

use super::args::Validate;
use super::configs::Configs;
use super::output::{Output, outputs, write_whole};
use super::{EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, Shell, files, show_files, tasks};
use crate::check::check;
use crate::config::Section;
use crate::formats::{self, Style};
use crate::report::Report;
use crate::rules;
use crate::sync_schema::SyncSchema;

pub(super) fn run(options: &Validate, matches: Option<&ArgMatches>, shell: &mut Shell<'_, '_>) -> Result<u8, Failure> {
    let settings = settings(options, shell)?;
    let mut configs = Configs::new(&options.configuration, settings, &shell.surroundings.folder)?;
    if options.show_files {
        return show_files::run(options, &mut configs, shell);
    }
    let outputs = outputs(matches).map_err(Failure::Message)?;
    let (report, whole) = report(options, &mut configs, shell);

    shell.complain_of(&report.notices);
    let mut failed = !whole;
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
            write_whole(&shell.surroundings.folder.join(file), |out| write(report, out, &style)).map_err(|error| {
                let why = match error.kind() {
                    ErrorKind::NotFound => "there is no such folder".to_owned(),
                    ErrorKind::PermissionDenied => "permission denied".to_owned(),
                    ErrorKind::IsADirectory => "it is a directory".to_owned(),
                    _ => error.to_string(),
                };
                Failure::Message(format!("{}: could not be written: {why}", file.display()))
            })
        }
    }
}

/// Checks everything that was named, each source once; and tells whether that was possible.
fn report(options: &Validate, configs: &mut Configs, shell: &mut Shell<'_, '_>) -> (Report, bool) {
    let looked = tasks::each(options, configs, shell, |taken| {
        let checked = check(taken.source, taken.settled.config());
        taken.settled.note(&checked);
        checked
    });
    match looked {
        Ok((mut checked, notices)) => {
            checked.extend(configs.unused());
            let mut report = Report { checked, notices };
            report.sort();
            let whole = report.notices.is_empty();
            (report, whole)
        }
        Err(report) => (report, false),
    }
}

/// The settings that the options make.
fn settings(options: &Validate, shell: &Shell<'_, '_>) -> Result<Section, Failure> {
    let select = options.select.iter().map(|word| word.trim());
    let ignore = options.ignore.iter().map(|word| word.trim());
    let section = Section::of_options(&rules::infos(), select, ignore)
        .map_err(|unknown| Failure::Message(unknown.to_string()))?;
    let Some(path) = &options.sync_schema else { return Ok(section) };
    let failure = |name: &str, message: &str| Failure::Message(format!("{name}: {message}"));
    let source = files::read(&shell.surroundings.folder, path).map_err(|it| failure(&it.path, &it.message))?;
    let schema = SyncSchema::parse(source.text()).map_err(|error| failure(source.name(), &error.to_string()))?;
    Ok(section.with_sync_schema(source.name().to_owned(), schema))
}
