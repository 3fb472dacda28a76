//! The rule that a request names does not map the `objectTypeName` of a subject. Only with `--sync-schema`.
//!
//! ## Why it matters
//! A rule provisions the objects that its mappings read (`synchronizationRules[].objectMappings[].sourceObjectName`). It has
//! nothing for an object of another type. The case of the letters counts: `user` and `User` are two types.
//!
//! ## What to do
//! Write a type that the rule maps, or take another rule; the help names both. The fix is a suggestion, offered where
//! only one type can be meant. Members of groups are not checked: another rule may provision them.
//!
//! With a schema, this rule replaces `unknown-object-type` and `object-type-case` for subjects.
//!
//! ## Evidence
//! - [objectMapping](https://learn.microsoft.com/graph/api/resources/synchronization-objectmapping), property
//!   `sourceObjectName`.
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject),
//!   property `objectTypeName`.

use super::super::payload::{Subject, payload};
use super::super::sync_schema::{self, SyncRule, sync_rule, sync_schema};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::operation::{Identifier, is_powershell_type};
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::suggest::{alternatives, nearest};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "object-type-not-in-rule",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "the `objectTypeName` of a subject is none that its rule maps",
        manual: crate::manual!("object_type_not_in_rule.rs"),
    },
    check: Check::Setting(sync_schema::SETTING.name, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(schema) = sync_schema(context) else { return };
    for entry in payload(context).entries() {
        let Some(rule) = sync_rule(context, entry.rule()) else { continue };
        let types = rule.types();
        for subject in entry.subjects().filter(|_| !types.is_empty()) {
            let Some(word) = subject.object_type() else { continue };
            let text = word.text();
            if types.contains(&text) || is_other_cause(context, subject, text, &types) {
                continue;
            }
            let meant = match types.as_slice() {
                [only] => Some(*only),
                _ => nearest(text, types.iter().copied()),
            };
            let others: Vec<&SyncRule> =
                schema.on_demand().into_iter().filter(|other| other.types().contains(&text)).collect();
            let advice = match others.as_slice() {
                [] => String::new(),
                others => format!(", or take a rule that maps {}: {}", word.quoted(), super::known_rules(others)),
            };
            let finding =
                findings.report(word.span(), format!("the rule does not map objects of the type {}", word.quoted()));
            finding
                .label(word.span(), format!("the rule maps {}", alternatives(types.iter().copied())))
                .help(format!("A rule provisions the objects that its mappings read, by the exact name that the schema of the job gives them. Write {}{advice}.", alternatives(types.iter().copied())))
                .fix(meant.and_then(|name| Fix::guess(format!("write `{name}`"), word.replacement(name))));
            if let Some(id) = entry.rule() {
                finding.label(id.word.span(), "the rule");
            }
        }
    }
}

/// Whether another rule speaks of the type: a gap of a template, what PowerShell left, `User` for
/// an object of Active Directory.
fn is_other_cause(context: &Context<'_>, subject: Subject<'_>, text: &str, types: &[&str]) -> bool {
    let is_local = || subject.object().is_some_and(Identifier::is_distinguished_name);
    context.gap(text).is_some() || is_powershell_type(text) || (text == "User" && types.contains(&"user") && is_local())
}
