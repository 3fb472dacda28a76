//! The report for programs, version 1: a contract, described by `schemas/msgraph-lint-report.v1.schema.json`.
//!
//! The types here are the contract's own, so that a change inside the program does not change it unseen. What may grow
//! are new members; a member that goes, or means something else, makes a version 2.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use super::{Closing, Format, Writer};
use crate::finding::{Finding, Fix, Group, Label, Safety, Severity};
use crate::report::{Checked, Notice, Summary};
use crate::source::{Source, visible};
use crate::text::{Edit, Span};

/// The format.
pub(super) const FORMAT: Format = Format { name: "json", human: false, begin: |_| Box::new(Json { first: true }) };

/// `{"version", "tool", "findings", "notices", "summary"}`, a finding on each line.
#[derive(Debug)]
struct Json {
    /// Whether no finding is written yet.
    first: bool,
}

impl Writer for Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\"version\":1,\n \"tool\":")?;
        write_json(&Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") }, out)?;
        out.write_all(b",\n \"findings\":[")
    }

    fn checked(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        for (source, finding) in checked.each() {
            out.write_all(if self.first { b"\n  " } else { b",\n  " })?;
            self.first = false;
            write_json(&FindingV1::new(source, finding), out)?;
        }
        Ok(())
    }

    fn end(&mut self, closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"],\n \"notices\":[")?;
        for (index, notice) in closing.notices.iter().enumerate() {
            out.write_all(if index == 0 { b"\n  " } else { b",\n  " })?;
            write_json(&NoticeV1::new(notice), out)?;
        }
        out.write_all(b"],\n \"summary\":")?;
        write_json(&Counts::new(&closing.summary), out)?;
        out.write_all(b"}\n")
    }
}

fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    Ok(value.serialize(&mut serde_json::Serializer::with_formatter(out, Harmless))?)
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

impl Counts {
    fn new(summary: &Summary) -> Self {
        Self {
            files: summary.files,
            requests: summary.requests,
            errors: summary.errors,
            warnings: summary.warnings,
            infos: summary.infos,
            fixable: summary.fixable,
        }
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
    offset: u64,
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
    start: u64,
    end: u64,
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
            fix: finding.fix.as_ref().map(|fix| FixV1::new(source, fix)),
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
    fn new(source: &Source, fix: &'a Fix) -> Self {
        let edits = fix.edits().iter().map(|edit| EditV1::new(source, edit)).collect();
        Self { title: fix.title(), safety: fix.safety(), edits }
    }
}

impl<'a> EditV1<'a> {
    fn new(source: &Source, edit: &'a Edit) -> Self {
        Self { start: source.offset(edit.span.start), end: source.offset(edit.span.end), text: &edit.text }
    }
}

impl<'a> NoticeV1<'a> {
    fn new(notice: &'a Notice) -> Self {
        Self { path: &notice.path, message: &notice.message }
    }
}

fn places(source: &Source, span: Span) -> (Place, Place) {
    let place = |at| {
        let position = source.position(at);
        Place { offset: source.offset(at), line: position.line, column: position.column }
    };
    (place(span.start), place(span.end))
}

/// Writes strings so that they cannot act on a terminal: control, bidirectional and other invisible characters become `\u`
/// escapes, which change nothing of the value.
struct Harmless;

impl Formatter for Harmless {
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
