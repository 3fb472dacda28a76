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

use super::{fix, key};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::FactKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "split-parameters",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "`ruleId` and `subjects` are in two entries instead of one",
        manual: crate::manual!("split_parameters.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for fact in context.facts() {
        let FactKind::SplitElement { property } = &fact.kind else { continue };
        let first = fact.other.unwrap_or(fact.span);
        let (key, first_key) = (key(context, fact.span), key(context, first));
        findings
            .report(fact.span, format!("{key} and {first_key} are in two entries of `{property}` instead of one"))
            .label(fact.span, format!("belongs in the entry with {first_key}"))
            .label(first, "the other half")
            .help("Each entry needs both: the rule, and the objects to apply it to. Put `ruleId` and `subjects` into one object.")
            .fix(fix(fact, "merge the two entries into one"));
    }
}
