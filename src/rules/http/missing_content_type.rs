//! A request has a body but no `Content-Type`.
//!
//! ## Why it matters
//! Without `Content-Type` the service does not read the body. It answers `400 Bad Request` with "Unable to read JSON request
//! payload. Please ensure Content-Type header is set and payload is of valid JSON format".
//!
//! ## What to do
//! Add `Content-Type: application/json`.
//!
//! ## Evidence
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand), section "Request headers": required.
//! - [microsoft-graph-docs#6259](https://github.com/microsoftgraph/microsoft-graph-docs/issues/6259): the answer of the service.

use super::{is_graph, line_fix};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-content-type",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a request has a body and no `Content-Type`",
        manual: crate::manual!("missing_content_type.rs"),
    },
    check: Check::Message(Part::StartLine, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let body = context.request().body.as_ref().filter(|body| !body.is_blank());
    let Some(start) = context.request().raw().message.start.filter(|_| is_graph(context)) else { return };
    // What other operations take may be no JSON: a picture, a file.
    let json = match body {
        Some(body) => context.operation().is_some() || context.words(body.span).starts_with(['{', '[']),
        None => context.operation().is_some() && context.request().raw().notes.body_file.is_some(),
    };
    let takes_none = context
        .request()
        .method()
        .is_some_and(|method| ["GET", "HEAD"].iter().any(|known| context.words(method).eq_ignore_ascii_case(known)));
    // Where a page shows the body in a block of its own, it may show the headers elsewhere too.
    let is_apart = context.request().raw().notes.is_body_apart;
    if !json
        || takes_none && context.operation().is_none()
        || is_apart
        || context.request().raw().notes.is_typed
        || context.request().header("Content-Type").is_some()
    {
        return;
    }
    let last = context.request().raw().message.headers.last().map_or(start.span(), |header| header.span);
    let span = Span::gap(last.end);
    let line_break = if context.text()[span.end as usize..].starts_with("\r\n") { "\r\n" } else { "\n" };
    let edit = Edit::insert(span.start, format!("{line_break}Content-Type: application/json"));
    let fix = line_fix(context, last, Fix::safe("add `Content-Type: application/json`", vec![edit]));
    let place = if fix.is_some() { "belongs below" } else { "belongs to its headers" };
    // What Logic Apps do with a text is not documented.
    let worst = if context.request().raw().notes.is_typed_perhaps { Severity::Warning } else { Severity::Error };
    findings
        .report(span, "the request has a body and no `Content-Type`")
        .at_most(worst)
        .label(span, format!("`Content-Type: application/json` {place}"))
        .help("The service does not read a body of unknown type: it answers \"Unable to read JSON request payload\". Add `Content-Type: application/json`.")
        .fix(fix);
}
