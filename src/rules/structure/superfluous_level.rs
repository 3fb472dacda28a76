//! The value is wrapped in an extra object or array: `{"parameters": {"parameters": […]}}`,
//! `{"value": […], "Count": 1}`, `{"0": {…}}`, `[[…]]`.
//!
//! ## Why it matters
//! The service expects the value directly in the property. With an object or array in between, it finds only unknown
//! names.
//!
//! ## What to do
//! Remove the extra level. Windows PowerShell writes `value` and `Count` around a list that went through a pipeline:
//! put `@( … )` around it before `ConvertTo-Json`, or use PowerShell 7. PHP and JavaScript write numbers as keys where
//! a list has gaps.
//!
//! ## Evidence
//! - [PowerShell#3153](https://github.com/PowerShell/PowerShell/issues/3153), February 2017: `value` and `Count` around a list.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{fix, key};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::ViolationKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "superfluous-level",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "another object or list stands around what was meant",
        manual: crate::manual!("superfluous_level.rs"),
    },
    check: Check::Violation(|kind| matches!(kind, ViolationKind::SuperfluousLevel { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in context.violations() {
        let ViolationKind::SuperfluousLevel { property, key: named, counted } = &violation.kind else { continue };
        let place = if property.is_empty() { "the body".to_owned() } else { format!("`{property}`") };
        let message = match named {
            Some(_) => format!("{} is a level too many in {place}", key(context, violation.span)),
            None => format!("{place} has a level too many"),
        };
        let cause = if *counted {
            " Windows PowerShell writes `value` and `Count` around a list that went through a pipeline: put `@( … )` around it there."
        } else {
            ""
        };
        findings
            .report(violation.span, message)
            .label(violation.span, format!("what is in it belongs directly in {place}"))
            .help(format!("The service expects the value directly in {place}. Remove the extra level.{cause}"))
            .fix(fix(violation, "take the level out"));
    }
}
