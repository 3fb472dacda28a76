//! JUnit's report of tests, in the form that its viewers agree on (<https://github.com/testmoapp/junitxml>): a file is a
//! test case, which fails if the file has a finding that makes the run a failure. Findings below that are its output.
//!
//! The counts that may be at the root are left out: they would have to be known before the first file is checked. Each
//! file is a suite of its own, which has them. A part of a large file is a test case of its own.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Closing, Format, Opening, Writer, sentences};
use crate::escape::xml::escaped;
use crate::finding::{Finding, Severity};
use crate::report::{Checked, NoticeKind};
use crate::source::Source;

pub(super) const FORMAT: Format = Format {
    name: "junit",
    human: false,
    summary: "a test case a file",
    begin: |_| Box::new(JUnit { fail_on: Severity::Error }),
};

#[derive(Debug)]
struct JUnit {
    fail_on: Severity,
}

impl Writer for JUnit {
    fn begin(&mut self, opening: &Opening<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.fail_on = opening.fail_on;
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"msgraph-lint\">")
    }

    fn checked(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let source = &checked.source;
        let first = checked.findings.iter().find(|finding| finding.severity >= self.fail_on);
        let mut list = String::new();
        for finding in &checked.findings {
            // A `String` takes all.
            let _ = writeln!(list, "{}", line(source, finding));
        }
        let path = escaped(source.name(), false);
        let name = match source.start().line {
            0 => path.clone(),
            lines => format!("{path} from line {}", lines + 1),
        };
        let failures = u8::from(first.is_some());
        writeln!(out, " <testsuite name=\"{name}\" tests=\"1\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">")?;
        write!(out, "  <testcase name=\"{name}\" classname=\"msgraph-lint\" file=\"{path}\"")?;
        match first {
            None if list.is_empty() => writeln!(out, "/>")?,
            None => writeln!(out, ">\n   <system-out>\n{}</system-out>\n  </testcase>", escaped(&list, true))?,
            Some(first) => {
                let (message, rule) = (escaped(&line(source, first), false), first.rule.id);
                let line = source.position(first.span.start).line;
                writeln!(out, " line=\"{line}\">\n   <failure message=\"{message}\" type=\"{rule}\">")?;
                writeln!(out, "{}</failure>\n  </testcase>", escaped(&list, true))?;
            }
        }
        writeln!(out, " </testsuite>")
    }

    fn end(&mut self, closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()> {
        for notice in closing.notices {
            let (path, message) = (escaped(&notice.path, false), escaped(&notice.message, false));
            let (errors, skipped) = if notice.is_failure() { (1, 0) } else { (0, 1) };
            let counts = format!("errors=\"{errors}\" skipped=\"{skipped}\"");
            writeln!(out, " <testsuite name=\"{path}\" tests=\"1\" failures=\"0\" {counts}>")?;
            writeln!(out, "  <testcase name=\"{path}\" classname=\"msgraph-lint\" file=\"{path}\">")?;
            match notice.kind {
                NoticeKind::Failure => {
                    writeln!(out, "   <error message=\"{message}\" type=\"not-checked\">{path}: {message}</error>")?;
                }
                NoticeKind::Unreadable => writeln!(out, "   <skipped message=\"{message}\"/>")?,
            }
            writeln!(out, "  </testcase>\n </testsuite>")?;
        }
        writeln!(out, "</testsuites>")
    }
}

/// A finding with its place.
fn line(source: &Source, finding: &Finding) -> String {
    let position = source.position(finding.span.start);
    let (severity, rule) = (finding.severity, finding.rule.id);
    format!("{}:{}: {severity}[{rule}] {}", position.line, position.column, sentences(finding))
}
