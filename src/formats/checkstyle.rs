//! Checkstyle's report, which many viewers of other tools read too (<https://checkstyle.org>): files, and in them errors with
//! line, column, severity, message and source.
//!
//! A file of which only parts are held at a time is there once for each part with a finding.

use std::io::{self, Write};

use super::{Closing, Format, Opening, Writer, sentences};
use crate::escape::xml::escaped;
use crate::report::Checked;

pub(super) const FORMAT: Format =
    Format { name: "checkstyle", human: false, summary: "Checkstyle's XML", begin: |_| Box::new(Checkstyle) };

#[derive(Debug)]
struct Checkstyle;

impl Writer for Checkstyle {
    fn begin(&mut self, _opening: &Opening<'_>, out: &mut dyn Write) -> io::Result<()> {
        // The version is that of Checkstyle in whose form this is.
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">")
    }

    fn checked(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        if checked.findings.is_empty() {
            return Ok(());
        }
        writeln!(out, " <file name=\"{}\">", escaped(checked.source.name(), false))?;
        for (source, finding) in checked.each() {
            let position = source.position(finding.span.start);
            writeln!(
                out,
                "  <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"msgraph-lint.{}\"/>",
                position.line,
                position.column,
                finding.severity,
                escaped(&sentences(finding), false),
                finding.rule.id
            )?;
        }
        writeln!(out, " </file>")
    }

    fn end(&mut self, closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()> {
        for notice in closing.notices {
            let (path, message) = (escaped(&notice.path, false), escaped(&notice.message, false));
            let severity = if notice.is_failure() { "error" } else { "info" };
            writeln!(out, " <file name=\"{path}\">")?;
            writeln!(
                out,
                "  <error line=\"0\" severity=\"{severity}\" message=\"{message}\" source=\"msgraph-lint.not-checked\"/>"
            )?;
            writeln!(out, " </file>")?;
        }
        writeln!(out, "</checkstyle>")
    }
}
