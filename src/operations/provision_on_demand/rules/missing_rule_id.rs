//! An entry of `parameters` has no `ruleId`.
//!
//! ## Why it matters
//! `ruleId` says which synchronization rule of the job is to run. The reference called it optional for jobs with one rule
//! until November 2020 and no longer does, because such requests failed
//! ([microsoft-graph-docs#10716](https://github.com/microsoftgraph/microsoft-graph-docs/issues/10716)). An empty one is
//! answered `400 Bad Request`, `RequestParameterInvalid`. Some clients leave it out and report that some connectors
//! accept that, so this is a warning.
//!
//! ## What to do
//! Take the id from the schema of the job: `GET …/synchronization/jobs/{id}/schema`, `synchronizationRules[].id`.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::missing;
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::ViolationKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-rule-id",
        group: Group::Structure,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "an entry of `parameters` has no `ruleId`",
        manual: crate::manual!("missing_rule_id.rs"),
    },
    check: Check::Violation(|kind| matches!(kind, ViolationKind::MissingProperty { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    missing(
        context,
        findings,
        "ruleId",
        "`ruleId` names the synchronization rule of the job to run. Copy `synchronizationRules[].id` from the job's schema: `GET …/synchronization/jobs/{id}/schema`. Some clients leave it out and report that some connectors accept that.",
    );
}
