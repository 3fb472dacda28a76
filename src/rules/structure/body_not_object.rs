//! The body is an array, a string, a number or a literal where an object belongs.
//!
//! ## Why it matters
//! The body of an action is one object whose members are the action's parameters
//! ([OData 4.01, "Invoking an Action"](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). A
//! list has no place for `parameters`, the one parameter of `provisionOnDemand`. In PowerShell the list often comes from `@( … )`
//! around the whole body
//! ([microsoft-graph-docs-contrib#8519](https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8519)).
//!
//! ## What to do
//! Write `{ "parameters": [ … ] }`. Where the body is a list of what belongs in `parameters`, the fix puts it there.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::Kind;
use crate::rule::wording::{fix, write_outline};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::ViolationKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "body-not-object",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "the body is an array or a scalar where an object belongs",
        manual: crate::manual!("body_not_object.rs"),
    },
    check: Check::Violation(|kind| matches!(kind, ViolationKind::BodyNotObject { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in context.violations() {
        let ViolationKind::BodyNotObject { found, entries } = &violation.kind else { continue };
        // A blank body is reported by `empty-body`.
        if *found == Kind::Null {
            continue;
        }
        let remedy = match (entries, found) {
            (true, _) => format!("{}, with the list in it", write_outline(context)),
            (false, Kind::Array) => {
                "Remove the list around the object; send several bodies as several requests".to_owned()
            }
            _ => write_outline(context),
        };
        findings
            .report(violation.span, format!("the body is {}, not an object", found.described()))
            .label(violation.span, "an object belongs here")
            .help(format!("The service expects one object as the body. {remedy}."))
            .fix(fix(violation, "wrap the list in an object"));
    }
}
