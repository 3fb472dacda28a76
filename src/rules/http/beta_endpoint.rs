//! The request goes to the beta version of Microsoft Graph, although v1.0 has the operation.
//!
//! ## Why it matters
//! The beta may change at any time, and its use in production is not supported. provisionOnDemand is in v1.0 since May
//! 2023, with the same request and the same answer. Pages of documentation are not checked: a page about beta shows
//! beta.
//!
//! ## What to do
//! Write `v1.0`, unless other requests of the program need the beta.
//!
//! ## Evidence
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand), v1.0.
//! - [Versioning and support](https://learn.microsoft.com/graph/versioning-and-support).

use super::is_in_batch;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "beta-endpoint",
        group: Group::Http,
        severity: Severity::Info,
        fix: FixAvailability::Unsafe,
        summary: "the request goes to `beta`, and v1.0 has the operation too",
        manual: crate::manual!("beta_endpoint.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(operation) = context.operation().filter(|_| !context.container().is_example() && !is_in_batch(context))
    else {
        return;
    };
    let Some(span) = context.target().version.filter(|&span| context.words(span).eq_ignore_ascii_case("beta")) else {
        return;
    };
    let Some(stable) = operation.versions.iter().find(|version| version.name == "v1.0") else { return };
    findings
        .report(span, "the request goes to the beta, and v1.0 has the operation too")
        .label(span, stable.since.as_ref().map_or_else(|| "it is in `v1.0`".to_owned(), |since| format!("in `v1.0` since {since}")))
        .help("The beta may change at any time and is not supported in production. Write `v1.0`, unless something else needs the beta.")
        .fix(Fix::guess("write `v1.0`", vec![Edit::replace(span, "v1.0")]));
}
