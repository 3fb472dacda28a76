//! `validate`: checks the sources that the user names, and writes the reports.

use std::ops::ControlFlow;

use clap::ArgMatches;

use super::args::Validate;
use super::baseline::Ledger;
use super::output::outputs;
use super::reports::Reports;
use super::tasks::{self, Out, Taken};
use super::{EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, Shell, add_ignores, files, fix, show_files};
use crate::check::check_as;
use crate::config::Config;
use crate::fingerprint::Numbers;
use crate::formats::Closing;
use crate::report::{Checked, Summary};
use crate::rules;
use crate::sync_schema::SyncSchema;

/// What came of a source.
enum Looked {
    Checked(Checked),
    Mended(fix::Mended),
}

pub(super) fn run(options: &Validate, matches: Option<&ArgMatches>, shell: &mut Shell<'_, '_>) -> Result<u8, Failure> {
    if options.show_files {
        return show_files::run(options, shell);
    }
    let config = config(options, shell)?;
    if options.diff {
        return fix::show(options, &config, shell);
    }
    if options.add_ignores {
        return add_ignores::run(options, &config, shell);
    }
    let mut ledger = Ledger::open(options, shell)?;
    let outputs = outputs(matches).map_err(Failure::Message)?;
    let to_stderr = fix::takes_stdout(options);
    let mut reports = Reports::begin(&outputs, options, to_stderr, shell);
    let mut summary = Summary::default();
    let mut tally = fix::Tally::default();
    let mut numbers = Numbers::default();
    let mut unwritten = Vec::new();
    let mut closed = None;
    let folder = &shell.surroundings.folder;
    let look = |taken: Taken| match options.fix {
        true => Looked::Mended(fix::mend_file(taken, options, &config, folder)),
        false => Looked::Checked(check_as(taken.source, taken.input, &config)),
    };
    let mut notices = tasks::each(options, shell, look, |looked, out| {
        let mut checked = match looked {
            Looked::Checked(checked) => checked,
            Looked::Mended(mended) => match tally.settle(mended, out) {
                Ok((checked, notice)) => {
                    unwritten.extend(notice);
                    checked
                }
                Err(error) => {
                    closed = Some(error);
                    return ControlFlow::Break(());
                }
            },
        };
        numbers.carry_on(&mut checked);
        ledger.take(&mut checked);
        summary.add(&checked);
        reports.checked(&checked, out.report(to_stderr));
        // What is to be fixed is fixed, whether somebody reads on or not.
        if reports.are_unread() && !options.fix { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if let Some(error) = closed {
        return Err(Failure::Output(error));
    }
    notices.append(&mut unwritten);
    notices.sort();
    summary.unchecked = notices.len();

    shell.complain_of(&notices);
    let out = &mut Out { stdout: shell.streams.stdout, stderr: shell.streams.stderr };
    let failures = reports.end(&Closing { summary, notices: &notices }, out.report(to_stderr))?;
    failures.iter().for_each(|failure| shell.complain(failure));
    if options.fix && !options.quiet {
        tally.tell(shell, "Fixed");
    }
    let closed = ledger.close(options, &config, shell);
    if let Err(Failure::Message(message)) = &closed {
        shell.complain(message);
    }
    let found = summary.worst() >= Some(options.fail_on.severity());
    Ok(match found && !options.exit_zero {
        _ if !notices.is_empty() || !failures.is_empty() || closed.is_err() => EXIT_FAILURE,
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
