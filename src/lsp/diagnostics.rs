//! Findings as diagnostics.

use super::client::{Client, Settings};
use super::positions::Positions;
use super::protocol::{
    Code, CodeDescription, Diagnostic, DiagnosticMessage, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, Location, Uri,
};
use crate::finding::{Finding, Group, Safety, Severity};
use crate::report::Checked;
use crate::source::visible;

pub(super) const SOURCE: &str = "msgraph-lint";

/// Whether a finding is shown, as the user has it.
pub(super) fn is_shown(finding: &Finding, settings: &Settings, is_json: bool) -> bool {
    let is_editors = settings.leaves_syntax && is_json && finding.rule.group == Group::Syntax;
    !is_editors && settings.lowest.is_none_or(|lowest| finding.severity >= lowest)
}

/// The diagnostics of a text that the editor knows as `uri`.
pub(super) fn of(checked: &Checked, uri: &str, settings: &Settings, is_json: bool, client: &Client) -> Vec<Diagnostic> {
    let positions = Positions::new(checked.source.text(), checked.source.lines(), client.encoding);
    let shown = checked.findings.iter().filter(|finding| is_shown(finding, settings, is_json));
    shown.map(|finding| diagnostic(finding, uri, &positions, client)).collect()
}

pub(super) fn diagnostic(finding: &Finding, uri: &str, positions: &Positions<'_>, client: &Client) -> Diagnostic {
    let message = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.to_string(),
    };
    let range = positions.range(finding.span);
    let related = finding.labels.iter().filter(|label| label.span != finding.span);
    let related = related.map(|label| DiagnosticRelatedInformation {
        location: Location { uri: Uri(uri.to_owned()), range: positions.range(label.span) },
        message: visible(&label.message, false).into_owned(),
    });
    let related: Vec<_> = related.collect();
    Diagnostic {
        range,
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
            Severity::Info => DiagnosticSeverity::Information,
        }),
        code: Some(Code::String(finding.rule.id.to_owned())),
        code_description: client.links.then(|| CodeDescription { href: Uri(finding.rule.url()) }),
        source: Some(SOURCE.to_owned()),
        message: DiagnosticMessage::String(visible(&message, true).into_owned()),
        tags: (client.tags && is_unnecessary(finding)).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: (client.related && !related.is_empty()).then_some(related),
        data: None,
    }
}

/// Whether the words are there for nothing: nothing is wrong with them, and what mends it takes them away.
fn is_unnecessary(finding: &Finding) -> bool {
    let deletes = |fix: &crate::finding::Fix| {
        fix.safety() == Safety::Safe
            && fix.edits().iter().all(|edit| edit.text.is_empty())
            && fix.edits().iter().any(|edit| edit.span.contains(finding.span))
    };
    finding.severity < Severity::Error && !finding.span.is_empty() && finding.shown_fix().is_some_and(deletes)
}
