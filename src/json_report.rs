//! The report for programs, version 1: a contract, described by `schemas/msgraph-lint-report.v1.schema.json`.
//!
//! The types here are the contract's own, so that a change inside the program does not change it unseen. What may grow
//! are new members; a member that goes, or means something else, makes a version 2.

use serde::Serialize;

use crate::finding::{Finding, Fix, Group, Label, Safety, Severity};
use crate::report::{Notice, Summary};
use crate::source::Source;
use crate::text::{Edit, Span};

#[derive(Debug, Serialize)]
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
}

pub(crate) const TOOL: Tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };

#[derive(Debug, Serialize)]
pub(crate) struct Counts {
    files: usize,
    requests: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    fixable: usize,
    /// Calls of scripts of which the URL or the body is not known; left out if there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<usize>,
}

impl Counts {
    /// The counts of a run.
    #[must_use]
    pub(crate) fn new(summary: &Summary) -> Self {
        Self {
            files: summary.files,
            requests: summary.requests,
            errors: summary.errors,
            warnings: summary.warnings,
            infos: summary.infos,
            fixable: summary.fixable,
            unread: Some(summary.unknown_bodies + summary.unknown_urls + summary.unread_calls)
                .filter(|&unread| unread > 0),
        }
    }
}

/// A finding, which knows its file.
#[derive(Debug, Serialize)]
pub(crate) struct FindingV1<'a> {
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

#[derive(Debug, Serialize)]
struct Place {
    offset: u64,
    line: u32,
    column: u32,
}

#[derive(Debug, Serialize)]
struct LabelV1<'a> {
    message: &'a str,
    start: Place,
    end: Place,
}

#[derive(Debug, Serialize)]
struct FixV1<'a> {
    title: &'a str,
    safety: Safety,
    edits: Vec<EditV1<'a>>,
}

#[derive(Debug, Serialize)]
struct EditV1<'a> {
    start: u64,
    end: u64,
    text: &'a str,
}

/// Something that kept a file from being checked.
#[derive(Debug, Serialize)]
pub(crate) struct NoticeV1<'a> {
    path: &'a str,
    message: &'a str,
}

impl<'a> FindingV1<'a> {
    /// Converts a finding in `source` to its JSON form.
    #[must_use]
    pub(crate) fn new(source: &'a Source, finding: &'a Finding) -> Self {
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
            fix: finding.shown_fix().map(|fix| FixV1::new(source, fix)),
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
    #[must_use]
    pub(crate) fn new(notice: &'a Notice) -> Self {
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
