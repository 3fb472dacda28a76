//! An entry of `parameters` has no `subjects`.
//!
//! ## Why it matters
//! `subjects` lists the objects to provision
//! ([synchronizationJobApplicationParameters](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobapplicationparameters)).
//! Without it the entry names a rule but nothing to apply it to. Sometimes the list was left out, and `objectId` and
//! `objectTypeName` are directly in the entry.
//!
//! ## What to do
//! Write `"subjects": [ { "objectId": …, "objectTypeName": … } ]`.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{key, missing};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::ViolationKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-subjects",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "an entry of `parameters` has no `subjects`",
        manual: crate::manual!("missing_subjects.rs"),
    },
    check: Check::Violation(
        |kind| matches!(kind, ViolationKind::MissingLevel { .. } | ViolationKind::MissingProperty { .. }),
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    const HELP: &str = "`subjects` lists the objects to provision. Write `\"subjects\": [ { \"objectId\": …, \"objectTypeName\": … } ]`.";
    missing(context, findings, "subjects", HELP);
    for violation in context.violations() {
        let ViolationKind::MissingLevel { name, keys, .. } = &violation.kind else { continue };
        if name != "subjects" {
            continue;
        }
        let are = if keys.len() > 1 { "and the keys after it are" } else { "is" };
        findings
            .report(
                violation.span,
                format!("{} {are} directly in the entry, not in `subjects`", key(context, violation.span)),
            )
            .label(violation.span, "belongs in an object in `subjects`")
            .help(HELP);
    }
}
