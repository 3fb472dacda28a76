//! `ruleId`, `objectId` or `objectTypeName` is empty, only white space, or `null`. In other operations: a value that cannot be
//! empty is, such as a word of an enumeration, a date or a GUID.
//!
//! ## Why it matters
//! A blank value is as good as a missing one. An empty `ruleId` is answered `400 Bad Request`,
//! `RequestParameterInvalid`: the job does not include the rule ""
//! ([microsoft-graph-docs#10716](https://github.com/microsoftgraph/microsoft-graph-docs/issues/10716)). The usual cause
//! is an empty variable in a script.
//!
//! ## What to do
//! Fill in the value. Leaving `ruleId` out instead does not help: the reference has required it since November 2020.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::Kind;
use crate::rule::wording::{soften, typed, value_at};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, ViolationKind};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "blank-value",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "an id or a type is empty, only white space, or `null`",
        manual: crate::manual!("blank_value.rs"),
    },
    check: Check::Violation(
        |kind| match kind {
            ViolationKind::Blank { .. } => true,
            ViolationKind::Typed(typed) => typed.fault == TypeFault::Blank,
            _ => false,
        },
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in context.violations() {
        let ViolationKind::Blank { property, found } = &violation.kind else { continue };
        let what = match found {
            Kind::Null => "`null`",
            _ if violation.span.len() <= 2 => "empty",
            _ => "only white space",
        };
        let why = context.operation().and_then(|operation| operation.words.blank.get(property));
        let why = why.map_or("The operation needs a value here. Fill it in", String::as_str);
        findings
            .report(violation.span, format!("`{property}` is {what}"))
            .label(violation.span, "a value belongs here")
            .help(format!("{why}; if a script writes the body, check for an empty variable."));
    }
    for (violation, it) in typed(context).filter(|(_, it)| it.fault == TypeFault::Blank) {
        let finding = findings.report(violation.span, format!("{} is empty", value_at(&it.subject)));
        finding.label(violation.span, "a value belongs here").help(format!(
            "It is not free text in {}. Write a value, or `null` for none; if a script writes the body, check for an empty \
             variable.",
            it.metadata
        ));
        soften(finding, it);
    }
}
