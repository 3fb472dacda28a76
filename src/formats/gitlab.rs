//! The report that GitLab calls code quality (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).
//!
//! It has no place for a file that could not be checked: that is reported on standard error and by the exit code.

use std::io::{self, Write};

use serde::Serialize;

use super::{Closing, Format, Opening, Writer};
use crate::escape::json::Elements;
use crate::finding::{Finding, Severity};
use crate::report::Checked;
use crate::source::{Source, visible};

pub(super) const FORMAT: Format = Format {
    name: "gitlab",
    human: false,
    summary: "GitLab's code quality",
    begin: |_| Box::new(GitLab { issues: Elements::default() }),
};

#[derive(Debug)]
struct GitLab {
    issues: Elements,
}

impl Writer for GitLab {
    fn shows_fingerprints(&self) -> bool {
        true
    }

    fn begin(&mut self, _opening: &Opening<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn checked(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        checked.each().try_for_each(|(source, finding)| self.issues.write(&Issue::new(source, finding), out))
    }

    fn end(&mut self, _closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"]\n")
    }
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    /// Unique within the report, or GitLab shows one of those that are alike only.
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl<'a> Issue<'a> {
    fn new(source: &'a Source, finding: &'a Finding) -> Self {
        let line = |at| source.position(at).line;
        let severity = match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        };
        Self {
            // GitLab does not show the name of the check.
            description: format!("{}: {}", finding.rule.id, visible(&finding.message, false)),
            check_name: finding.rule.id,
            fingerprint: finding.identity.fingerprint().to_string(),
            severity,
            location: Location {
                path: source.name(),
                lines: Lines { begin: line(finding.span.start), end: line(finding.span.end) },
            },
        }
    }
}
