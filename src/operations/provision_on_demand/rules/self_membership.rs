//! A group is listed among its own members: one of `links.members` has the group's id.
//!
//! ## Why it matters
//! No group is a member of itself, so there is nothing to provision. Most often the id of the group was pasted where the id
//! of a user belongs.
//!
//! ## What to do
//! Write the id of the member.
//!
//! ## Evidence
//! - [synchronizationLinkedObjects](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationlinkedobjects):
//!   "All group members that you would like to provision".

use super::super::payload::{Subject, payload};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "self-membership",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a group is listed as its own member",
        manual: crate::manual!("self_membership.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for group in payload(context).subjects_and_members().filter(|group| group.members().next().is_some()) {
        let Some(own) = group.object() else { continue };
        let Some(key) = own.key() else { continue };
        for member in group.members().filter_map(Subject::object) {
            if member.key().as_ref() == Some(&key) {
                findings
                    .report(member.word.span(), format!("the group {} is listed as its own member", member.word.quoted()))
                    .label(member.word.span(), "the same id")
                    .label(own.word.span(), "the id of the group")
                    .help(
                        "No group is a member of itself; most likely the id of a user was meant. Write the id of the member.",
                    );
            }
        }
    }
}
