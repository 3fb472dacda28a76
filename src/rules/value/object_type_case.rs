//! An `objectTypeName` is a documented type but for its case: `USER`, `group`, `worker`.
//!
//! ## Why it matters
//! The case has a meaning here: `user` is an object of Active Directory, `User` one of Microsoft Entra ID, and the reference
//! keeps them apart. The service has been seen to refuse the one where the other belonged. How it treats further spellings
//! is not documented, and a job may name its objects in its own way, so this is a warning.
//!
//! ## What to do
//! Write the type as the reference has it. The fix is safe where the id settles which one is meant (a distinguished name
//! wants `user`), otherwise it is a suggestion.
//!
//! ## Evidence
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject),
//!   property `objectTypeName`.
//! - [microsoft-graph-docs#16040](https://github.com/microsoftgraph/microsoft-graph-docs/issues/16040): only `user` worked
//!   with a distinguished name.

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Safety, Severity};
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::suggest::alternatives;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "object-type-case",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::Sometimes,
        summary: "an `objectTypeName` is a documented type in other case",
        manual: crate::manual!("object_type_case.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(operation) = context.operation() else { return };
    for subject in context.unsettled_subjects() {
        let Some(word) = &subject.object_type else { continue };
        let text = word.text();
        let spellings: Vec<&str> = operation
            .object_types
            .iter()
            .map(|known| known.name.as_str())
            .filter(|name| name.eq_ignore_ascii_case(text))
            .collect();
        let Some(&first) = spellings.first().filter(|_| !spellings.contains(&text)) else { continue };
        let local = subject.object.as_ref().is_some_and(|object| object.is_distinguished_name());
        let settled = spellings.iter().find(|&&name| local && name == "user");
        let (name, safety) = settled.map_or((first, Safety::Unsafe), |&name| (name, Safety::Safe));
        let known = alternatives(if settled.is_some() { vec![name] } else { spellings });
        findings
            .report(word.span(), format!("{} is a documented type in other case", word.quoted()))
            .label(word.span(), format!("{known} in the reference"))
            .help(format!("Case tells types apart here: `user` is an object of Active Directory, `User` one of Microsoft Entra ID. Write {known}, unless the schema of the job has {} as `sourceObjectName`.", word.quoted()))
            .fix(Fix::new(safety, format!("write `{name}`"), word.replacement(name)));
    }
}
