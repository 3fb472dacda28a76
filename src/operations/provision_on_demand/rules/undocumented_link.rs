//! `links` has `manager` or `owners`.
//!
//! ## Why it matters
//! Both are in the [metadata of Microsoft Graph](https://github.com/microsoftgraph/msgraph-metadata), but on no page of
//! its reference, which has only `members`
//! ([synchronizationLinkedObjects](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationlinkedobjects)).
//! What the service does with them, and how many it accepts, is unknown.
//!
//! ## What to do
//! Provision owners and managers as separate subjects. If you know that your job accepts them, ignore this rule.

use super::super::payload::{Subject, payload};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "undocumented-link",
        group: Group::Structure,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "`links` has `manager` or `owners`, which are undocumented",
        manual: crate::manual!("undocumented_link.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for links in payload(context).subjects().filter_map(Subject::links) {
        for link in ["manager", "owners"].into_iter().filter_map(|name| links.member(name)) {
            let name = link.key.string().unwrap_or_default();
            findings
                .report(link.key.span(), format!("`{name}` in `links` is undocumented"))
                .label(link.key.span(), "only `members` is documented")
                .help("The metadata of Microsoft Graph has it, but the reference does not, so what the service does with it is unknown. Provision the object as a separate subject.");
        }
    }
}
