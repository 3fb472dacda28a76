//! The URL of a request in a batch names the host or the version.
//!
//! ## Why it matters
//! URLs in a batch are relative to the host and the version of the batch itself, and are written like this: `/users`
//! for `https://graph.microsoft.com/v1.0/users`. Microsoft Graph puts the endpoint of the batch before them, so a URL
//! with a version of its own names a path that does not exist.
//!
//! ## What to do
//! Leave out host and version. All requests of a batch go to the version of the batch endpoint, so send the batch to
//! the version that you want.
//!
//! ## Evidence
//! - [Combine requests in one batch](https://learn.microsoft.com/graph/json-batching), section "Creating a batch request": the relative URL of the resource.
//! - [Known issues of JSON batching](https://github.com/microsoftgraph/microsoft-graph-docs/blob/2d36bfa4a4bf8d2b28e926038979cc1c6b164c78/concepts/known-issues.md), "URIs must be relative": made absolute with the version of the batch.

use super::{is_graph, is_in_batch};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "absolute-batch-url",
        group: Group::Http,
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
        summary: "a URL in a batch names the host or the version",
        manual: crate::manual!("absolute_batch_url.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(url) = context.request().url.as_ref().filter(|_| is_graph(context)) else { return };
    let end = context.target().version.or(url.host).map(|span| span.end);
    let Some(end) = end.filter(|_| is_in_batch(context)) else { return };
    let span = Span::new(url.span.start, end);
    let what = if url.host.is_some() { "its host" } else { "a version" };
    let fix = Fix::guess("write the URL without host and version", vec![Edit::delete(span)]);
    findings
        .report(span, format!("the URL names {what}, and in a batch it is relative"))
        .label(span, "does not belong here")
        .help("Microsoft Graph puts the host and the version of the batch before the URLs in it. Write only what follows the version: `/servicePrincipals/…`.")
        .fix(fix.filter(|_| context.text()[end as usize..].starts_with('/')));
}
