//! The id of an object belongs to another direction of synchronization than its type, or than the job: a
//! `Worker`, which comes from Workday, with a distinguished name, which comes from Active Directory; a GUID for a job
//! that reads from Active Directory (`AD2AADProvisioning.…`); a distinguished name for an application's job (`scim.…`).
//! The direction of the job is what `direction` in the configuration says, or else the id of the job in the URL.
//!
//! ## Why it matters
//! Every direction has its own ids. A worker from Workday has a WorkerID or WID, a user of Active Directory a
//! distinguished name, and a user of Microsoft Entra ID an object id. Under any other id the object cannot be found.
//!
//! ## What to do
//! Write the WorkerID or WID if the job reads from Workday. If it reads from Active Directory, write the user's
//! distinguished name, and `user` as the type. If it reads from Microsoft Entra ID, write the object id.
//!
//! ## Evidence
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject),
//!   properties `objectId` and `objectTypeName`.
//! - [microsoft-graph-docs#16040](https://github.com/microsoftgraph/microsoft-graph-docs/issues/16040): a GUID did not work
//!   for a job that reads Active Directory.

use super::super::direction::{Direction, Evidence, direction};
use super::super::payload::payload;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Form;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "direction-mismatch",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "the id and the type belong to different directions of synchronization",
        manual: crate::manual!("direction_mismatch.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for subject in payload(context).subjects_and_members() {
        let (Some(object), Some(word)) = (subject.object(), subject.object_type()) else { continue };
        if !object.is_distinguished_name() || !subject.is_worker() {
            continue;
        }
        findings
            .report(object.word.span(), format!("a distinguished name does not fit the type {}", word.quoted()))
            .label(object.word.span(), "from Active Directory")
            .label(word.span(), "from Workday")
            .help("A worker from Workday is found by its WorkerID or WID. Write that, or change the type to `user` if the job reads from Active Directory.");
    }
    let Some((direction, evidence)) = direction(context) else { return };
    for subject in payload(context).subjects_and_members() {
        let Some(object) = subject.object().filter(|_| !subject.is_worker()) else { continue };
        let (message, label, other, help) = match (direction, object.form) {
            (Direction::FromActiveDirectory, Form::Guid | Form::DressedGuid(_)) => (
                "a GUID means nothing to a job that reads from Active Directory",
                "a distinguished name belongs here",
                "this job reads from Active Directory",
                "Such a job finds objects by their distinguished names. Write the `onPremisesDistinguishedName` of the user, `CN=…,DC=…`.",
            ),
            (
                Direction::ToApplication | Direction::CrossTenant,
                Form::DistinguishedName | Form::MalformedDistinguishedName(_),
            ) => (
                "a distinguished name means nothing to a job that reads from Microsoft Entra ID",
                "an object id belongs here",
                "this job reads from Microsoft Entra ID",
                "Such a job finds objects by their object ids. Write the object's id in Microsoft Entra ID, a GUID.",
            ),
            (Direction::FromHr, Form::DistinguishedName | Form::MalformedDistinguishedName(_)) => (
                "a distinguished name means nothing to a job that reads from an HR system",
                "the id of a worker belongs here",
                "this job reads from an HR system",
                "Such a job finds workers by the ids of that system. From Workday, write the WorkerID or WID.",
            ),
            _ => continue,
        };
        let span = object.word.span();
        let source = match evidence {
            Evidence::Sender(job) => format!(" The request that sends this file goes to the job `{job}`."),
            Evidence::Setting => " The configuration sets this direction (`direction`).".to_owned(),
            Evidence::Url(_) => String::new(),
        };
        findings
            .report(span, message)
            .label(span, label)
            .label_if(evidence.span(), other)
            .help(format!("{help}{source}"));
    }
}
