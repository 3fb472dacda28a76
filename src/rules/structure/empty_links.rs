//! `links` is `{}`, or `members` is `[]`.
//!
//! ## Why it matters
//! It says nothing: members that are not listed are not provisioned, with or without an empty list
//! ([Provision on demand](https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand)). If members were
//! meant to be listed, they are lost.
//!
//! ## What to do
//! List the members, at most 5 in one request, or take it away. The repair takes it away; for a group that is a guess,
//! because its members may have been meant to be listed.

use super::{holds_nothing, without_member};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Safety, Severity};
use crate::json::{Kind, Member, Node};
use crate::rule::{Check, Context, Findings, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "empty-links",
        group: Group::Structure,
        severity: Severity::Info,
        fix: FixAvailability::Sometimes,
        summary: "`links` or `members` holds nothing",
        manual: crate::manual!("empty_links.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for subject in context.payload().subjects_and_members() {
        let Some(links) = subject.node.member("links") else { continue };
        if holds_nothing(links.value) {
            report(context, findings, subject, links);
        } else if let Some(members) =
            links.value.member("members").filter(|members| members.value.kind() == Kind::Array)
            && holds_nothing(members.value)
        {
            report(context, findings, subject, members);
        }
    }
}

fn report(context: &Context<'_>, findings: &mut Findings<'_>, subject: &Subject<'_>, member: Member<'_>) {
    let name = member.key.string().unwrap_or_default();
    let span = member.key.span().join(member.value.span());
    let object_type = subject.object_type_name.and_then(Node::string).unwrap_or_default();
    let safety = if object_type.eq_ignore_ascii_case("group") { Safety::Unsafe } else { Safety::Safe };
    findings
        .report(span, format!("`{name}` holds nothing"))
        .label(span, "no members listed")
        .help("Members that are not listed are not provisioned, with or without this. List them, or take it away.")
        .fix(Fix::new(safety, format!("take `{name}` away"), without_member(context.text(), span)));
}
