//! The report for programs: one JSON document, version 1 of our contract.

use std::io::{self, Write};

use super::{Closing, Format, Opening, Writer};
use crate::escape::json::{self, Elements};
use crate::json_report::{Counts, FindingV1, NoticeV1, TOOL};
use crate::report::Checked;

pub(super) const FORMAT: Format = Format {
    name: "json",
    human: false,
    summary: "one document for programs",
    begin: |_| Box::new(Json { findings: Elements::default() }),
};

/// `{"version", "tool", "findings", "notices", "summary"}`, a finding on each line.
#[derive(Debug)]
struct Json {
    findings: Elements,
}

impl Writer for Json {
    fn begin(&mut self, _opening: &Opening<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\"version\":1,\n \"tool\":")?;
        json::write(&TOOL, out)?;
        out.write_all(b",\n \"findings\":[")
    }

    fn checked(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        checked.each().try_for_each(|(source, finding)| self.findings.write(&FindingV1::new(source, finding), out))
    }

    fn end(&mut self, closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"],\n \"notices\":[")?;
        let mut notices = Elements::default();
        closing.notices.iter().try_for_each(|notice| notices.write(&NoticeV1::new(notice), out))?;
        out.write_all(b"],\n \"summary\":")?;
        json::write(&Counts::new(&closing.summary), out)?;
        out.write_all(b"}\n")
    }
}
