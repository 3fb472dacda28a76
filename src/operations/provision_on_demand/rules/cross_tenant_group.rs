//! A request asks a job of cross-tenant synchronization to provision a group.
//!
//! ## Why it matters
//! Cross-tenant synchronization, whose jobs have ids that begin with `Azure2Azure.`, provisions users. Groups are not
//! supported there, on demand or otherwise.
//!
//! ## What to do
//! Name the users one by one, or use the job of an application that supports groups.
//!
//! ## Evidence
//! - [On-demand provisioning in Microsoft Entra ID](https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand),
//!   known limitations.

use super::super::direction::{Direction, direction};
use super::super::payload::payload;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "cross-tenant-group",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a job of cross-tenant synchronization is to provision a group",
        manual: crate::manual!("cross_tenant_group.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((Direction::CrossTenant, evidence)) = direction(context) else { return };
    for subject in payload(context).subjects().filter(|subject| subject.is_group()) {
        findings
            .report(subject.mark(), "a group goes to a job of cross-tenant synchronization")
            .label(subject.mark(), "a group")
            .label_if(evidence.span(), "a job between two tenants")
            .help(
                "Cross-tenant synchronization provisions users; groups are not supported. Name the users one by one.",
            );
    }
}
