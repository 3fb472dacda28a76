//! A member of a group has `links` of its own.
//!
//! ## Why it matters
//! On-demand provisioning does not support nested groups
//! ([Provision on demand: known limitations](https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand)).
//! The schema allows `links` at any depth, because a member has the same type as a subject; that the service follows them
//! is said nowhere.
//!
//! ## What to do
//! Provision the inner group in a request of its own, with its members.

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
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for member in context.payload().subjects_and_members().into_iter().flat_map(|subject| &subject.members) {
        let Some(links) = member.node.member("links").filter(|links| !holds_nothing(links.value)) else { continue };
        findings
            .report(links.key.span(), "a member of a group has `links` of its own")
            .label(links.key.span(), "a second level of members")
            .help("On-demand provisioning does not support nested groups. Provision the inner group in a request of its own.");
    }
}
