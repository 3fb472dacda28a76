//! A member of a group has `links` of its own.
//!
//! ## Why it matters
//! On-demand provisioning does not support nested groups
//! ([Provision on demand: known limitations](https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand)).
//! The schema allows `links` at any depth, because a member has the same type as a subject; but nothing
//! says that the service follows them. A member of the type `Group` is left to `nested-group`.
//!
//! ## What to do
//! Provision the member in a separate request, with its own members, or remove its `links`.

use super::super::payload::{Subject, payload};
use super::holds_nothing;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "nested-links",
        group: Group::Structure,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a member of a group has `links` of its own",
        manual: crate::manual!("nested_links.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for member in payload(context).subjects_and_members().flat_map(Subject::members) {
        // Of a group in a group `nested-group` speaks.
        if member.is_group() || member.links().is_none() {
            continue;
        }
        let Some(links) = member.node().member("links").filter(|links| !holds_nothing(links.value)) else { continue };
        findings
            .report(links.key.span(), "a member of a group has `links` of its own")
            .label(links.key.span(), "members of a member")
            .help("On-demand provisioning does not support nested groups. Provision this member in a separate request, or remove its `links`.");
    }
}
