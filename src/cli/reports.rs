//! The reports of a run, written during the run.

use std::io::{self, ErrorKind, Write};

use super::output::Output;
use super::run_options::RunOptions;
use super::tasks::Out;
use super::validate::ReportStream;
use super::write::{self, Disk, Whole};
use super::{CommandContext, Failure};
use crate::formats::{Closing, Opening, STATISTICS, Style, Writer};
use crate::report::Checked;
use crate::rules;

pub(super) struct Reports {
    reports: Vec<Report>,
    /// Why some of them could not be written.
    failures: Vec<String>,
    /// Why standard output could not be written.
    closed: Option<io::Error>,
}

struct Report {
    writer: Box<dyn Writer>,
    /// None is a stream of the process.
    file: Option<(String, Whole<'static, Disk>)>,
    /// Whether it is written to a terminal.
    watched: bool,
}

impl Reports {
    /// Begins the requested reports. A report without a file goes to standard output or, if that is
    /// used otherwise, to standard error.
    pub(super) fn begin(
        outputs: &[Output],
        options: &RunOptions,
        stream: ReportStream,
        shell: &mut CommandContext<'_, '_>,
    ) -> Self {
        let environment = shell.environment;
        let (style, terminal) = match stream {
            ReportStream::Stderr => (environment.stderr_style(shell.color), environment.stderr_is_terminal),
            ReportStream::Stdout => (environment.stdout_style(shell.color), environment.stdout_is_terminal),
        };
        let mut reports = Self { reports: Vec::new(), failures: Vec::new(), closed: None };
        for output in outputs {
            let style = if output.file.is_none() { style } else { Style { details: true, ..Style::PLAIN } };
            let style = Style { closing: !options.quiet, ..style };
            let counts = options.statistics && output.format.human;
            let format = if counts { &STATISTICS } else { output.format };
            let file = match &output.file {
                None => None,
                Some(path) => {
                    let name = path.display().to_string();
                    match write::report(&environment.folder.join(path)) {
                        Ok(file) => Some((name, file)),
                        Err(error) => {
                            reports.failures.push(unwritable(&name, &error));
                            continue;
                        }
                    }
                }
            };
            let watched = file.is_none() && terminal;
            reports.reports.push(Report { writer: (format.begin)(style), file, watched });
        }
        let out = &mut Out { stdout: shell.streams.stdout, stderr: shell.streams.stderr };
        let opening = Opening { rules: &rules::infos(), fail_on: options.fail_on };
        reports.each(out.report(stream), |writer, out| writer.begin(&opening, out));
        reports
    }

    /// Whether one of them shows the fingerprints of findings.
    pub(super) fn show_fingerprints(&self) -> bool {
        self.reports.iter().any(|report| report.writer.shows_fingerprints())
    }

    /// Adds the findings of a source.
    pub(super) fn checked(&mut self, checked: &Checked, out: &mut dyn Write) {
        self.each(out, |writer, out| writer.checked(checked, out));
    }

    /// Whether no report can be written any more.
    pub(super) fn are_unread(&self) -> bool {
        self.reports.is_empty()
    }

    /// Ends the reports and moves the files into place. Returns a line for each that could not be written.
    ///
    /// # Errors
    /// Standard output could not be written, for another reason than a closed pipe.
    pub(super) fn end(mut self, closing: &Closing<'_>, out: &mut dyn Write) -> Result<Vec<String>, Failure> {
        self.each(out, |writer, out| writer.end(closing, out));
        for report in self.reports {
            if let Some((name, file)) = report.file
                && let Err(error) = file.finish(|_| Ok(()))
            {
                self.failures.push(unwritable(&name, &error));
            }
        }
        match self.closed {
            Some(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Output(error)),
            _ => Ok(self.failures),
        }
    }

    /// Continues every report that can still be written.
    fn each(&mut self, out: &mut dyn Write, mut write: impl FnMut(&mut dyn Writer, &mut dyn Write) -> io::Result<()>) {
        self.reports.retain_mut(|report| {
            let Report { writer, file, watched } = report;
            match file {
                Some((name, file)) => match write(writer.as_mut(), file) {
                    Ok(()) => true,
                    Err(error) => {
                        self.failures.push(unwritable(name, &error));
                        false
                    }
                },
                None => {
                    let written =
                        write(writer.as_mut(), out).and_then(|()| if *watched { out.flush() } else { Ok(()) });
                    // The reader of standard output may close it early; files are still written.
                    written.map_err(|error| self.closed = Some(error)).is_ok()
                }
            }
        });
    }
}

fn unwritable(name: &str, error: &io::Error) -> String {
    format!("{name}: {}", write::words(error))
}
