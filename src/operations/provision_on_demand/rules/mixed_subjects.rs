//! A request has groups and users (or workers) side by side among its subjects.
//!
//! ## Why it matters
//! On-demand provisioning takes a user, or a single group with some of its members; the users that come with a group belong
//! in its `links.members`. What the service does with both side by side is not documented, so this is a warning.
//!
//! ## What to do
//! If the users are members of the group, list them under `links.members`. Otherwise send a request for each.
//!
//! ## Evidence
//! - [On-demand provisioning in Microsoft Entra ID](https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand).
//! - Example 3 of [the action](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand).

use super::super::payload::payload;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "mixed-subjects",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "groups and other subjects are in one request",
        manual: crate::manual!("mixed_subjects.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let payload = payload(context);
    let group = payload.subjects().find(|subject| subject.is_group());
    let person = payload.subjects().find(|subject| subject.is_person());
    let (Some(group), Some(person)) = (group, person) else { return };
    let span = group.mark().max(person.mark());
    let (first, second) = if span == person.mark() { ("a group", "not a group") } else { ("not a group", "a group") };
    findings
        .report(span, "the request has a group and other subjects side by side")
        .label(span, second)
        .label(group.mark().min(person.mark()), first)
        .help("On-demand provisioning takes one user, or one group with some of its members. List members under `links.members` of the group; send a separate request for anyone else.");
}
