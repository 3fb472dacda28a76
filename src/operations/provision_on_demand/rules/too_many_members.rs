//! A request lists more members than the service accepts at a time, which is five.
//!
//! ## Why it matters
//! "The on-demand provisioning request API can only accept a single group with up to 5 members at a time." A group may have
//! more members than that; a request may not name them all.
//!
//! ## What to do
//! Send several requests, each with the group and up to five of its members. Keep to the limit of 5 requests in 10
//! seconds.
//!
//! ## Evidence
//! - [On-demand provisioning in Microsoft Entra ID](https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand).
//! - [Provisioning on demand from Microsoft Entra ID to Active Directory](https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-on-demand-provision-entra-to-active-directory).

use super::super::payload::{Subject, payload};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "too-many-members",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "the request has more members than the service accepts",
        manual: crate::manual!("too_many_members.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(limits) = context.operation().and_then(|operation| operation.limits.as_ref()) else { return };
    let limit = limits.members;
    let members = || payload(context).subjects().flat_map(Subject::members);
    let (Some(first), Some(surplus)) = (members().next(), members().nth(limit)) else { return };
    let count = members().count();
    let requests = count.div_ceil(limit.max(1));
    findings
        .report(surplus.mark(), format!("the request has {count} members; the service accepts at most {limit}"))
        .label(surplus.mark(), format!("member {} of {count}", limit + 1))
        .label(first.mark(), "the first member")
        .help(format!("Each request can provision one group with up to {limit} members. Send {requests} requests, each with the group and up to {limit} of its members."));
}
