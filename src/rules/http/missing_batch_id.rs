//! A request of a batch has no `id`.
//!
//! ## Why it matters
//! The answers of a batch come in any order, and only the id says which answer belongs to which request. Microsoft Graph
//! requires it.
//!
//! ## What to do
//! Give each request an id of its own, a string: `"id": "1"`.
//!
//! ## Evidence
//! - [Combine requests in one batch](https://learn.microsoft.com/graph/json-batching), section "Creating a batch request": `id` is required.

use super::batches;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Findings, RequestSummary, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-batch-id",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a request of a batch has no `id`",
        manual: crate::manual!("missing_batch_id.rs"),
    },
    check: Check::Requests(check),
};

fn check(requests: &[RequestSummary], findings: &mut Findings<'_>) {
    for (request, opener) in batches(requests).into_iter().flatten() {
        if request.notes.id.is_some() || request.notes.has_unknown_id {
            continue;
        }
        findings
            .report(opener, "this request of the batch has no `id`")
            .label(opener, "`\"id\": \"…\"` belongs in here")
            .help("Microsoft Graph requires it: the answers come in any order, and only the id says which is which. Write a string that no other request of the batch has.");
    }
}
