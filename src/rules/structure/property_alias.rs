//! Another word stands for a known name (`subject`, `id`, `type`), or another spelling (`rule_id`, `object-id`).
//!
//! ## Why it matters
//! The types of this operation are closed in the metadata of Microsoft Graph: there is no place for a name that they do not
//! have. The words come from elsewhere: Terraform writes
//! [`rule_id` and `object_id`](https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/synchronization_job_provision_on_demand),
//! other parts of Graph write `id`.
//!
//! ## What to do
//! Write the name as the reference has it. The repair renames the key; where the word may mean something else too, as
//! `objectName` may, that is a guess.

use super::misnamed;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::FactKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "property-alias",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "another word, or another spelling, for a known name",
        manual: crate::manual!("property_alias.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    misnamed(
        context,
        findings,
        |kind| match kind {
            FactKind::PropertyAlias { wanted } => Some(wanted),
            _ => None,
        },
        |key, wanted| format!("{key} stands for what the service calls `{wanted}`"),
        "The type is closed: the service has no place for a name that the type does not have. Write the name as the reference has it.",
    );
}
