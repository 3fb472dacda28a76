//! An id is one of those in the examples of the Microsoft Graph reference.
//!
//! ## Why it matters
//! The ids in the examples are made up, or belong to a tenant of Microsoft. In any other tenant they name nothing: the job
//! does not know the rule, the directory does not know the object.
//!
//! ## What to do
//! Write the ids of your own tenant. Those of the rules are in the job's schema:
//! `GET /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema`, `synchronizationRules[].id`.
//!
//! ## Evidence
//! - The examples of [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand).

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "documentation-id",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "an id is copied from Microsoft's examples",
        manual: crate::manual!("documentation_id.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(operation) = context.operation() else { return };
    // Where the schema of the job is known, it says which rules are right: some are the same in every tenant.
    let rules = context.payload().rules().filter(|_| context.sync_schema().is_none());
    for id in rules.chain(context.payload().objects()).filter(|id| id.is_example(operation)) {
        findings
            .report(id.word.span(), format!("{} is an id from Microsoft's examples", id.word.quoted()))
            .label(id.word.span(), "copied from the reference")
            .help("It names nothing in your tenant. Write your own id; those of the rules are in the schema of the job, `synchronizationRules[].id`.");
    }
}
