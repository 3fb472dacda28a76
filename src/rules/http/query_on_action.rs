//! The URL of an action has OData query options such as `$select` or `$filter`.
//!
//! ## Why it matters
//! The reference documents no query option for this action. The response has only two properties, and whether the
//! service applies an option here is unknown.
//!
//! ## What to do
//! Remove the options.
//!
//! ## Evidence
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand) has no section "Optional query parameters".

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Part, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "query-on-action",
        group: Group::Http,
        severity: Severity::Info,
        fix: FixAvailability::None,
        summary: "a query option as `$select` stands on an action",
        manual: crate::manual!("query_on_action.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(url) = context.request().url.as_ref().filter(|_| context.operation().is_some()) else { return };
    let Some(span) = url.query else { return };
    let mut options = context.words(span).split('&');
    if options.any(|option| option.starts_with('$') || option.starts_with("%24")) {
        findings
            .report(span, "the reference knows no query options for this operation")
            .label(span, "not documented here")
            .help(
                "Whether the service heeds them is unknown. Leave them out, and choose from the answer what you need.",
            );
    }
}
