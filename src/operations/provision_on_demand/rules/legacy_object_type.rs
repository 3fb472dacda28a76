//! `objectType` is used instead of `objectTypeName`.
//!
//! ## Why it matters
//! The example of the reference was published with `objectType` from June to November 2020 and lives on in copies
//! ([microsoft-graph-docs#10643](https://github.com/microsoftgraph/microsoft-graph-docs/pull/10643)). The type itself
//! never had that name
//! ([synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject)):
//! the subject has a property that its type does not have, and a required one is missing.
//!
//! ## What to do
//! Rename it to `objectTypeName`. The value stays, and is checked.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::misnamed;
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::ViolationKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "legacy-object-type",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "`objectType` is used instead of `objectTypeName`",
        manual: crate::manual!("legacy_object_type.rs"),
    },
    check: Check::Violation(|kind| matches!(kind, ViolationKind::LegacyName { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    misnamed(
        context,
        findings,
        |kind| match kind {
            ViolationKind::LegacyName { wanted, .. } => Some(wanted),
            _ => None,
        },
        |key, wanted| format!("the service does not know {key}; the property is called `{wanted}`"),
        "The example in the reference had this name by mistake in 2020; the type never did. Rename the key; the value stays the same.",
    );
}
