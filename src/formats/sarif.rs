//! SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>), as GitHub's code scanning and other viewers
//! read it.
//!
//! The types in the modules below are the part of the standard that is written; a crate for all of it would bring dozens of
//! others. The log is checked with Microsoft's SARIF Multitool in `tests/external/formats`.
//!
//! Braces in messages stand as they are, though section 3.11.5 would have them doubled: no viewer that was tried takes the
//! doubling back where a message has no arguments.

mod result;
mod rule;

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use self::result::Found;
use self::rule::Descriptor;
use super::{Closing, Format, Opening, Writer};
use crate::escape::json::{self, Elements};
use crate::escape::uri::reference;
use crate::finding::Severity;
use crate::report::{Checked, Notice};
use crate::source::visible;

pub(super) const FORMAT: Format =
    Format { name: "sarif", human: false, summary: "for code scanning", begin: |_| Box::new(Sarif::default()) };

/// Where the published schema lies.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What paths are relative to.
const ROOT: &str = "%SRCROOT%";

/// The id of the notification that a file was not checked.
const NOT_CHECKED: &str = "not-checked";

#[derive(Debug, Default)]
struct Sarif {
    /// The places of the rules in the list, by id.
    rules: HashMap<&'static str, usize>,
    results: Elements,
}

impl Writer for Sarif {
    fn shows_fingerprints(&self) -> bool {
        true
    }

    fn begin(&mut self, opening: &Opening<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.rules = opening.rules.iter().enumerate().map(|(index, rule)| (rule.id, index)).collect();
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\n\"version\":\"2.1.0\",\n\"runs\":[{{\n")?;
        writeln!(out, "\"automationDetails\":{{\"id\":\"msgraph-lint/\"}},")?;
        write!(out, "\"originalUriBaseIds\":{{\"{ROOT}\":{{\"description\":")?;
        json::write(&Text::new("The folder that the program was started in."), out)?;
        write!(out, "}}}},\n\"columnKind\":\"unicodeCodePoints\",\n\"tool\":{{\"driver\":{{")?;
        write!(out, "\"name\":\"msgraph-lint\",\"semanticVersion\":\"{}\",", env!("CARGO_PKG_VERSION"))?;
        writeln!(out, "\"informationUri\":\"https://github.com/msgraph-lint/msgraph-lint\",")?;
        write!(out, " \"notifications\":[")?;
        json::write(&Descriptor::not_checked(), out)?;
        write!(out, "],\n \"rules\":[")?;
        let mut rules = Elements::default();
        opening.rules.iter().try_for_each(|rule| rules.write(&Descriptor::new(rule), out))?;
        write!(out, "]}}}},\n\"results\":[")
    }

    fn checked(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let rules = &self.rules;
        let index = |id: &str| rules.get(id).copied();
        for (source, finding) in checked.each() {
            self.results.write(&Found::new(source, finding, index(finding.rule.id), None), out)?;
        }
        for suppressed in &checked.suppressed {
            let (finding, by) = (&suppressed.finding, Some(&suppressed.by));
            self.results.write(&Found::new(&checked.source, finding, index(finding.rule.id), by), out)?;
        }
        Ok(())
    }

    fn end(&mut self, closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()> {
        write!(
            out,
            "],\n\"invocations\":[{{\"executionSuccessful\":{}",
            !closing.notices.iter().any(Notice::is_failure)
        )?;
        if !closing.notices.is_empty() {
            write!(out, ",\"toolExecutionNotifications\":[")?;
            let mut notices = Elements::default();
            closing.notices.iter().try_for_each(|notice| notices.write(&Notification::new(notice), out))?;
            write!(out, "]")?;
        }
        writeln!(out, "}}]}}]}}")
    }
}

#[derive(Serialize)]
struct Text {
    text: String,
}

impl Text {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }

    /// A sentence in the words of a finding. Where it looks like a link, which a viewer would make of it, its
    /// brackets are escaped (section 3.11.6).
    fn message(sentence: &str) -> Self {
        let sentence = visible(sentence, false);
        match sentence.contains("](") {
            true => Self::new(sentence.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")),
            false => Self::new(sentence),
        }
    }
}

/// A file that could not be checked.
#[derive(Serialize)]
struct Notification {
    descriptor: Reference,
    level: &'static str,
    message: Text,
    locations: [NoticePlace; 1],
}

#[derive(Serialize)]
struct Reference {
    id: &'static str,
    index: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NoticePlace {
    physical_location: NoticeFile,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NoticeFile {
    artifact_location: Artifact,
}

impl Notification {
    fn new(notice: &Notice) -> Self {
        let artifact_location = Artifact::new(&notice.path);
        Self {
            descriptor: Reference { id: NOT_CHECKED, index: 0 },
            level: if notice.is_failure() { "error" } else { "note" },
            message: Text::message(&format!("{}: {}.", notice.path, notice.message)),
            locations: [NoticePlace { physical_location: NoticeFile { artifact_location } }],
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

impl Artifact {
    fn new(path: &str) -> Self {
        let reference = reference(path);
        Self { uri: reference.uri, uri_base_id: reference.is_relative.then_some(ROOT) }
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
