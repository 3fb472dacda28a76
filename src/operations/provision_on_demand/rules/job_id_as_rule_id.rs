//! A `ruleId` has the form of a synchronization job id, `scim.<32 hex digits>.<GUID>`, or the URL has the id of a rule
//! where the job id belongs.
//!
//! ## Why it matters
//! The job id belongs in the URL, after `/jobs/`; `ruleId` names one of the rules in that job's schema. The
//! service looks for a rule with that id and finds none. The other way round, it finds no job.
//!
//! ## What to do
//! Keep the job id for the URL. Get the schema of the job,
//! `GET /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema`, and copy `synchronizationRules[].id`.
//!
//! ## Evidence
//! - [synchronizationJobApplicationParameters](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobapplicationparameters):
//!   `ruleId` is the identifier of a rule, defined in the schema of the job.
//! - [synchronizationJob](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjob) shows ids of
//!   jobs.

use super::super::payload::payload;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Form;
use crate::operations::synchronization::job_id;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::guid;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "job-id-as-rule-id",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a `ruleId` has the form of a job id, or the URL has a rule id in place of the job id",
        manual: crate::manual!("job_id_as_rule_id.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for id in payload(context).rules().filter(|id| *id.form == Form::Own) {
        let span = id.word.span();
        findings
            .report(span, format!("{} has the form of a job id, not of a rule id", id.word.quoted()))
            .label(span, "a rule id belongs here")
            .help("The job id belongs in the URL, after `/jobs/`; the job has no rule with that id. Copy `synchronizationRules[].id` from the job's schema.");
    }
    let Some(job) = context.target().keys.get(job_id::KEY) else { return };
    let id = context.words(job);
    let id = id.split_once('#').or_else(|| id.split_once("%23")).map_or(id, |(id, _)| id);
    let mut rules = payload(context).rules().filter(|rule| guid::is_canonical(id) && *rule.form == Form::Guid);
    let same = rules.find(|rule| rule.word.text().split('#').next().is_some_and(|it| it.eq_ignore_ascii_case(id)));
    if let Some(rule) = same {
        findings
            .report(job, format!("`{id}` is the id of the rule, not of a job"))
            .label(job, "a job id belongs here")
            .label(rule.word.span(), "the same id")
            .help("The service finds no job with that id. List the jobs with `GET /servicePrincipals/{id}/synchronization/jobs`, and write the `id` of yours after `/jobs/`.");
    }
}
