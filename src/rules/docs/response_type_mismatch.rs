//! The comment before a response names another type than the operation returns.
//!
//! ## Why it matters
//! The example is compared with the wrong type, and readers who look up the type find properties that the response
//! never has. The published page of provisionOnDemand itself names `synchronizationSecretKeyStringValuePair`, where the
//! operation returns a `stringKeyStringValuePair`.
//!
//! ## What to do
//! Write the return type of the operation.
//!
//! ## Evidence
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand),
//!   section "Response": a `stringKeyStringValuePair` object.

use super::quote;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::StartLine;
use crate::operation::{Fit, Target};
use crate::operations;
use crate::page::Page;
use crate::request::Request;
use crate::rule::{Check, Findings, Rule};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "response-type-mismatch",
        group: Group::Docs,
        severity: Severity::Warning,
        fix: FixAvailability::Safe,
        summary: "a response is said to be of another type than the operation answers with",
        manual: crate::manual!("response_type_mismatch.rs"),
    },
    check: Check::Page(check),
};

/// The namespace of the types of Microsoft Graph.
const NAMESPACE: &str = "microsoft.graph.";

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for example in &page.examples {
        let annotation = example.answer.and_then(|answer| page.blocks[answer].annotation.as_ref());
        let Some(field) = annotation.and_then(|annotation| annotation.field("@odata.type")) else { continue };
        let request = Request::read(&example.raw);
        let Fit::Operation(operation) = Target::of(&request, operations::all()).fit else { continue };
        let code = match example.raw.response.as_ref().and_then(|response| response.start) {
            Some(StartLine::Status { code, .. }) => code.of(request.text()),
            _ => "200",
        };
        let name = field.value.trim_start_matches('#');
        let Some(wanted) = &operation.response.type_name else { continue };
        // An error has a type of its own.
        if !code.starts_with('2') || name.strip_prefix(NAMESPACE).unwrap_or(name) == wanted {
            continue;
        }
        let words = format!("\"{NAMESPACE}{wanted}\"");
        findings
            .report(field.span, format!("{} is not what the operation answers with", quote(&field.value)))
            .label(field.span, format!("the answer is a `{wanted}`"))
            .help(format!("The example is compared with the wrong type. Write `{NAMESPACE}{wanted}`."))
            .fix(Fix::safe(format!("write `{NAMESPACE}{wanted}`"), vec![Edit::replace(field.span, words)]));
    }
}
