//! `validate`: checks the sources that the user names, and writes the reports.

use std::io::Write;
use std::ops::ControlFlow;

use clap::ArgMatches;

use super::args::Validate;
use super::output::outputs;
use super::reports::Reports;
use super::{EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, Shell, files, fix, show_files, tasks};
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
    if options.diff {
        return fix::show(options, &config, shell);
    }
    let outputs = outputs(matches).map_err(Failure::Message)?;
    let surroundings = shell.surroundings;
    // The report, where standard output is for the fixed text.
    let mut aside = fix::takes_stdout(options).then(Vec::new);
    let style = match aside {
        Some(_) => surroundings.stderr_style(shell.color),
        None => surroundings.stdout_style(shell.color),
    };
    let mut reports =
        Reports::begin(&outputs, options, style, surroundings, report_to(&mut aside, shell.streams.stdout));
    let mut summary = Summary::default();
    let mut tally = fix::Tally::default();
    let mut lost = None;
    let mend = |taken| fix::mend(taken, options, &config, &surroundings.folder);
    let mut notices = tasks::each(options, shell, mend, |mended, stdout| {
        lost = mended.give_back(stdout).err();
        let checked = tally.take(mended);
        summary.add(&checked);
        reports.checked(&checked, report_to(&mut aside, stdout));
        // Fixes are wanted even if nobody reads what remains.
        let enough = reports.are_unread() && !options.fix || lost.is_some();
        if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if let Some(error) = lost {
        return Err(Failure::Output(error));
    }
    summary.unchecked = notices.len();
    notices.append(&mut tally.notices);
    notices.sort();

    shell.complain_of(&notices);
    let closing = Closing { summary, notices: &notices };
    let failures = reports.end(&closing, report_to(&mut aside, shell.streams.stdout))?;
    shell.streams.stderr.write_all(&aside.unwrap_or_default())?;
    if options.fix && !options.quiet {
        tally.tell(shell, "Fixed");
    }
    failures.iter().for_each(|failure| shell.complain(failure));
    let found = summary.worst() >= Some(options.fail_on.severity());
    Ok(match found && !options.exit_zero {
        _ if !notices.is_empty() || !failures.is_empty() => EXIT_FAILURE,
        true => EXIT_FOUND,
        false => EXIT_CLEAN,
    })
}

fn report_to<'a>(aside: &'a mut Option<Vec<u8>>, stdout: &'a mut dyn Write) -> &'a mut dyn Write {
    match aside {
        Some(aside) => aside,
        None => stdout,
    }
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
