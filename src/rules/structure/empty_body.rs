//! There is no body, or nothing but white space in it.
//!
//! ## Why it matters
//! `provisionOnDemand` reads from the body what is to be provisioned. A request without one is answered
//! `400 Bad Request` with "Empty Payload. JSON content expected."
//! ([microsoft-graph-docs-contrib#7083](https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/7083)).
//!
//! ## What to do
//! Write an object with `parameters`, as in
//! [the examples of the reference](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand).
//! A file that is empty although a script wrote it often means that the script's variable was empty.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "empty-body",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "there is no body, or only white space",
        manual: crate::manual!("empty_body.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if let Some(body) = context.request().body.as_ref().filter(|body| body.is_blank()) {
        findings
            .report(body.span, "the body is empty")
            .label(body.span, "an object with `parameters` belongs here")
            .help("The service reads from the body what to provision; without one it answers 400, \"Empty Payload. JSON content expected.\" Write an object with `parameters`.");
    }
}
