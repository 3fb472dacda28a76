//! `parameters` or `subjects` is `[]`.
//!
//! ## Why it matters
//! There is nothing to provision in such a request. Mostly a script's variable was empty, or a filter found nobody. That the
//! service refuses it is not documented; that the request cannot do what it is for is certain.
//!
//! ## What to do
//! Name at least one entry in `parameters`, and at least one object in `subjects`, or do not send the request.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::FactKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "empty-array",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "`parameters` or `subjects` is an empty list",
        manual: crate::manual!("empty_array.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for fact in context.facts() {
        let FactKind::EmptyArray { property } = &fact.kind else { continue };
        let content = match property.as_str() {
            "parameters" => "an entry with `ruleId` and `subjects`",
            _ => "an object with `objectId` and `objectTypeName`",
        };
        findings
            .report(fact.span, format!("`{property}` is an empty list"))
            .label(fact.span, "nothing to provision")
            .help(format!("The request asks for nothing. Put at least {content} into `{property}`; if a script writes the body, see why its list is empty."));
    }
}
