//! The id of an object belongs to another direction of synchronization than its type, or than the job in the URL: a
//! `Worker`, which comes from Workday, with a distinguished name, which is one of Active Directory; a GUID for a job that
//! reads Active Directory (`AD2AADProvisioning.…`); a distinguished name for a job of an application (`scim.…`).
//!
//! ## Why it matters
//! Every direction has its own ids. A worker is known by the WorkerID of Workday; under a distinguished name the service
//! finds none. A user of Active Directory is known by its distinguished name, one of Microsoft Entra ID by its object id.
//!
//! ## What to do
//! Write the WorkerID if the job reads Workday. If it reads Active Directory, write the distinguished name of the user, and
//! `user` as the type. If it reads Microsoft Entra ID, write the object id.
//!
//! ## Evidence
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject),
//!   properties `objectId` and `objectTypeName`.
//! - [microsoft-graph-docs#16040](https://github.com/microsoftgraph/microsoft-graph-docs/issues/16040): a GUID did not work
//!   for a job that reads Active Directory.

use super::{Direction, direction};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Form, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "direction-mismatch",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "the form of an id contradicts the direction of the synchronization",
        manual: crate::manual!("direction_mismatch.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for subject in context.payload().subjects_and_members() {
        let (Some(object), Some(word)) = (&subject.object, &subject.object_type) else { continue };
        if !subject.is_a("Worker") || !object.is_distinguished_name() {
            continue;
        }
        findings
            .report(object.word.span(), format!("a distinguished name does not go with the type {}", word.quoted()))
            .label(object.word.span(), "an object of Active Directory")
            .label(word.span(), "an object of Workday")
            .help("The service knows a worker by the WorkerID of Workday. Write that, or `user` as the type if the job reads Active Directory.");
    }
    let Some((direction, job)) = direction(context) else { return };
    for subject in context.payload().subjects_and_members() {
        let Some(object) = subject.object.as_ref().filter(|_| !subject.is_a("Worker")) else { continue };
        let (message, label, other, help) = match (direction, &object.form) {
            (Direction::FromActiveDirectory, Form::Guid | Form::DressedGuid { .. }) => (
                "a GUID names nothing to a job that reads Active Directory",
                "a distinguished name belongs here",
                "a job that reads Active Directory",
                "Such a job knows its objects by their distinguished names. Write the `onPremisesDistinguishedName` of the user, `CN=…,DC=…`.",
            ),
            (
                Direction::ToApplication | Direction::CrossTenant,
                Form::DistinguishedName | Form::MalformedDistinguishedName(_),
            ) => (
                "a distinguished name means nothing to a job that reads Microsoft Entra ID",
                "an object id belongs here",
                "a job that reads Microsoft Entra ID",
                "Such a job knows its objects by their object ids. Write the id that the object has in Microsoft Entra ID, a GUID.",
            ),
            _ => continue,
        };
        let span = object.word.span();
        findings.report(span, message).label(span, label).label(job, other).help(help);
    }
}
