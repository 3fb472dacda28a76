//! The reports of reviewdog, which comments on changes (<https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>): one
//! document, `rdjson`, or a diagnostic a line, `rdjsonl`.
//!
//! Columns count bytes there, and an end is the place after. A file that could not be checked has no line to comment
//! on: that is reported on standard error and by the exit code.

use std::io::{self, Write};

use serde::Serialize;

use super::{Closing, Format, Opening, Writer, sentences};
use crate::escape::json::{self, Elements};
use crate::finding::{Finding, Fix, Severity};
use crate::report::Checked;
use crate::source::Source;
use crate::text::{Edit, Span, apply, offset, secret};

pub(super) const FORMAT: Format = Format {
    name: "rdjson",
    human: false,
    summary: "for reviewdog",
    begin: |_| Box::new(Document { diagnostics: Elements::default() }),
};

pub(super) const LINES: Format =
    Format { name: "rdjsonl", human: false, summary: "the same, a finding a line", begin: |_| Box::new(Lines) };

/// What a suggestion may replace, in bytes: more is not a suggestion that anybody reads.
const LONGEST: u32 = 4096;

const SOURCE: Origin = Origin { name: env!("CARGO_PKG_NAME"), url: "https://github.com/msgraph-lint/msgraph-lint" };

#[derive(Debug)]
struct Document {
    diagnostics: Elements,
}

#[derive(Debug)]
struct Lines;

impl Writer for Document {
    fn begin(&mut self, _opening: &Opening<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\"source\":")?;
        json::write(&SOURCE, out)?;
        out.write_all(b",\n \"diagnostics\":[")
    }

    fn checked(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let mut write = |(source, finding)| self.diagnostics.write(&Diagnostic::new(source, finding, None), out);
        checked.each().try_for_each(&mut write)
    }

    fn end(&mut self, _closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"]}\n")
    }
}

impl Writer for Lines {
    fn checked(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        for (source, finding) in checked.each() {
            json::write(&Diagnostic::new(source, finding, Some(SOURCE)), out)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn end(&mut self, _closing: &Closing<'_>, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Serialize)]
struct Origin {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Origin>,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<[Suggestion; 1]>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    url: String,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

impl<'a> Diagnostic<'a> {
    fn new(source: &'a Source, finding: &'a Finding, origin: Option<Origin>) -> Self {
        let severity = match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        };
        Self {
            message: sentences(finding),
            location: Location { path: source.name(), range: Range::new(source, finding.span) },
            severity,
            source: origin,
            code: Code { value: finding.rule.id, url: finding.rule.url() },
            suggestions: finding.shown_fix().and_then(|fix| Suggestion::new(source, fix)).map(|one| [one]),
        }
    }
}

impl Range {
    fn new(source: &Source, span: Span) -> Self {
        Self { start: Place::new(source, span.start), end: Place::new(source, span.end.max(span.start)) }
    }
}

impl Place {
    fn new(source: &Source, at: u32) -> Self {
        let at = offset(source.text().floor_char_boundary(at as usize));
        let lines = source.lines();
        Self { line: source.position(at).line, column: at - lines.line_start(lines.line(at)) + 1 }
    }
}

impl Suggestion {
    /// The edits of a fix as one. Each suggestion is a choice of its own, so that several would not do.
    fn new(source: &Source, fix: &Fix) -> Option<Self> {
        let (first, last) = (fix.edits().first()?, fix.edits().last()?);
        let span = first.span.join(last.span);
        if span.len() > LONGEST {
            return None;
        }
        let words = span.of(source.text());
        let moved = |edit: &Edit| {
            let by = |at: u32| at.saturating_sub(span.start);
            Edit::replace(Span::new(by(edit.span.start), by(edit.span.end)), edit.text.as_str())
        };
        let text = apply(words, &fix.edits().iter().map(moved).collect::<Vec<_>>());
        let is_plain = source.secrets_in(span).next().is_none() && secret::places(&text).is_empty();
        is_plain.then(|| Self { range: Range::new(source, span), text })
    }
}
