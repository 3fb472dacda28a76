//! `validate`: checks the sources that the user names, and writes the reports.

use std::ops::ControlFlow;

use clap::ArgMatches;

use super::args::Validate;
use super::output::outputs;
use super::reports::Reports;
use super::{EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, Shell, files, show_files, tasks};
use crate::check::check_as;
use crate::config::Config;
use crate::formats::Closing;
use crate::report::Summary;
use crate::rules;
use crate::sync_schema::SyncSchema;

pub(super) fn run(options: &Validate, matches: Option<&ArgMatches>, shell: &mut Shell<'_, '_>) -> Result<u8, Failure> {
    if options.show_files {
        return show_files::run(options, shell);
    }
    let config = config(options, shell)?;
    let outputs = outputs(matches).map_err(Failure::Message)?;
    let style = shell.surroundings.stdout_style(shell.color);
    let mut reports = Reports::begin(&outputs, options, style, shell.surroundings, shell.streams.stdout);
    let mut summary = Summary::default();
    let check = |taken: tasks::Taken| check_as(taken.source, taken.input, &config);
    let notices = tasks::each(options, shell, check, |checked, stdout| {
        summary.add(&checked);
        reports.checked(&checked, stdout);
        if reports.are_unread() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    summary.unchecked = notices.len();

    shell.complain_of(&notices);
    let failures = reports.end(&Closing { summary, notices: &notices }, shell.streams.stdout)?;
    failures.iter().for_each(|failure| shell.complain(failure));
    let found = summary.worst() >= Some(options.fail_on.severity());
    Ok(match found && !options.exit_zero {
        _ if !notices.is_empty() || !failures.is_empty() => EXIT_FAILURE,
        true => EXIT_FOUND,
        false => EXIT_CLEAN,
    })
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
