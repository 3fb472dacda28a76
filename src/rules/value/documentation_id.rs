//! An id is one of those in the examples of the Microsoft Graph reference.
//!
//! ## Why it matters
//! The ids in the examples are made up, or belong to a tenant of Microsoft. In any other tenant they match nothing: the
//! job has no such rule, and the directory no such object.
//!
//! ## What to do
//! Write the ids of your own tenant. Those of the rules are in the job's schema:
//! `GET /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema`, `synchronizationRules[].id`.
//!
//! On a page of documentation this rule reports nothing.
//!
//! ## Evidence
//! - The examples of [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand).

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Form;
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
    check: Check::Identifiers(
        |form| matches!(form, Form::Guid | Form::DressedGuid(_) | Form::DistinguishedName),
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // On a page of documentation such ids are in their place.
    if context.container().is_example() {
        return;
    }
    let Some(operation) = context.operation() else { return };
    // Where the user said which ids are right, they are: some are the same in every tenant.
    let unsettled = context.identifiers().filter(|id| !id.settled);
    for id in unsettled.filter(|id| id.is_example(operation)) {
        let found = operation.words.ids.as_ref().map_or_else(String::new, |words| format!("; {words}"));
        findings
            .report(id.word.span(), format!("{} is an example id from the Microsoft Graph reference", id.word.quoted()))
            .label(id.word.span(), "example id")
            .help(format!("The ids in the examples do not exist in your tenant. Write your own{found}."));
    }
}
