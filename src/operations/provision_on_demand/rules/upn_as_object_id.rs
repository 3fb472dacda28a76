//! An `objectId` is a user principal name or an email address: `adele@contoso.com`.
//!
//! ## Why it matters
//! Many requests of Microsoft Graph take a user principal name in place of a user's id. Here that is not documented: the
//! reference names the object id, the distinguished name (Active Directory) and the WorkerID (Workday), nothing else. What
//! the service does with a name is not documented, so this is a warning.
//!
//! ## What to do
//! Look up the id, `GET /users/adele@contoso.com?$select=id`, and write that.
//!
//! ## Evidence
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject),
//!   property `objectId`.

use super::super::payload::payload;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Form;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "upn-as-object-id",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "an `objectId` is a user principal name or email address",
        manual: crate::manual!("upn_as_object_id.rs"),
    },
    check: Check::Identifiers(|form| matches!(form, Form::PrincipalName), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for id in payload(context).objects().filter(|id| *id.form == Form::PrincipalName) {
        let span = id.word.span();
        findings
            .report(span, format!("{} is a user principal name or email address, not an object id", id.word.quoted()))
            .label(span, "an object id belongs here")
            .help("The reference allows the object id (Microsoft Entra ID), the distinguished name (Active Directory) or the WorkerID (Workday). Look up the object id: `GET /users/{name}?$select=id`.");
    }
}
