//! The `objectId` is a distinguished name, and the `objectTypeName` is `User` with a capital.
//!
//! ## Why it matters
//! A distinguished name is an object of Active Directory, and between Active Directory and Microsoft Entra ID the type is
//! `user`, in lower case; `User` is for Microsoft Entra ID and applications. A user of the service reported that only
//! `user` with a distinguished name worked, and the reference was corrected for it.
//!
//! ## What to do
//! Write `user`. The fix does.
//!
//! ## Evidence
//! - [microsoft-graph-docs#16040](https://github.com/microsoftgraph/microsoft-graph-docs/issues/16040), March 2022.
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject),
//!   property `objectTypeName`, and example 2 of
//!   [the action](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand).

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "distinguished-name-needs-user",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a distinguished name comes with the type `User`, where `user` belongs",
        manual: crate::manual!("distinguished_name_needs_user.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for subject in context.payload().subjects_and_members() {
        let (Some(object), Some(word)) = (&subject.object, &subject.object_type) else { continue };
        if word.text() != "User" || !object.is_distinguished_name() {
            continue;
        }
        findings
            .report(word.span(), "the type `User` does not go with a distinguished name; `user` does")
            .label(word.span(), "`user` belongs here")
            .label(object.word.span(), "an object of Active Directory")
            .help("Between Active Directory and Microsoft Entra ID the service knows the object as `user`; `User` is for Microsoft Entra ID and applications. Write `user`.")
            .fix(Fix::safe("write `user`", word.replacement("user")));
    }
}
