//! The body has no `parameters`.
//!
//! ## Why it matters
//! `parameters` is the one parameter of the action, a list of entries with `ruleId` and `subjects`. Without it the service
//! answers that a required parameter is missing
//! ([microsoft-graph-docs-contrib#8519](https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8519)).
//! Mostly the list was left out and its entry stands in the body directly: so had the first draft of the reference, and so
//! had a PowerShell sample of the article on cross-tenant synchronization.
//!
//! ## What to do
//! Put `ruleId` and `subjects` into an entry of `parameters`: `{ "parameters": [ { "ruleId": …, "subjects": [ … ] } ] }`.
//! Where everything in the body belongs there, the repair does that.

use super::{fix, key, missing};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::FactKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-parameters",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "the body has no `parameters`",
        manual: crate::manual!("missing_parameters.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    missing(
        context,
        findings,
        "parameters",
        "It is the one parameter of the action, and the service answers that a required parameter is missing. Write `\"parameters\": [ { \"ruleId\": …, \"subjects\": [ … ] } ]`.",
    );
    for fact in context.facts() {
        let FactKind::MissingLevel { name, keys, .. } = &fact.kind else { continue };
        if name != "parameters" {
            continue;
        }
        let stands = if keys.len() > 1 { "and what follows stand" } else { "stands" };
        findings
            .report(fact.span, format!("{} {stands} in the body itself and not in `parameters`", key(context, fact.span)))
            .label(fact.span, "belongs in an entry of `parameters`")
            .help("`parameters` is the one parameter of the action, and the service answers that a required parameter is missing. Wrap the entry: `{ \"parameters\": [ { … } ] }`.")
            .fix(fix(fact, "wrap the entry in `parameters`"));
    }
}
