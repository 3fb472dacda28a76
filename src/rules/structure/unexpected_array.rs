//! A property that takes one value has a list.
//!
//! ## Why it matters
//! In the [metadata of Microsoft
//! Graph](https://learn.microsoft.com/graph/traverse-the-graph#microsoft-graph-api-metadata) the property is not a
//! collection. The service meets the start of a list where it expects a value, and refuses the body.
//!
//! ## What to do
//! Write the value without brackets. If the list has one element, the fix does this; if it has more, only one of them
//! can stay.
//!
//! ## Evidence
//! - [OData JSON format](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html):
//!   single values and collections are written differently.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{fix, soften, typed, value_at};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, ViolationKind};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unexpected-array",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a list where one value belongs",
        manual: crate::manual!("unexpected_array.rs"),
    },
    check: Check::Violation(
        |kind| matches!(kind, ViolationKind::Typed(typed) if matches!(typed.fault, TypeFault::UnexpectedArray { .. })),
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (violation, it) in typed(context) {
        let &TypeFault::UnexpectedArray { elements } = &it.fault else { continue };
        let help = match elements {
            1 => "Write the value without the brackets.",
            _ => "Only one value can stand here: keep it, without the brackets.",
        };
        let place = value_at(&it.subject);
        let finding = findings.report(violation.span, format!("{place} is a list; it takes one value"));
        finding
            .label(violation.span, "one value belongs here")
            .help(format!("It is not a collection in {}. {help}", it.metadata))
            .fix(fix(violation, "take the value out of the list"));
        soften(finding, it);
    }
}
