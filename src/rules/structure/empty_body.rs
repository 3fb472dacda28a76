//! The body is empty or only white space.
//!
//! ## Why it matters
//! The body of `provisionOnDemand` names the objects to provision. A request without one is answered `400 Bad Request`
//! with "Empty Payload. JSON content expected."
//! ([microsoft-graph-docs-contrib#7083](https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/7083)).
//!
//! ## What to do
//! Write an object with `parameters`, as in
//! [the examples of the reference](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand).
//! If a script wrote the file, check it for an empty variable.

use crate::catalogue::{End, Holder};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::http::StartLine;
use crate::json::Kind;
use crate::request::ContainerKind;
use crate::rule::resource::{Resource, method};
use crate::rule::wording::write_outline;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "empty-body",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "the body is empty or only white space",
        manual: crate::manual!("empty_body.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(span) = empty(context) else { return };
    if context.operation().is_none() {
        findings
            .report(span, "the body is empty")
            .label(span, "a JSON object belongs here")
            .help("The service answers 400, \"Empty Payload. JSON content expected.\" Write what is to be created, be it only `{}`.");
        return;
    }
    findings
        .report(span, "the body is empty")
        .label(span, "a JSON object belongs here")
        .help(format!("The service answers 400, \"Empty Payload. JSON content expected.\" {}; if a script writes the body, check for an empty variable.", write_outline(context)));
}

/// The place of the body of a request that needs one, where nothing stands.
fn empty(context: &Context<'_>) -> Option<Span> {
    let (request, raw) = (context.request(), context.request().raw());
    if context.operation().is_none() && !creates(context) {
        return None;
    }
    if let Some(body) = &request.body {
        let is_null = body.document.tree.root().is_some_and(|root| root.kind() == Kind::Null);
        return (body.is_blank() || is_null).then_some(body.span);
    }
    if raw.message.body.is_some() {
        // A file, which is no JSON.
        return None;
    }
    let Some(StartLine::Request { span, method: Some(method), .. }) = raw.message.start else { return None };
    let is_get = ["GET", "HEAD"].iter().any(|known| context.words(method).eq_ignore_ascii_case(known));
    // What a batch says of such a request has a rule of its own.
    let is_reported = context.container().is_batch() && request.header("Content-Type").is_none();
    if raw.message.body_elsewhere || is_get || is_reported {
        return None;
    }
    let last = raw.message.headers.last().map_or(span, |header| header.span);
    Some(Span::gap(last.end.max(span.end)))
}

/// Whether the request creates an entity, or is a batch: what is to be done is in the body. Pages and scripts may show it elsewhere.
fn creates(context: &Context<'_>) -> bool {
    let is_whole = matches!(
        context.container(),
        ContainerKind::Client | ContainerKind::Envelope | ContainerKind::Batch { .. } | ContainerKind::Recording
    );
    let is_post = method(context.request()).is_some_and(|(_, method)| method == "POST");
    let end = context.resource().filter(|_| is_whole && is_post).and_then(Resource::end);
    matches!(end, Some(End::Collection { holder: Holder::Member(_) | Holder::Root(_), .. } | End::Batch))
}
