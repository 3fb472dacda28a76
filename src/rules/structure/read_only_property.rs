//! A request contains a property that the service computes.
//!
//! ## Why it matters
//! In the [metadata of Microsoft
//! Graph](https://learn.microsoft.com/graph/traverse-the-graph#microsoft-graph-api-metadata) the property is computed:
//! the service sets it, and ignores a value in a request. Such properties are often copied from a response.
//!
//! ## What to do
//! Leave it out.
//!
//! ## Evidence
//! - [OData vocabulary Core](https://github.com/oasis-tcs/odata-vocabularies/blob/main/vocabularies/Org.OData.Core.V1.md#Computed):
//!   `Computed`.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{fix, key, soften, typed};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, ViolationKind};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "read-only-property",
        group: Group::Structure,
        severity: Severity::Info,
        fix: FixAvailability::Unsafe,
        summary: "a property that the service computes",
        manual: crate::manual!("read_only_property.rs"),
    },
    check: Check::Violation(
        |kind| matches!(kind, ViolationKind::Typed(typed) if matches!(typed.fault, TypeFault::ReadOnly)),
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (violation, it) in typed(context) {
        if it.fault != TypeFault::ReadOnly {
            continue;
        }
        let name = key(context, violation.span);
        let finding = findings.report(violation.span, format!("{name} is computed by the service"));
        finding
            .label(violation.span, "passed over")
            .help(format!("It is marked so in {}. Leave it out.", it.metadata))
            .fix(fix(violation, "remove it"));
        soften(finding, it);
    }
}
