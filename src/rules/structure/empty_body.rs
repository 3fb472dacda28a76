//! The body is empty or only white space.
//!
//! ## Why it matters
//! `provisionOnDemand` reads from the body what is to be provisioned. A request without one is answered
//! `400 Bad Request` with "Empty Payload. JSON content expected."
//! ([microsoft-graph-docs-contrib#7083](https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/7083)).
//!
//! ## What to do
//! Write an object with `parameters`, as in
//! [the examples of the reference](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand).
//! If a script wrote the file, check it for an empty variable.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::write_outline;
use crate::rule::{Check, Context, Findings, Part, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "empty-body",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "the body is empty or only white space",
        manual: crate::manual!("empty_body.rs"),
    },
    check: Check::Message(Part::Body, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if let Some(body) = context.request().body.as_ref().filter(|body| body.is_blank()) {
        findings
            .report(body.span, "the body is empty")
            .label(body.span, "a JSON object belongs here")
            .help(format!("The service answers 400, \"Empty Payload. JSON content expected.\" {}; if a script writes the body, check for an empty variable.", write_outline(context)));
    }
}
