//! A subject, or a member of a group, has no `objectId`.
//!
//! ## Why it matters
//! `objectId` says which object to provision
//! ([synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject)).
//! Nothing else in the request does.
//!
//! ## What to do
//! Write the id that the object has where it comes from: the object id in Microsoft Entra ID, the distinguished name in
//! Active Directory, the WorkerID or WID in Workday.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::missing;
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::ViolationKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-object-id",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a subject or member has no `objectId`",
        manual: crate::manual!("missing_object_id.rs"),
    },
    check: Check::Violation(|kind| matches!(kind, ViolationKind::MissingProperty { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    missing(
        context,
        findings,
        "objectId",
        "Without it, the service does not know which object to provision. Write the object id (Microsoft Entra ID), the distinguished name (Active Directory), or the WorkerID or WID (Workday).",
    );
}
