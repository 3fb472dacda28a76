//! `@odata.type` names the wrong type for its place, or has no `#`.
//!
//! ## Why it matters
//! The annotation may be left out, because the place determines the type. If it is there, it must be that type or one
//! derived from it, and of these types none is derived
//! ([metadata of Microsoft Graph](https://github.com/microsoftgraph/msgraph-metadata);
//! [OData JSON Format 4.01](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
//! The documented form begins with `#`.
//!
//! ## What to do
//! Leave it out, or write the type that belongs here. The fix writes the type.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{fix, key};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::ViolationKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "odata-type-mismatch",
        group: Group::Structure,
        severity: Severity::Warning,
        fix: FixAvailability::Safe,
        summary: "`@odata.type` names the wrong type",
        manual: crate::manual!("odata_type_mismatch.rs"),
    },
    check: Check::Violation(|kind| matches!(kind, ViolationKind::ConstMismatch { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in context.violations() {
        let ViolationKind::ConstMismatch { property, wanted } = &violation.kind else { continue };
        findings
            .report(violation.span, format!("{} is not the right `{property}` for this object", key(context, violation.span)))
            .label(violation.span, format!("`{wanted}` belongs here"))
            .help("The place already determines the type, and the service may refuse an object that claims another one. Leave `@odata.type` out, or correct it.")
            .fix(fix(violation, format!("replace it with `{wanted}`")));
    }
}
