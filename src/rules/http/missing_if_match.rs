//! A Planner object is changed or deleted without a header `If-Match`.
//!
//! ## Why it matters
//! Planner requires the version of the object that is changed. Without `If-Match` the service answers
//! `412 Precondition Failed` or `400 Bad Request`.
//!
//! ## What to do
//! Send the `@odata.etag` that a GET of the object has returned: `If-Match: W/"…"`.
//!
//! ## Evidence
//! - [Update plannerTask](https://learn.microsoft.com/graph/api/plannertask-update), section "Request headers": required.
//! - [Planner resource versioning using etags](https://learn.microsoft.com/graph/api/resources/planner-overview).

use crate::catalogue::End;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::resource::method;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-if-match",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a Planner object is changed or deleted without `If-Match`",
        manual: crate::manual!("missing_if_match.rs"),
    },
    check: Check::Message(Part::Url, check),
};

/// The types whose pages call the header required.
const TYPES: [&str; 8] = [
    "plannerTask",
    "plannerTaskDetails",
    "plannerPlan",
    "plannerPlanDetails",
    "plannerBucket",
    "plannerAssignedToTaskBoardTaskFormat",
    "plannerBucketTaskBoardTaskFormat",
    "plannerProgressTaskBoardTaskFormat",
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((place, method)) = method(context.request()) else { return };
    if !matches!(method.as_str(), "PATCH" | "DELETE") || context.request().header("If-Match").is_some() {
        return;
    }
    let Some(End::Entity { ty, .. }) = context.resource().and_then(|resource| resource.end()) else { return };
    if !TYPES.contains(&ty.name()) {
        return;
    }
    let start = context.request().raw().message.start.map_or(place, |start| start.span());
    let last = context.request().raw().message.headers.last().map_or(start, |header| header.span);
    let span = Span::gap(last.end);
    findings
        .report(span, format!("a `{method}` of a `{}` has no `If-Match`", ty.name()))
        .label(span, "`If-Match` belongs to its headers")
        .help("Planner changes an object only if the request names its version. Send the `@odata.etag` of the object as `If-Match`.");
}
