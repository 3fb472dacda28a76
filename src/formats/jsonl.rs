//! The report for programs that read line by line: a finding on each line, the same object as in the format `json`, and
//! nothing else. What could not be checked is reported on standard error and by the exit code.

use std::io::{self, Write};

use super::{Closing, Format, Writer};
use crate::escape::json;
use crate::json_report::FindingV1;
use crate::report::Checked;

pub(super) const FORMAT: Format =
    Format { name: "jsonl", human: false, summary: "the same, a finding a line", begin: |_| Box::new(JsonLines) };

#[derive(Debug)]
struct JsonLines;

impl Writer for JsonLines {
    fn checked(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        for (source, finding) in checked.each() {
            json::write(&FindingV1::new(source, finding), out)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn end(&mut self, _closing: &Closing<'_>, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
