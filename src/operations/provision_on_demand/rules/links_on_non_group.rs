//! A user or a worker has `links.members`, which only a group has.
//!
//! ## Why it matters
//! `members` lists the members to provision along with a group. A user has none; either the type is wrong, or the members
//! are listed under the wrong subject.
//!
//! ## What to do
//! Change the type to `Group` if the subject is one. Otherwise remove `links`.
//!
//! ## Evidence
//! - [synchronizationLinkedObjects](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationlinkedobjects):
//!   "All group members that you would like to provision".

use super::super::payload::payload;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "links-on-non-group",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a user or worker has `links.members`",
        manual: crate::manual!("links_on_non_group.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for subject in
        payload(context).subjects().filter(|subject| subject.is_person() && subject.members().next().is_some())
    {
        let (Some(word), Some(links)) = (subject.object_type(), subject.node().member("links")) else { continue };
        let span = links.value.member("members").map_or(links.key.span(), |members| members.key.span());
        findings
            .report(span, format!("a subject of type {} lists members", word.quoted()))
            .label(span, "only a group has members")
            .label(word.span(), "not a group")
            .help("`members` lists the members to provision along with a group. Change the type to `Group` if the subject is one; otherwise remove `links`.");
    }
}
