//! A group has no `links.members`, or an empty list of them.
//!
//! ## Why it matters
//! Members are not provisioned along with a group unless the request lists them. The request is valid as it is; it
//! provisions the group object and nobody in it.
//!
//! ## What to do
//! Nothing, if that is what you want. Otherwise list up to five members under `links.members`.
//!
//! ## Evidence
//! - [Provisioning on demand from Microsoft Entra ID to Active Directory](https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-on-demand-provision-entra-to-active-directory).
//! - The [Terraform provider](https://github.com/hashicorp/terraform-provider-azuread/issues/1817) sends groups without
//!   members.

use super::super::payload::{Subject, payload};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{Kind, Node};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "group-without-members",
        group: Group::Value,
        severity: Severity::Info,
        fix: FixAvailability::None,
        summary: "a group without members: only the group itself is provisioned",
        manual: crate::manual!("group_without_members.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for subject in payload(context).subjects() {
        let Some(word) = subject.object_type() else { continue };
        if !subject.is_group() || !lists_nobody(subject) {
            continue;
        }
        findings
            .report(word.span(), "the group lists no members, so only the group itself is provisioned")
            .label(word.span(), "no members in `links`")
            .help("The service provisions only the members that the request lists. Add up to 5 members under `links.members` if you want them provisioned too.");
    }
}

/// Whether it is known that the subject has no members. Where something is left out, nothing is known.
fn lists_nobody(subject: Subject<'_>) -> bool {
    let Some(links) = subject.links() else { return !subject.node().is_incomplete() };
    let is_empty =
        |list: Node<'_>| list.kind() == Kind::Array && !list.is_incomplete() && list.elements().next().is_none();
    links.kind() == Kind::Object && links.get("members").map_or(!links.is_incomplete(), is_empty)
}
