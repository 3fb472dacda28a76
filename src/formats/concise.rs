//! A line a finding: `path:line:column: severity[rule] message (pointer of request)`. Editors and `grep` read it.

use std::io::{self, Write};

use super::{Closing, Format, Paint, Style, Writer, about, write_closing};
use crate::report::Checked;
use crate::source::visible;

pub(super) const FORMAT: Format =
    Format { name: "concise", human: true, summary: "a line a finding", begin: |style| Box::new(Concise { style }) };

#[derive(Debug)]
struct Concise {
    style: Style,
}

impl Writer for Concise {
    fn checked(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        for (source, finding) in checked.each() {
            let position = source.position(finding.span.start);
            let path = self.style.paint(Paint::Strong, &visible(source.name(), false));
            let severity = self.style.paint(Paint::Severity(finding.severity), finding.severity.name());
            let (rule, message) = (self.style.rule(finding.rule), visible(&finding.message, false));
            write!(out, "{path}:{}:{}: {severity}[{rule}] {message}", position.line, position.column)?;
            match about(finding).filter(|_| self.style.details) {
                Some(about) => writeln!(out, "{}", self.style.paint(Paint::Faint, &format!(" ({about})")))?,
                None => writeln!(out)?,
            }
        }
        Ok(())
    }

    fn end(&mut self, closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()> {
        write_closing(closing, out, &self.style)
    }
}
