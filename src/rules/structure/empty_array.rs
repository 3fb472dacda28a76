//! `parameters` or `subjects` is `[]`.
//!
//! ## Why it matters
//! Such a request has nothing to provision. The usual cause is an empty variable in a script, or a filter that matched
//! nobody. Whether the service refuses it is not documented, but the request has no effect.
//!
//! ## What to do
//! Name at least one entry in `parameters`, and at least one object in `subjects`, or do not send the request.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::ViolationKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "empty-array",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a list that needs an element is empty",
        manual: crate::manual!("empty_array.rs"),
    },
    check: Check::Violation(|kind| matches!(kind, ViolationKind::EmptyArray { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in context.violations() {
        let ViolationKind::EmptyArray { property } = &violation.kind else { continue };
        let words = context.operation().map(|operation| &operation.words);
        let content = words.and_then(|words| words.elements.get(property)).map_or("one element", String::as_str);
        let why = words.and_then(|words| words.empty_list.as_deref()).unwrap_or("The operation needs at least one.");
        findings
            .report(violation.span, format!("`{property}` is an empty list"))
            .label(violation.span, "nothing is in it")
            .help(format!("{why} Put at least {content} into `{property}`; if a script writes the body, check for an empty list or filter result."));
    }
}
