//! A subject, or a member of a group, has no `objectTypeName`.
//!
//! ## Why it matters
//! `objectTypeName` says what kind of object `objectId` names, and so which mapping of the rule applies
//! ([synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject)).
//! Every example of the reference has it, and Terraform's provider
//! [requires it](https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/synchronization_job_provision_on_demand).
//!
//! ## What to do
//! Write `User` or `Group` from Microsoft Entra ID to an application, `user` between Active Directory and Microsoft Entra
//! ID, `Worker` from Workday. Case matters.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::missing;
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::ViolationKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-object-type-name",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a subject or member has no `objectTypeName`",
        manual: crate::manual!("missing_object_type_name.rs"),
    },
    check: Check::Violation(|kind| matches!(kind, ViolationKind::MissingProperty { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    missing(
        context,
        findings,
        "objectTypeName",
        "`objectTypeName` names the type of the object that the id belongs to. Write `User` or `Group` (Microsoft Entra ID to an application), `user` (Active Directory to or from Microsoft Entra ID), or `Worker` (Workday).",
    );
}
