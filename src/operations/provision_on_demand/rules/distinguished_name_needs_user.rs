//! The `objectId` is a distinguished name, and the `objectTypeName` is `User` with a capital letter.
//!
//! ## Why it matters
//! A distinguished name identifies an object of Active Directory, and between Active Directory and Microsoft Entra ID the type is
//! `user`, in lower case; `User` is for Microsoft Entra ID and applications. A user of the service reported that only
//! `user` with a distinguished name worked, and the reference was corrected for it. A published module claims the opposite, so
//! this is a warning.
//!
//! ## What to do
//! Write `user`, unless you know that your job accepts `User`. The fix writes it, as a guess. If the configuration says
//! that the job does not read from Active Directory (`direction`), the id is wrong, and `direction-mismatch` reports
//! it.
//!
//! ## Evidence
//! - [microsoft-graph-docs#16040](https://github.com/microsoftgraph/microsoft-graph-docs/issues/16040), March 2022.
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject),
//!   property `objectTypeName`, and example 2 of
//!   [the action](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand).

use super::super::direction::{Direction, direction};
use super::super::payload::payload;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "distinguished-name-needs-user",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
        summary: "a distinguished name has the type `User` instead of `user`",
        manual: crate::manual!("distinguished_name_needs_user.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let evidence = direction(context).filter(|(_, evidence)| evidence.span().is_none());
    if evidence.is_some_and(|(direction, _)| direction != Direction::FromActiveDirectory) {
        return;
    }
    for subject in payload(context).subjects_and_members() {
        let (Some(object), Some(word)) = (subject.object(), subject.object_type()) else { continue };
        if !object.is_distinguished_name() || word.text() != "User" {
            continue;
        }
        findings
            .report(word.span(), "a distinguished name needs the type `user`, not `User`")
            .label(word.span(), "write `user`")
            .label(object.word.span(), "from Active Directory")
            .help("Between Active Directory and Microsoft Entra ID the type is `user`, in lower case; `User` is for Microsoft Entra ID and applications. Change the type to `user`.")
            .fix(Fix::guess("replace `User` with `user`", word.replacement("user")));
    }
}
