//! `links` is `{}`, or `members` is `[]`.
//!
//! ## Why it matters
//! It makes no difference: members that are not listed are not provisioned, with or without an empty list
//! ([Provision on demand](https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand)). Members
//! that were meant to be listed are missing.
//!
//! ## What to do
//! List the members, at most 5 in one request, or remove it; the fix removes it. `group-without-members` reports an
//! empty list in a group.

use super::super::payload::{Subject, payload};
use super::{holds_nothing, without_member};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::json::{Kind, Member};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "empty-links",
        group: Group::Structure,
        severity: Severity::Info,
        fix: FixAvailability::Safe,
        summary: "`links` or `members` is empty",
        manual: crate::manual!("empty_links.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // Of a group `group-without-members` speaks, and of a group in a group `nested-group`.
    let has_links = |subject: &Subject<'_>| !subject.is_group() && subject.links().is_some();
    for subject in payload(context).subjects_and_members().filter(has_links) {
        let Some(links) = subject.node().member("links") else { continue };
        if holds_nothing(links.value) {
            report(context, findings, links);
        } else if let Some(members) =
            links.value.member("members").filter(|members| members.value.kind() == Kind::Array)
            && holds_nothing(members.value)
        {
            report(context, findings, members);
        }
    }
}

fn report(context: &Context<'_>, findings: &mut Findings<'_>, member: Member<'_>) {
    let name = member.key.string().unwrap_or_default();
    let span = member.key.span().join(member.value.span());
    findings
        .report(span, format!("`{name}` is empty"))
        .label(span, "no members listed")
        .help("It makes no difference: members that are not listed are not provisioned. List members, or remove it.")
        .fix(Fix::safe(format!("remove `{name}`"), without_member(context.text(), span)));
}
