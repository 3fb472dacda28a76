//! A request in a file of an HTTP client has no header `Authorization`.
//!
//! ## Why it matters
//! Every request to Microsoft Graph needs an access token; without it the service answers `401 Unauthorized`. Only
//! files of HTTP clients are checked: pages of documentation, batches and recordings leave out the header for good
//! reasons.
//!
//! ## What to do
//! Add `Authorization: Bearer {{token}}` with a variable for the token. If the client adds the header itself, ignore
//! this rule.
//!
//! ## Evidence
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand), section "Request headers": required.

use super::is_graph;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::request::ContainerKind;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-authorization",
        group: Group::Http,
        severity: Severity::Info,
        fix: FixAvailability::None,
        summary: "a request to Microsoft Graph has no `Authorization`",
        manual: crate::manual!("missing_authorization.rs"),
    },
    check: Check::Message(Part::StartLine, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let request = context.request();
    let Some(start) = request.raw().message.start.filter(|_| is_graph(context)) else { return };
    // A collection says for many requests at once how they are authorized.
    let has_other_source = request.raw().notes.is_authorized;
    if has_other_source || context.container() != ContainerKind::Client || request.header("Authorization").is_some() {
        return;
    }
    let last = request.raw().message.headers.last().map_or(start.span(), |header| header.span);
    let span = Span::gap(last.end);
    findings
        .report(span, "the request has no `Authorization`")
        .label(span, "`Authorization` belongs below")
        .help("Without an access token the service answers `401 Unauthorized`. Add `Authorization: Bearer {{token}}`, unless your client adds it by itself.");
}
