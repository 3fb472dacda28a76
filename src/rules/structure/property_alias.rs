//! A known property has another name (`subject`, `id`, `type`) or another spelling (`rule_id`, `object-id`).
//!
//! ## Why it matters
//! The types of this operation are closed in the metadata of Microsoft Graph: they accept no other names. The other
//! names come from elsewhere: Terraform writes [`rule_id` and
//! `object_id`](https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/synchronization_job_provision_on_demand),
//! other parts of Graph write `id`.
//!
//! ## What to do
//! Write the name as the reference has it. The fix renames the key; where the word may mean something else
//! too, as `objectName` may, it is unsafe.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::misnamed;
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::ViolationKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "property-alias",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a known property has another name or spelling",
        manual: crate::manual!("property_alias.rs"),
    },
    check: Check::Violation(|kind| matches!(kind, ViolationKind::PropertyAlias { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    misnamed(
        context,
        findings,
        |kind| match kind {
            ViolationKind::PropertyAlias { wanted } => Some(wanted),
            _ => None,
        },
        |key, wanted| format!("{key} is not a property here; the service calls it `{wanted}`"),
        "The type has no property of that name, and Graph services usually reject names that a type does not have. Rename the key.",
    );
}
