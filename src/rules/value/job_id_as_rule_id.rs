//! A `ruleId` has the form of the id of a synchronization job: `scim.<32 hex digits>.<GUID>`.
//!
//! ## Why it matters
//! The id of the job belongs into the URL, behind `/jobs/`; `ruleId` names one of the rules in that job's schema. The
//! service looks for a rule of that name and finds none.
//!
//! ## What to do
//! Keep the id of the job for the URL. Ask for the schema of the job,
//! `GET /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema`, and copy `synchronizationRules[].id`.
//!
//! ## Evidence
//! - [synchronizationJobApplicationParameters](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobapplicationparameters):
//!   `ruleId` is the identifier of a rule, defined in the schema of the job.
//! - [synchronizationJob](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjob) shows ids of
//!   jobs.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Form, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "job-id-as-rule-id",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a `ruleId` has the form of the id of a job",
        manual: crate::manual!("job_id_as_rule_id.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for id in context.payload().rules().filter(|id| id.form == Form::JobId) {
        let span = id.word.span();
        findings
            .report(span, format!("{} is the id of a job, not of a rule", id.word.quoted()))
            .label(span, "the id of a rule belongs here")
            .help("The id of the job belongs into the URL, behind `/jobs/`; the service finds no rule of that name. Copy `synchronizationRules[].id` from the schema of the job.");
    }
}
