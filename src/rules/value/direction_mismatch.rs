//! The id and the type of an object belong to different directions of synchronization: a `Worker`, which comes from Workday,
//! with a distinguished name, which is one of Active Directory.
//!
//! ## Why it matters
//! Every direction has its own ids. A worker is known by the WorkerID of Workday; under a distinguished name the service
//! finds none.
//!
//! ## What to do
//! Write the WorkerID if the job reads Workday. If it reads Active Directory, the type is `user`.
//!
//! ## Evidence
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject),
//!   properties `objectId` and `objectTypeName`.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

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
}
