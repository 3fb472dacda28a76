//! An object has a property of a derived type, but no `@odata.type` that names this type.
//!
//! ## Why it matters
//! Where the [metadata of Microsoft
//! Graph](https://learn.microsoft.com/graph/traverse-the-graph#microsoft-graph-api-metadata) has several types that
//! derive from one, only `@odata.type` says which is meant. Some services guess; others refuse the property.
//!
//! ## What to do
//! Add `"@odata.type": "#microsoft.graph.…"` as the first member of the object.
//!
//! ## Evidence
//! - [OData JSON format](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html):
//!   the type must be given where it is not the declared one.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{key, soften, typed};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, ViolationKind};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "undeclared-derived-type",
        group: Group::Structure,
        severity: Severity::Info,
        fix: FixAvailability::None,
        summary: "a property of a derived type in an object that does not name the type",
        manual: crate::manual!("undeclared_derived_type.rs"),
    },
    check: Check::Violation(
        |kind| matches!(kind, ViolationKind::Typed(typed) if matches!(typed.fault, TypeFault::Undeclared { .. })),
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (violation, it) in typed(context) {
        let TypeFault::Undeclared { derived } = &it.fault else { continue };
        let name = key(context, violation.span);
        let message = format!("{name} is a property of `{derived}`, and the object does not say that it is one");
        let finding = findings.report(violation.span, message);
        finding.label(violation.span, format!("`{derived}` has it")).help(format!(
            "In {} `{}` has no such property, but types that derive from it have. Add `\"@odata.type\": \
             \"#microsoft.graph.{derived}\"` to the object.",
            it.metadata, it.owner
        ));
        soften(finding, it);
    }
}
