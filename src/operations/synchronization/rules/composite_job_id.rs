//! The id of the job has the form that Terraform gives to its resource `azuread_synchronization_job`:
//! `<id of the service principal>/job/<id of the job>`.
//!
//! ## Why it matters
//! That is an id of Terraform's own, made of two ids. The service knows only the second, and no path with both.
//!
//! ## What to do
//! Leave out everything up to and including `/job/`.
//!
//! ## Evidence
//! - [azuread_synchronization_job](https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/synchronization_job):
//!   import.

use super::super::job_id::{self, composite_start};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span, offset};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "composite-job-id",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "the id of the job is Terraform's: `<service principal>/job/<job>`",
        manual: crate::manual!("composite_job_id.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(span) = context.target().keys.get(job_id::KEY) else { return };
    let Some(length) = composite_start(context.words(span)) else { return };
    let surplus = Span::new(span.start, span.start + offset(length));
    findings
        .report(surplus, "the id of the job begins with the id that Terraform puts before it")
        .label(surplus, "not part of the id of the job")
        .help("`<service principal>/job/<job>` is an id of Terraform; the service knows only the part after `/job/`. Remove the rest.")
        .fix(Fix::safe("remove what stands before the id of the job", vec![Edit::delete(surplus)]));
}
