//! The body has no `parameters`.
//!
//! ## Why it matters
//! `parameters` is the one parameter of the action, a list of entries with `ruleId` and `subjects`. Without it the service
//! answers that a required parameter is missing
//! ([microsoft-graph-docs-contrib#8519](https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8519)).
//! Usually the list was left out and its entry is directly in the body, as in the first draft of the reference and in a
//! PowerShell sample of the article on cross-tenant synchronization.
//!
//! ## What to do
//! Put `ruleId` and `subjects` into an entry of `parameters`: `{ "parameters": [ { "ruleId": …, "subjects": [ … ] } ] }`.
//! Where everything in the body belongs there, the fix does that.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{fix, key, missing};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::ViolationKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-parameters",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "the body has no `parameters`",
        manual: crate::manual!("missing_parameters.rs"),
    },
    check: Check::Violation(
        |kind| matches!(kind, ViolationKind::MissingLevel { .. } | ViolationKind::MissingProperty { .. }),
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    missing(
        context,
        findings,
        "parameters",
        "The service answers that a required parameter is missing. Write `\"parameters\": [ { \"ruleId\": …, \"subjects\": [ … ] } ]`.",
    );
    for violation in context.violations() {
        let ViolationKind::MissingLevel { name, keys, .. } = &violation.kind else { continue };
        if name != "parameters" {
            continue;
        }
        let are = if keys.len() > 1 { "and the keys after it are" } else { "is" };
        findings
            .report(violation.span, format!("{} {are} directly in the body, not in `parameters`", key(context, violation.span)))
            .label(violation.span, "belongs in an entry of `parameters`")
            .help("The service answers that a required parameter is missing. Wrap what is there: `{ \"parameters\": [ { … } ] }`.")
            .fix(fix(violation, "wrap it in `parameters`"));
    }
}
