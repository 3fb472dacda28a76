//! A request has more than one group among its subjects.
//!
//! ## Why it matters
//! "The on-demand provisioning request API can only accept a single group with up to 5 members at a time."
//!
//! ## What to do
//! Send one request for each group. Keep to the limit of 5 requests in 10 seconds.
//!
//! ## Evidence
//! - [On-demand provisioning in Microsoft Entra ID](https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand).
//! - [Provisioning on demand from Microsoft Entra ID to Active Directory](https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-on-demand-provision-entra-to-active-directory).

use super::super::payload::{Subject, payload};
use super::super::repeats::distinct_subjects;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "multiple-groups",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "the request has more than one group",
        manual: crate::manual!("multiple_groups.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(limits) = context.operation().and_then(|operation| operation.limits.as_ref()) else { return };
    let (limit, payload) = (limits.groups, payload(context));
    if payload.subjects().filter(|subject| subject.is_group()).nth(limit).is_none() {
        return;
    }
    let groups: Vec<Subject<'_>> = distinct_subjects(payload).filter(|subject| subject.is_group()).collect();
    let (Some(first), Some(surplus)) = (groups.first(), groups.get(limit)) else { return };
    let count = groups.len();
    findings
        .report(surplus.mark(), format!("the request has {count} groups; the service accepts only {limit}"))
        .label(surplus.mark(), format!("group {} of {count}", limit + 1))
        .label(first.mark(), "the first group")
        .help(format!(
            "Each request can provision one group with up to {} members. Send one request for each group.",
            limits.members
        ));
}
