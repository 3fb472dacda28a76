//! The reports of a run, written while it goes on.

use std::io::{self, ErrorKind, Write};

use super::Failure;
use super::args::Validate;
use super::output::Output;
use super::surroundings::Surroundings;
use super::whole::WholeFile;
use crate::formats::{Closing, Opening, STATISTICS, Style, Writer};
use crate::report::Checked;
use crate::rules;

/// Reports in the making.
pub(super) struct Reports {
    reports: Vec<Report>,
    /// Why some of them could not be written.
    failures: Vec<String>,
    /// Why standard output could not be written.
    closed: Option<io::Error>,
}

struct Report {
    writer: Box<dyn Writer>,
    /// None is standard output.
    file: Option<(String, WholeFile)>,
    /// Whether somebody looks on while it is written.
    watched: bool,
}

impl Reports {
    /// Begins the reports that were asked for.
    pub(super) fn begin(
        outputs: &[Output],
        options: &Validate,
        stdout_style: Style,
        surroundings: &Surroundings,
        stdout: &mut dyn Write,
    ) -> Self {
        let mut reports = Self { reports: Vec::new(), failures: Vec::new(), closed: None };
        for output in outputs {
            let style = if output.file.is_none() { stdout_style } else { Style::PLAIN };
            let style = Style { closing: !options.quiet, ..style };
            let counts = options.statistics && output.format.human;
            let format = if counts { &STATISTICS } else { output.format };
            let file = match &output.file {
                None => None,
                Some(path) => {
                    let name = path.display().to_string();
                    match WholeFile::create(&surroundings.folder.join(path)) {
                        Ok(file) => Some((name, file)),
                        Err(error) => {
                            reports.failures.push(unwritable(&name, &error));
                            continue;
                        }
                    }
                }
            };
            let watched = file.is_none() && surroundings.stdout_is_terminal;
            reports.reports.push(Report { writer: (format.begin)(style), file, watched });
        }
        let opening = Opening { rules: &rules::infos(), fail_on: options.fail_on.severity() };
        reports.each(stdout, |writer, out| writer.begin(&opening, out));
        reports
    }

    /// Adds what was found in a source.
    pub(super) fn checked(&mut self, checked: &Checked, stdout: &mut dyn Write) {
        self.each(stdout, |writer, out| writer.checked(checked, out));
    }

    /// Whether nobody is left to read a report.
    pub(super) fn are_unread(&self) -> bool {
        self.reports.is_empty()
    }

    /// Ends the reports and puts the files in their places. Gives what could not be written, each in a line.
    ///
    /// # Errors
    /// That standard output could not be written, if not because its reader has seen enough.
    pub(super) fn end(mut self, closing: &Closing<'_>, stdout: &mut dyn Write) -> Result<Vec<String>, Failure> {
        self.each(stdout, |writer, out| writer.end(closing, out));
        for report in self.reports {
            if let Some((name, file)) = report.file
                && let Err(error) = file.finish()
            {
                self.failures.push(unwritable(&name, &error));
            }
        }
        match self.closed {
            Some(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Output(error)),
            _ => Ok(self.failures),
        }
    }

    /// Goes on with every report that can still be written.
    fn each(
        &mut self,
        stdout: &mut dyn Write,
        mut write: impl FnMut(&mut dyn Writer, &mut dyn Write) -> io::Result<()>,
    ) {
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
                        write(writer.as_mut(), stdout).and_then(|()| if *watched { stdout.flush() } else { Ok(()) });
                    // Whoever reads standard output may have seen enough; the files are still wanted.
                    written.map_err(|error| self.closed = Some(error)).is_ok()
                }
            }
        });
    }
}

fn unwritable(name: &str, error: &io::Error) -> String {
    let why = match error.kind() {
        ErrorKind::NotFound => "there is no such folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "it is a directory".to_owned(),
        _ => error.to_string(),
    };
    format!("{name}: could not be written: {why}")
}
