//! The id and the type of an object belong to different directions of synchronization: a `Worker`, which comes from Workday,
//! with a distinguished name, which is an id of Active Directory.
//!
//! ## Why it matters
//! Every direction has its own ids. A worker from Workday has a WorkerID or WID; it cannot be found by a
//! distinguished name.
//!
//! ## What to do
//! Write the WorkerID or WID if the job reads from Workday. If it reads from Active Directory, the type is `user`.
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
        summary: "the id and the type belong to different directions of synchronization",
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
            .report(object.word.span(), format!("a distinguished name does not fit the type {}", word.quoted()))
            .label(object.word.span(), "from Active Directory")
            .label(word.span(), "from Workday")
            .help("A worker from Workday is found by its WorkerID or WID. Write that, or change the type to `user` if the job reads from Active Directory.");
    }
}
