//! A collection is written as a single value instead of a list: `parameters`, `subjects`, `members` or `owners` of
//! provisionOnDemand, `businessPhones` of a user, `toRecipients` of a message.
//!
//! ## Why it matters
//! In the metadata of Microsoft Graph these are collections, and a collection is written as an array even if it has
//! one element ([OData JSON Format 4.01](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
//! PowerShell is the usual cause: its pipeline turns an array of one element into the element
//! ([about_Arrays](https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_arrays)).
//!
//! ## What to do
//! Put the value in `[ ]`. In PowerShell write `@( … )` around it, and pass the body to `ConvertTo-Json` with
//! `-InputObject` instead of piping it.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{fix, soften, typed, value_at};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, ViolationKind};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "not-an-array",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a single object is used instead of a list",
        manual: crate::manual!("not_an_array.rs"),
    },
    check: Check::Violation(
        |kind| match kind {
            ViolationKind::NotAnArray { .. } => true,
            ViolationKind::Typed(typed) => typed.fault == TypeFault::NotAnArray,
            _ => false,
        },
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in context.violations() {
        let ViolationKind::NotAnArray { property } = &violation.kind else { continue };
        findings
            .report(violation.span, format!("`{property}` is a single object, not a list"))
            .label(violation.span, "`[` belongs before this")
            .help("The service expects an array here, even for a single element. Put the object in `[ ]`; in PowerShell, write `@( … )` around it.")
            .fix(fix(violation, "put the object in `[ ]`"));
    }
    for (violation, it) in typed(context).filter(|(_, it)| it.fault == TypeFault::NotAnArray) {
        let place = value_at(&it.subject);
        let finding = findings.report(violation.span, format!("{place} is a single value, not a list"));
        finding
            .label(violation.span, "`[` belongs before this")
            .help(format!(
                "It is a collection in {}, which is a list even with one element. Put the value in `[ ]`; in PowerShell, write \
                 `@( … )` around it.",
                it.metadata
            ))
            .fix(fix(violation, "put the value in `[ ]`"));
        soften(finding, it);
    }
}
