//! The service principal is named by its `appId`: `servicePrincipals(appId='…')`.
//!
//! ## Why it matters
//! This is documented for the service principal itself, but not for the actions of its synchronization jobs: whether
//! the service accepts it there is unknown.
//!
//! ## What to do
//! If the request fails, write the object id of the service principal, `servicePrincipals/{id}`.
//!
//! ## Evidence
//! - [Get servicePrincipal](https://learn.microsoft.com/graph/api/serviceprincipal-get).
//! - [msgraph-sdk-python#961](https://github.com/microsoftgraph/msgraph-sdk-python/issues/961).

use super::is_app_id_key;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "app-id-key",
        group: Group::Http,
        severity: Severity::Info,
        fix: FixAvailability::None,
        summary: "the service principal is named by its `appId`",
        manual: crate::manual!("app_id_key.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(url) = context.request().url.as_ref().filter(|_| context.operation().is_some()) else { return };
    let Some(segment) = url.segments.iter().find(|segment| is_app_id_key(context.words(segment.span))) else { return };
    let span = Span::new(segment.name.end, segment.span.end);
    findings
        .report(span, "the service principal is named by its `appId`, which is not documented for this operation")
        .label(span, "not the object id")
        .help("Whether the service takes this form here is unknown. If the request fails, write the object id of the service principal after `servicePrincipals/`.");
}
