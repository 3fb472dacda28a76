//! The report for programs, version 1: a contract, described by `schemas/msgraph-lint-report.v1.schema.json`.
//!
//! The types here are the contract's own, so that a change inside the program does not change it unseen. What may grow
//! are new members; a member that goes, or means something else, makes a version 2.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use super::{Format, Style};
use crate::finding::{Finding, Fix, Group, Label, Safety, Severity};
use crate::report::{Notice, Report};
use crate::source::{Source, visible};
use crate::text::{Edit, Span};

/// The format.
pub(super) const FORMAT: Format = Format { name: "json", human: false, write };

fn write(report: &Report, out: &mut dyn Write, _style: &Style) -> io::Result<()> {
    let summary = report.summary();
    let report = ReportV1 {
        version: 1,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        summary: Counts {
            files: summary.files,
            requests: summary.requests,
            errors: summary.errors,
            warnings: summary.warnings,
            infos: summary.infos,
            fixable: summary.fixable,
        },
        findings: Findings(report),
        notices: report.notices.iter().map(NoticeV1::new).collect(),
    };
    report.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, LineEach::default()))?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct ReportV1<'a> {
    version: u8,
    tool: Tool,
    summary: Counts,
    findings: Findings<'a>,
    notices: Vec<NoticeV1<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Counts {
    files: usize,
    requests: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    fixable: usize,
}

/// The findings, each made when it is written: a long list is never held twice.
struct Findings<'a>(&'a Report);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.findings().map(|(source, finding)| FindingV1::new(source, finding)))
    }
}

#[derive(Serialize)]
struct FindingV1<'a> {
    rule: &'a str,
    group: Group,
    severity: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    url: String,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
    start: Place,
    end: Place,
    labels: Vec<LabelV1<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixV1<'a>>,
}

#[derive(Serialize)]
struct Place {
    offset: u32,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct LabelV1<'a> {
    message: &'a str,
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct FixV1<'a> {
    title: &'a str,
    safety: Safety,
    edits: Vec<EditV1<'a>>,
}

#[derive(Serialize)]
struct EditV1<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct NoticeV1<'a> {
    path: &'a str,
    message: &'a str,
}

impl<'a> FindingV1<'a> {
    fn new(source: &'a Source, finding: &'a Finding) -> Self {
        let (start, end) = places(source, finding.span);
        Self {
            rule: finding.rule.id,
            group: finding.rule.group,
            severity: finding.severity,
            message: &finding.message,
            help: finding.help.as_deref(),
            url: finding.rule.url(),
            path: source.name(),
            request: finding.request.as_deref(),
            pointer: finding.pointer.as_deref(),
            start,
            end,
            labels: finding.labels.iter().map(|label| LabelV1::new(source, label)).collect(),
            fix: finding.fix.as_ref().map(FixV1::new),
        }
    }
}

impl<'a> LabelV1<'a> {
    fn new(source: &Source, label: &'a Label) -> Self {
        let (start, end) = places(source, label.span);
        Self { message: &label.message, start, end }
    }
}

impl<'a> FixV1<'a> {
    fn new(fix: &'a Fix) -> Self {
        Self { title: fix.title(), safety: fix.safety(), edits: fix.edits().iter().map(EditV1::new).collect() }
    }
}

impl<'a> EditV1<'a> {
    fn new(edit: &'a Edit) -> Self {
        Self { start: edit.span.start, end: edit.span.end, text: &edit.text }
    }
}

impl<'a> NoticeV1<'a> {
    fn new(notice: &'a Notice) -> Self {
        Self { path: &notice.path, message: &notice.message }
    }
}

fn places(source: &Source, span: Span) -> (Place, Place) {
    let place = |offset| {
        let position = source.position(offset);
        Place { offset, line: position.line, column: position.column }
    };
    (place(span.start), place(span.end))
}

/// Sets a finding on a line of its own, and writes strings so that they cannot act on a terminal: control, bidirectional
/// and other invisible characters become `\u` escapes, which change nothing of the value.
#[derive(Default)]
struct LineEach {
    depth: usize,
}

impl Formatter for LineEach {
    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        out.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        out.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        out.write_all(match (first, self.depth) {
            (true, _) => b"",
            (false, 1) => b",\n ",
            (false, _) => b",",
        })
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        out.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        out.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        out.write_all(match (first, self.depth) {
            (true, 2) => b"\n  ",
            (false, 2) => b",\n  ",
            (true, _) => b"",
            (false, _) => b",",
        })
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let acts = |text: &str| matches!(visible(text, false), Cow::Owned(_));
        if !acts(fragment) {
            return out.write_all(fragment.as_bytes());
        }
        for character in fragment.chars() {
            let mut buffer = [0; 4];
            let text = character.encode_utf8(&mut buffer);
            if acts(text) {
                text.encode_utf16().try_for_each(|unit| write!(out, "\\u{unit:04x}"))?;
            } else {
                out.write_all(text.as_bytes())?;
            }
        }
        Ok(())
    }
}
