//! A finding in the log, with its places.

use serde::Serialize;

use super::{Artifact, Text, level};
use crate::escape::snippet::{environment, snippet};
use crate::finding::{Finding, Fix, Safety, Suppression};
use crate::formats::sentences;
use crate::source::{Encoding, Source, visible};
use crate::text::{Edit, Span, offset};

/// Bytes that are shown of a place at most.
const SNIPPET: u32 = 512;

/// Bytes that are shown around a place at most.
const CONTEXT: u32 = 1024;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Found<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<[Repair; 1]>,
    /// Present in all results, so that an empty one says that a result counts (section 3.27.23).
    suppressions: Vec<Silence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Properties<'a>>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "msgraphLint/v1")]
    own: String,
}

#[derive(Serialize)]
struct Properties<'a> {
    request: &'a str,
}

impl<'a> Found<'a> {
    pub(super) fn new(source: &Source, finding: &'a Finding, index: Option<usize>, by: Option<&Suppression>) -> Self {
        // Words at the finding's own place belong to its location, all others are related ones.
        let (own, others) = match finding.labels.split_first() {
            Some((first, rest)) if first.span == finding.span => (Some(&*first.message), rest),
            _ => (None, finding.labels.as_slice()),
        };
        let related = others.iter().zip(1..);
        Self {
            rule_id: finding.rule.id,
            rule_index: index,
            level: level(finding.severity),
            message: Text::message(&sentences(finding)),
            locations: [Location::of_finding(source, finding.span, finding.pointer.as_deref(), own)],
            related_locations: related
                .map(|(label, id)| Location::related(source, label.span, id, &label.message))
                .collect(),
            partial_fingerprints: Fingerprints { own: finding.identity.fingerprint().to_string() },
            fixes: finding.shown_fix().map(|fix| [Repair::new(source, fix)]),
            suppressions: by.map(|by| Silence::new(source, by)).into_iter().collect(),
            properties: finding.request.as_deref().map(|request| Properties { request }),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Repair {
    description: Text,
    artifact_changes: [Change; 1],
    properties: Sureness,
}

#[derive(Serialize)]
struct Sureness {
    safety: Safety,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    #[serde(skip_serializing_if = "Option::is_none")]
    inserted_content: Option<Text>,
}

impl Repair {
    fn new(source: &Source, fix: &Fix) -> Self {
        let replacement = |edit: &Edit| Replacement {
            deleted_region: Region::new(source, edit.span),
            inserted_content: (!edit.text.is_empty()).then(|| Text::new(edit.text.as_str())),
        };
        Self {
            description: Text::message(fix.title()),
            artifact_changes: [Change {
                artifact_location: Artifact::new(source.name()),
                replacements: fix.edits().iter().map(replacement).collect(),
            }],
            properties: Sureness { safety: fix.safety() },
        }
    }
}

#[derive(Serialize)]
struct Silence {
    kind: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location<'static>>,
}

impl Silence {
    fn new(source: &Source, by: &Suppression) -> Self {
        let status = "accepted";
        let said = |reason: &Option<String>| reason.as_deref().map(|reason| visible(reason, false).into_owned());
        match by {
            Suppression::Comment { place, reason } => Self {
                kind: "inSource",
                status,
                justification: said(reason),
                location: Some(Location::of(source, *place)),
            },
            Suppression::Entry { reason, .. } => {
                Self { kind: "external", status, justification: said(reason), location: None }
            }
            Suppression::Baseline => Self { kind: "external", status, justification: None, location: None },
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    /// By which a message could refer to it; only related locations have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    logical_locations: Option<[Logical<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
    #[serde(skip_serializing_if = "Option::is_none")]
    context_region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical<'a> {
    fully_qualified_name: &'a str,
}

impl<'a> Location<'a> {
    /// The place of a finding.
    fn of_finding(source: &Source, span: Span, pointer: Option<&'a str>, message: Option<&str>) -> Self {
        let mut location = Self {
            logical_locations: pointer.map(|pointer| [Logical { fully_qualified_name: pointer }]),
            message: message.map(Text::message),
            ..Self::of(source, span)
        };
        // A context has to be more than the place itself.
        let context = environment(source, span, CONTEXT).filter(|around| around.len() > span.len());
        location.physical_location.context_region = context.map(|around| Region::with_snippet(source, around, CONTEXT));
        location
    }

    /// Another place that a finding points at.
    fn related(source: &Source, span: Span, id: usize, message: &str) -> Self {
        Self { id: Some(id), message: Some(Text::message(message)), ..Self::of(source, span) }
    }

    fn of(source: &Source, span: Span) -> Self {
        Self {
            id: None,
            physical_location: Physical {
                artifact_location: Artifact::new(source.name()),
                region: Region::with_snippet(source, span, SNIPPET),
                context_region: None,
            },
            logical_locations: None,
            message: None,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    /// Not known in a part of a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    char_offset: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    char_length: Option<u32>,
    /// Not known where the file is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Text>,
}

impl Region {
    fn new(source: &Source, span: Span) -> Self {
        let length = source.text().len();
        let clamp = |at: u32| offset((at as usize).min(length));
        let span = Span::new(clamp(span.start), clamp(span.end).max(clamp(span.start)));
        let (start, end) = (source.position(span.start), source.position(span.end));
        let character = |at| source.lines().code_points_before(source.text(), at);
        let is_whole = source.start().offset == 0;
        let is_utf8 = *source.encoding() == Encoding::Utf8;
        Self {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
            char_offset: is_whole.then(|| character(span.start)),
            char_length: is_whole.then(|| character(span.end) - character(span.start)),
            byte_offset: is_utf8.then(|| source.offset(span.start)),
            byte_length: is_utf8.then(|| span.len()),
            snippet: None,
        }
    }

    fn with_snippet(source: &Source, span: Span, most: u32) -> Self {
        Self { snippet: Some(Text::new(snippet(source, span, most))), ..Self::new(source, span) }
    }
}
