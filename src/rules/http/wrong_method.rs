//! The URL is that of an action, and the method is not the one that calls it.
//!
//! ## Why it matters
//! An action of Microsoft Graph changes something, so it is called with `POST` and nothing else. Other methods are answered
//! with an error, and what `GET` carries as a body is not read.
//!
//! ## What to do
//! Write `POST`.
//!
//! ## Evidence
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand), section "HTTP request".
//! - [OData 4.01](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html), section "Invoking an Action".

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Fit;
use crate::rule::wording::quoted;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "wrong-method",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "the path is that of the operation, the method is not",
        manual: crate::manual!("wrong_method.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Fit::OtherMethod(operation) = context.target().fit else { return };
    let Some(span) = context.request().method() else { return };
    let method = &operation.method;
    findings
        .report(span, format!("{} does not go with the action, which is called with `{method}`", quoted(context, span)))
        .label(span, format!("`{method}` belongs here"))
        .help(format!("An action of Microsoft Graph is called with `{method}` only. Write `{method}`."))
        .fix(Fix::safe(format!("write `{method}`"), vec![Edit::replace(span, method.as_str())]));
}
