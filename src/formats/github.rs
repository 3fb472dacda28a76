//! Commands to the log of a GitHub workflow, each of which becomes an annotation of the lines it names
//! (<https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>).
//!
//! GitHub shows ten errors and ten warnings of a step beside the lines; all are in the log.

use std::io::{self, Write};

use super::{Closing, Format, Writer};
use crate::finding::{Finding, Severity};
use crate::report::Checked;
use crate::source::{Source, visible};

pub(super) const FORMAT: Format =
    Format { name: "github", human: false, summary: "annotations of a workflow", begin: |_| Box::new(GitHub) };

#[derive(Debug)]
struct GitHub;

impl Writer for GitHub {
    fn checked(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        checked.each().try_for_each(|(source, finding)| write_finding(source, finding, out))
    }

    fn end(&mut self, closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()> {
        for notice in closing.notices {
            let path = property(&notice.path);
            let command = if notice.is_failure() { "error" } else { "notice" };
            writeln!(out, "::{command} file={path},title=not checked::{}", data(&notice.message))?;
        }
        Ok(())
    }
}

fn write_finding(source: &Source, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (source.position(finding.span.start), source.position(finding.span.end));
    write!(out, "::{command} file={},line={},endLine={}", property(source.name()), start.line, end.line)?;
    // GitHub takes columns within one line only.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    write!(out, ",title={}::{}", finding.rule.id, data(&finding.message))?;
    if let Some(help) = &finding.help {
        write!(out, "%0A{}", data(help))?;
    }
    writeln!(out)
}

/// `words` as the message of a command.
fn data(words: &str) -> String {
    visible(words, false).replace('%', "%25")
}

/// `words` as the value of a property. Line ends, which would have to be escaped too, are made visible before.
fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}
