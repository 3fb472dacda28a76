//! `validate`: checks the sources that the user names, and writes the reports.

use std::ops::ControlFlow;

use super::args::Validate;
use super::baseline::BaselineRun;
use super::configs::Configs;
use super::output::Output;
use super::reports::Reports;
use super::tasks::{self, ClaimedSource, Out};
use super::{
    CommandContext, EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, add_ignores, files, fix, overwrite, plan, show_files,
};
use crate::config::Section;
use crate::fingerprint::Numbers;
use crate::formats::Closing;
use crate::operation::OwnKind;
use crate::operations;
use crate::report::{Checked, Report, Summary};
use crate::rules;
use crate::source::Encoding;

/// What came of a source.
enum Looked {
    Checked(Box<Checked>),
    Mended(Box<fix::Mended>),
}

pub(super) fn run(
    options: &Validate,
    outputs: Result<Vec<Output>, String>,
    shell: &mut CommandContext<'_, '_>,
) -> Result<u8, Failure> {
    let settings = settings(options, shell)?;
    let folder = &shell.environment.folder;
    let mut configs = Configs::new(&options.configuration, settings, folder)?;
    let plan = plan::plan(options, &mut configs, folder);
    let objections = configs.objections();
    if let Some(report) = objections.as_ref().filter(|_| options.show_files || options.diff || options.add_ignores) {
        shell.object(report)?;
        return Ok(EXIT_FAILURE);
    }
    if options.show_files {
        return show_files::run(options, plan, shell);
    }
    if options.diff {
        return fix::show(options, plan, shell);
    }
    if options.add_ignores {
        return add_ignores::run(options, plan, shell);
    }
    let mut ledger = BaselineRun::open(options, shell)?;
    let outputs = outputs.map_err(Failure::Message)?;
    if let Some(why) = overwrite::objection(options, &outputs, &plan.0, &configs, folder) {
        return Err(Failure::Message(why));
    }
    let to_stderr = fix::takes_stdout(options);
    let mut reports = Reports::begin(&outputs, options, to_stderr, shell);
    if let Some(report) = objections {
        return object(&report, reports, to_stderr, shell);
    }
    let fail_on = options.fail_on.severity();
    let mut summary = Summary::default();
    let mut tally = fix::Tally::default();
    let mut numbers = Numbers::default();
    let mut unwritten = Vec::new();
    let mut closed = None;
    let look = |claimed: ClaimedSource| match options.fix {
        true => Looked::Mended(Box::new(fix::mend_file(claimed, options, folder))),
        false => {
            let checked = claimed.settings.checker().check_as(claimed.source, claimed.input);
            claimed.settings.note(&checked);
            Looked::Checked(Box::new(checked))
        }
    };
    let mut unchecked = tasks::each(options, plan, shell, look, |looked, out| {
        let mut checked = match looked {
            Looked::Checked(checked) => *checked,
            Looked::Mended(mended) => match tally.settle(*mended, out) {
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
        // What is to be written is written, whether somebody reads on or not; and the exit code stays what it would be.
        let is_decided = options.exit_zero || summary.worst() >= Some(fail_on);
        let is_over = reports.are_unread() && is_decided && !options.fix && ledger.is_absent();
        if is_over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if let Some(error) = closed {
        return Err(Failure::Output(error));
    }
    summary.unchecked = unchecked.notices.len();
    unchecked.notices.append(&mut unwritten);
    unchecked.notices.sort();

    shell.complain_of_unchecked(&unchecked);
    if let Some(source) = unchecked.stdin.as_ref().filter(|it| options.fix && *it.encoding() == Encoding::Utf8) {
        // Whoever reads on gets what was written, as if the program were not there.
        super::unless_unread(shell.streams.stdout.write_all(source.text().as_bytes()))?;
    }
    let out = &mut Out { stdout: shell.streams.stdout, stderr: shell.streams.stderr };
    for checked in configs.unused() {
        summary.add(&checked);
        reports.checked(&checked, out.report(to_stderr));
    }
    let failures = reports.end(&Closing { summary, notices: &unchecked.notices }, out.report(to_stderr))?;
    failures.iter().for_each(|failure| shell.complain(failure));
    if options.fix && !options.quiet {
        tally.tell(shell, "Fixed");
    }
    ledger.could_not_read(&unchecked.notices);
    let closed = ledger.close(options, &mut configs, shell);
    if let Err(Failure::Message(message)) = &closed {
        shell.complain(message);
    }
    let found = summary.worst() >= Some(fail_on);
    Ok(match found && !options.exit_zero {
        _ if unchecked.is_failure() || !failures.is_empty() || closed.is_err() => EXIT_FAILURE,
        true => EXIT_FOUND,
        false => EXIT_CLEAN,
    })
}

/// Reports what is wrong with the configuration, in place of all else.
fn object(
    objections: &Report,
    mut reports: Reports,
    to_stderr: bool,
    shell: &mut CommandContext<'_, '_>,
) -> Result<u8, Failure> {
    shell.complain_of(&objections.notices);
    let out = &mut Out { stdout: shell.streams.stdout, stderr: shell.streams.stderr };
    for checked in &objections.checked {
        reports.checked(checked, out.report(to_stderr));
    }
    let closing = Closing { summary: objections.summary(), notices: &objections.notices };
    let failures = reports.end(&closing, out.report(to_stderr))?;
    failures.iter().for_each(|failure| shell.complain(failure));
    Ok(EXIT_FAILURE)
}

/// The settings that the options make.
fn settings(options: &Validate, shell: &CommandContext<'_, '_>) -> Result<Section, Failure> {
    let select = options.select.iter().map(|word| word.trim());
    let ignore = options.ignore.iter().map(|word| word.trim());
    let mut section = Section::of_options(&rules::infos(), select, ignore)
        .map_err(|unknown| Failure::Message(unknown.to_string()))?;
    let failure = |name: &str, message: &str| Failure::Message(format!("{name}: {message}"));
    for setting in operations::settings() {
        let OwnKind::Files(kind) = &setting.kind else { continue };
        let Some(path) = options.contributed.file(kind.option) else { continue };
        let source = files::read(&shell.environment.folder, path).map_err(|it| failure(&it.path, &it.message))?;
        let content = (kind.read)(source.text()).map_err(|error| failure(source.name(), &error))?;
        section = section.with_file(setting, source.name().to_owned(), content);
    }
    Ok(section)
}
