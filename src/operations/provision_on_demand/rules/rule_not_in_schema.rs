//! A `ruleId` names no rule of the job's synchronization schema. Only with `--sync-schema`.
//!
//! ## Why it matters
//! The rule defines which objects are read, and how they are written. Its id is defined in the schema of the job, and
//! the service cannot run a rule with any other id. An id from another job or from a page of documentation looks just
//! as valid.
//!
//! ## What to do
//! Take the id of one of the rules that the help names (`synchronizationRules[].id`). If the rule is newer than the file, ask
//! for the schema again: `GET /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema`. The fix is a suggestion, offered
//! where only one rule can be meant.
//!
//! With a schema, this rule replaces `documentation-id` and `malformed-rule-id` for `ruleId`.
//!
//! ## Evidence
//! - [synchronizationJobApplicationParameters](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobapplicationparameters),
//!   property `ruleId`: it is defined in the schema of the job or template.
//! - [synchronizationSchema](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationschema),
//!   property `synchronizationRules`.

use super::super::payload::payload;
use super::super::sync_schema::{self, sync_rule, sync_schema};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Form;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::suggest::nearest;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "rule-not-in-schema",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a `ruleId` names no rule of the job's synchronization schema",
        manual: crate::manual!("rule_not_in_schema.rs"),
    },
    check: Check::Setting(sync_schema::SETTING.name, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(schema) = sync_schema(context) else { return };
    for entry in payload(context).entries() {
        let Some(rule) = entry.rule() else { continue };
        // Of a damaged id, and of one that is meant as something else, other rules speak.
        let is_other_cause = matches!(rule.form, Form::MalformedGuid(_) | Form::Own) || rule.key().is_none();
        if is_other_cause || sync_rule(context, entry.rule()).is_some() {
            continue;
        }
        let span = rule.word.span();
        let mut candidates = schema.on_demand();
        if candidates.is_empty() {
            candidates.extend(schema.rules());
        }
        let ids = candidates.iter().map(|rule| rule.id.as_str());
        let meant = match candidates.as_slice() {
            [only] => Some(only.id.as_str()),
            _ => nearest(rule.word.text(), ids),
        };
        findings
            .report(span, format!("the job has no rule {}", rule.word.quoted()))
            .label(span, "not in the synchronization schema")
            .help(format!(
                "The service runs rules of the job's own schema only. Write the id of one of these: {}.",
                super::known_rules(&candidates)
            ))
            .fix(meant.and_then(|id| Fix::guess(format!("write `{id}`"), rule.word.replacement(id))));
    }
}
