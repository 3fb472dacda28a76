//! What checking and fixing have in common: reports, a baseline, counts, and the exit code.

use std::io::Write;
use std::ops::ControlFlow;

use super::super::baseline::BaselineRun;
use super::super::output::Output;
use super::super::overwrite;
use super::super::reports::Reports;
use super::super::run_options::RunOptions;
use super::super::tasks::{Out, Unchecked};
use super::super::{CommandContext, EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure};
use super::nothing;
use crate::catalogue::{Catalogue, Version};
use crate::fingerprint::Numbers;
use crate::formats::Closing;
use crate::report::{Checked, Notice, Report, Summary};
use crate::workspace::{Plan, Task, Workspace};

/// The stream for a report without a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum ReportStream {
    Stdout,
    Stderr,
}

/// A run that reports what it finds.
pub(super) struct Session<'o> {
    options: &'o RunOptions,
    stream: ReportStream,
    reports: Reports,
    baseline: BaselineRun,
    numbers: Numbers,
    summary: Summary,
    /// How many JSON files of the folders the run itself uses: a baseline, a schema.
    own_files: usize,
}

impl<'o> Session<'o> {
    /// Begins the reports, unless an output file would overwrite an input.
    pub(super) fn begin(
        options: &'o RunOptions,
        outputs: &[Output],
        stream: ReportStream,
        workspace: &Workspace,
        plan: &Plan,
        shell: &mut CommandContext<'_, '_>,
    ) -> Result<Self, Failure> {
        let baseline = BaselineRun::open(options, workspace, plan)?;
        if let Some(why) = overwrite::objection(options, outputs, plan, workspace, &baseline) {
            return Err(Failure::Message(why));
        }
        let reports = Reports::begin(outputs, options, stream, shell);
        let (numbers, summary) = (Numbers::default(), Summary::default());
        let is_read = |task: &Task| options.reads.iter().any(|path| task.is_at(workspace.folder(), path));
        let is_own = |task: &&Task| task.is_json_of_a_folder() && is_read(task);
        let own_files = plan.tasks.iter().filter(is_own).count();
        Ok(Self { options, stream, reports, baseline, numbers, summary, own_files })
    }

    /// Reports the errors in the configuration, and nothing else.
    pub(super) fn refuse(mut self, objections: &Report, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
        shell.complain_of(&objections.notices);
        let out = &mut Out { stdout: shell.streams.stdout, stderr: shell.streams.stderr };
        for checked in &objections.checked {
            self.reports.checked(checked, out.report(self.stream));
        }
        let closing = Closing { summary: objections.summary(), notices: &objections.notices };
        let failures = self.reports.end(&closing, out.report(self.stream))?;
        failures.iter().for_each(|failure| shell.complain(failure));
        Ok(EXIT_FAILURE)
    }

    /// Whether findings are compared with those of another run, here or by who reads a report.
    pub(super) fn needs_identities(&self) -> bool {
        self.reports.show_fingerprints() || !self.baseline.is_absent()
    }

    /// Reports what was found in one more source.
    pub(super) fn add(&mut self, mut checked: Checked, out: &mut Out<'_>) {
        self.numbers.carry_on(&mut checked);
        self.baseline.take(&mut checked);
        self.summary.add(&checked);
        self.reports.checked(&checked, out.report(self.stream));
    }

    /// Whether further sources cannot change the output: its reader is gone, and the exit code is certain.
    pub(super) fn wants_more(&self) -> ControlFlow<()> {
        let is_decided = self.options.exit_zero || self.is_found();
        let is_over = self.reports.are_unread() && is_decided && self.baseline.is_absent();
        if is_over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Ends the reports, and returns the exit code. `unwritten` has the files that could not be written; `closing`
    /// prints the last lines of a driver.
    pub(super) fn end(
        mut self,
        mut unchecked: Unchecked,
        mut unwritten: Vec<Notice>,
        mut workspace: Workspace,
        shell: &mut CommandContext<'_, '_>,
        closing: impl FnOnce(&mut CommandContext<'_, '_>),
    ) -> Result<u8, Failure> {
        self.summary.unchecked = unchecked.notices.len();
        self.summary.unrecognised = unchecked.unrecognised.saturating_sub(self.own_files);
        let date = Catalogue::builtin().graph(Version::V1).date();
        let is_old = self.summary.requests > 0 && shell.environment.is_old(date);
        self.summary.old_metadata = is_old.then(|| date.to_owned());
        unchecked.notices.append(&mut unwritten);
        unchecked.notices.sort();
        shell.complain_of_unchecked(&unchecked);
        let out = &mut Out { stdout: shell.streams.stdout, stderr: shell.streams.stderr };
        for checked in workspace.unused_ignores() {
            self.summary.add(&checked);
            self.reports.checked(&checked, out.report(self.stream));
        }
        let is_found = self.is_found();
        let end = Closing { summary: self.summary, notices: &unchecked.notices };
        let failures = self.reports.end(&end, out.report(self.stream))?;
        failures.iter().for_each(|failure| shell.complain(failure));
        closing(shell);
        let is_missing = nothing::explain(self.options, &unchecked, &mut workspace, shell);
        self.baseline.could_not_read(&unchecked.notices);
        let closed = self.baseline.close(self.options, &mut workspace, shell);
        if let Err(Failure::Message(message)) = &closed {
            shell.complain(message);
        }
        Ok(match is_found && !self.options.exit_zero {
            _ if is_missing || unchecked.is_failure() || !failures.is_empty() || closed.is_err() => EXIT_FAILURE,
            true => EXIT_FOUND,
            false => EXIT_CLEAN,
        })
    }

    fn is_found(&self) -> bool {
        self.summary.worst() >= Some(self.options.fail_on)
    }
}

impl Out<'_> {
    /// The stream for a report.
    pub(in crate::cli) fn report(&mut self, stream: ReportStream) -> &mut dyn Write {
        match stream {
            ReportStream::Stdout => self.stdout,
            ReportStream::Stderr => self.stderr,
        }
    }
}
