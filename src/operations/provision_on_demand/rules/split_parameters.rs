//! One entry of `parameters` has only `ruleId`, and its neighbour only `subjects`.
//!
//! ## Why it matters
//! An entry says which rule to apply to which objects. Split in two, one entry has a rule and no objects, the other
//! objects and no rule. In PowerShell this comes from `@( @{ RuleId = … }, @{ Subjects = … } )`: two hashtables where one
//! belongs. In the reference
//! ([synchronizationJobApplicationParameters](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobapplicationparameters))
//! both are properties of one object.
//!
//! ## What to do
//! Put both into one object. The fix removes the brackets between them; it is unsafe, because two entries that are each
//! incomplete look the same.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{fix, key};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::ViolationKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "split-parameters",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "`ruleId` and `subjects` are in two entries instead of one",
        manual: crate::manual!("split_parameters.rs"),
    },
    check: Check::Violation(|kind| matches!(kind, ViolationKind::SplitElement { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in context.violations() {
        let ViolationKind::SplitElement { property } = &violation.kind else { continue };
        let first = violation.other.unwrap_or(violation.span);
        let (key, first_key) = (key(context, violation.span), key(context, first));
        findings
            .report(violation.span, format!("{key} and {first_key} are in two entries of `{property}` instead of one"))
            .label(violation.span, format!("belongs in the entry with {first_key}"))
            .label(first, "the other half")
            .help("Each entry needs both: the rule, and the objects to apply it to. Put `ruleId` and `subjects` into one object.")
            .fix(fix(violation, "merge the two entries into one"));
    }
}
