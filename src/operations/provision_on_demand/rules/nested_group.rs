//! A member in `links.members` has the type `Group`.
//!
//! ## Why it matters
//! Provisioning does not read nested groups: only members that belong to the group directly are provisioned, and on-demand
//! provisioning of nested groups is listed as unsupported.
//!
//! ## What to do
//! List the users. If the inner group itself is to be provisioned, assign it to the application and send a separate
//! request for it.
//!
//! ## Evidence
//! - [On-demand provisioning in Microsoft Entra ID](https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand),
//!   known limitations.

use super::super::payload::payload;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Identifier;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "nested-group",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a member of a group is itself a group",
        manual: crate::manual!("nested_group.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for group in payload(context).subjects_and_members() {
        for member in group.members().filter(|member| member.is_group()) {
            let [own, id] = [group, member].map(|it| it.object().and_then(Identifier::key));
            // A group in itself is left to `self-membership`.
            let Some(word) = member.object_type().filter(|_| id.is_none() || id != own) else { continue };
            findings
                .report(word.span(), "a member of this group is itself a group")
                .label(word.span(), "nested group")
                .help("On-demand provisioning does not support nested groups. List the users instead, or send a separate request for the inner group.");
        }
    }
}
