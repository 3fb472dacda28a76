//! The job id in the URL has none of the known forms of a synchronization job id.
//!
//! ## Why it matters
//! A job id consists of the tag of its template, 32 hex digits and usually a GUID: `scim.<32 hex digits>.<GUID>`. Some
//! ids have more parts, and the reference shows plain GUIDs. With any other id the service finds no job. The forms are
//! not documented, so this is a warning.
//!
//! ## What to do
//! Ask for the jobs of the service principal, `GET /servicePrincipals/{id}/synchronization/jobs`, and copy the `id`.
//!
//! ## Evidence
//! - [synchronizationJob](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjob), property `id`.
//! - [List synchronization jobs](https://learn.microsoft.com/graph/api/synchronization-serviceprincipal-list-jobs).

use super::super::job_id::{self, composite_start, is_job_id};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{is_gap, quoted};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::guid;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-job-id",
        group: Group::Http,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "the id of the job has none of the known forms",
        manual: crate::manual!("malformed_job_id.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(span) = context.target().keys.get(job_id::KEY) else { return };
    let id = context.words(span);
    if guid::is_canonical(id)
        || is_job_id(id)
        || is_gap(context, id)
        || composite_start(id).is_some()
        || rule_suffix(id)
    {
        return;
    }
    findings
        .report(span, format!("{} is not a synchronization job id", quoted(context, span)))
        .label(span, "`tag.<32 hex digits>.<GUID>` belongs here")
        .help("The service finds no job of that name. Ask for the jobs with `GET /servicePrincipals/{id}/synchronization/jobs`, and copy the `id` of yours.");
}

/// A GUID with a suffix after `#` is the id of a rule, of which another rule speaks.
fn rule_suffix(id: &str) -> bool {
    id.split_once('#').or_else(|| id.split_once("%23")).is_some_and(|(guid, _)| guid::is_canonical(guid))
}
