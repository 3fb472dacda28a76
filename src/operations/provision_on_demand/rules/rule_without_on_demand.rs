//! A `ruleId` names a rule that is not marked as runnable on demand. Only with `--sync-schema`.
//!
//! ## Why it matters
//! In observed schemas, rules that can be run on demand have `supportsProvisionOnDemand` with the value `true` in their
//! metadata. What the service does with other rules is not documented, so this is a warning. If no rule of the schema
//! has the entry, nothing is reported.
//!
//! ## What to do
//! Take a rule that has the entry; the help names them. The fix is a suggestion, offered where there is just one.
//!
//! ## Evidence
//! - [synchronizationRule](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationrule), property
//!   `metadata`. The key `supportsProvisionOnDemand` is seen in schemas that the service answers; the reference does not
//!   list it.

use super::super::payload::payload;
use super::super::sync_schema::{self, sync_rule, sync_schema};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "rule-without-on-demand",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
        summary: "a `ruleId` names a rule that does not say that it can be run on demand",
        manual: crate::manual!("rule_without_on_demand.rs"),
    },
    check: Check::Setting(sync_schema::SETTING.name, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(schema) = sync_schema(context) else { return };
    let able = schema.on_demand();
    for entry in payload(context).entries() {
        let (Some(rule), Some(known)) = (entry.rule(), sync_rule(context, entry.rule())) else { continue };
        if able.iter().any(|able| std::ptr::eq(*able, known)) {
            continue;
        }
        let span = rule.word.span();
        let advice = match able.as_slice() {
            [] => "No rule of the job says it; ask the service for the schema again if it is old.".to_owned(),
            able => format!("Write the id of one that does: {}.", super::known_rules(able)),
        };
        let only = able.first().filter(|_| able.len() == 1);
        findings
            .report(span, format!("the rule {} does not say that it can be run on demand", super::shown(known)))
            .label(span, "no `supportsProvisionOnDemand` of `true`")
            .help(format!("Rules that can be run on demand carry `supportsProvisionOnDemand` with the value `true` in their metadata. {advice}"))
            .fix(only.and_then(|only| Fix::guess(format!("write `{}`", only.id), rule.word.replacement(&only.id))));
    }
}
