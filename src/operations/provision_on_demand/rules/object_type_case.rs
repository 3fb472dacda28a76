//! An `objectTypeName` is a documented type in the wrong case: `USER`, `group`, `worker`.
//!
//! ## Why it matters
//! Case matters here: `user` is an object of Active Directory, `User` one of Microsoft Entra ID, and the reference
//! distinguishes them. One user reported that one did not work in place of the other. How the service treats further
//! spellings is not documented, and a job may name its objects in its own way, so this is a warning.
//!
//! ## What to do
//! Write the type as the reference has it. The fix is safe if the id decides which one is meant (a distinguished name
//! needs `user`), or if the direction does, which the job id (`scim.…` needs `User`) or the configuration gives.
//! Otherwise it is unsafe.
//!
//! ## Evidence
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject),
//!   property `objectTypeName`.
//! - [microsoft-graph-docs#16040](https://github.com/microsoftgraph/microsoft-graph-docs/issues/16040): only `user` worked
//!   with a distinguished name.

use super::super::direction::{Direction, direction};
use super::unsettled_subjects;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Safety, Severity};
use crate::operation::Identifier;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::suggest::alternatives;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "object-type-case",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::Sometimes,
        summary: "an `objectTypeName` is a documented type in the wrong case",
        manual: crate::manual!("object_type_case.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(operation) = context.operation() else { return };
    for subject in unsettled_subjects(context) {
        let Some(word) = subject.object_type() else { continue };
        let text = word.text();
        if operation.object_type_names().any(|name| name == text) {
            continue;
        }
        let spellings: Vec<&str> =
            operation.object_type_names().filter(|name| name.eq_ignore_ascii_case(text)).collect();
        let Some(&first) = spellings.first() else { continue };
        let local = subject.object().is_some_and(Identifier::is_distinguished_name);
        if local && text == "group" {
            // So schemas of Active Directory call it.
            continue;
        }
        let wanted = match direction(context) {
            _ if local => Some("user"),
            Some((Direction::FromActiveDirectory, _)) => Some("user"),
            Some((Direction::ToApplication | Direction::CrossTenant, _)) => Some("User"),
            Some((Direction::FromHr, _)) => Some("Worker"),
            None => None,
        };
        let settled = spellings.iter().find(|&&name| Some(name) == wanted);
        let (name, safety) = settled.map_or((first, Safety::Unsafe), |&name| (name, Safety::Safe));
        let known = alternatives(if settled.is_some() { vec![name] } else { spellings });
        findings
            .report(word.span(), format!("{} is a documented type in the wrong case", word.quoted()))
            .label(word.span(), format!("the reference has {known}"))
            .help(format!("Case matters: the reference distinguishes `user` from `User`. Write {known}, unless the job's schema has {} as `sourceObjectName`.", word.quoted()))
            .fix(Fix::new(safety, format!("replace it with `{name}`"), word.replacement(name)));
    }
}
