//! A request of a batch has no `method` or no `url`.
//!
//! ## Why it matters
//! Microsoft Graph requires both of every request in a batch, and refuses the whole batch without them.
//!
//! ## What to do
//! Write `"method"` and `"url"` into each request.
//!
//! ## Evidence
//! - [Combine multiple requests in one HTTP call using JSON batching](https://learn.microsoft.com/graph/json-batching): the properties of a request.

use super::batches;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Findings, RequestSummary, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-batch-method",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a request of a batch has no `method` or no `url`",
        manual: crate::manual!("missing_batch_method.rs"),
    },
    check: Check::Requests(check),
};

fn check(requests: &[RequestSummary], findings: &mut Findings<'_>) {
    for (request, opener) in batches(requests).into_iter().flatten() {
        let name = match (request.notes.has_method, request.notes.has_url) {
            (false, _) => "method",
            (true, false) => "url",
            (true, true) => continue,
        };
        findings
            .report(opener, format!("this request of the batch has no `{name}`"))
            .label(opener, format!("`\"{name}\": \"…\"` belongs in here"))
            .help("Microsoft Graph requires `id`, `method` and `url` of every request in a batch, and refuses the batch otherwise.");
    }
}
