//! A request has several subjects, in one entry or in several.
//!
//! ## Why it matters
//! The types allow it, and no limit is documented. But the documented use is one subject for each request: the answer is a
//! single pair of `key` and `value` and describes one object, and the Microsoft Entra admin center provisions one user at a
//! time.
//!
//! ## What to do
//! Nothing, if it works for you. To learn the result for each object, send one request for each.
//!
//! ## Evidence
//! - The examples of [the action](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand).
//! - [On-demand provisioning in Microsoft Entra ID](https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand).

use super::super::payload::{Subject, payload};
use super::super::repeats::distinct_subjects;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "multiple-subjects",
        group: Group::Value,
        severity: Severity::Info,
        fix: FixAvailability::None,
        summary: "the request has several subjects; the documented use is one",
        manual: crate::manual!("multiple_subjects.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // What is listed twice is left to `duplicate-subject`; of several groups, and of groups beside users, other
    // rules speak too.
    let payload = payload(context);
    if payload.count() < 2 {
        return;
    }
    let distinct: Vec<Subject<'_>> = distinct_subjects(payload).collect();
    let [first, second, ..] = distinct[..] else { return };
    let groups = distinct.iter().filter(|subject| subject.is_group()).count();
    if groups > 1 || groups == 1 && distinct.iter().any(|subject| subject.is_person()) {
        return;
    }
    findings
        .report(second.mark(), format!("the request has {} subjects", distinct.len()))
        .label(second.mark(), "the second subject")
        .label(first.mark(), "the first subject")
        .help("The documented use is one subject per request, and the answer is a single pair of `key` and `value`. To learn the result for each subject, send one request for each.");
}
