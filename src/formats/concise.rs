//! One line a finding: `path:line:column: severity[rule] message`. Editors and `grep` read it.

use std::io::{self, Write};

use super::{Format, Paint, Style, write_closing};
use crate::report::Report;
use crate::source::visible;

/// The format.
pub(super) const FORMAT: Format = Format { name: "concise", human: true, write };

fn write(report: &Report, out: &mut dyn Write, style: &Style) -> io::Result<()> {
    for (source, finding) in report.findings() {
        let position = source.position(finding.span.start);
        let path = style.paint(Paint::Strong, &visible(source.name(), false));
        let severity = style.paint(Paint::Severity(finding.severity), finding.severity.name());
        let message = visible(&finding.message, false);
        writeln!(out, "{path}:{}:{}: {severity}[{}] {message}", position.line, position.column, finding.rule.id)?;
    }
    write_closing(report, out, style)
}
