//! Two requests of a batch have the same `id`.
//!
//! ## Why it matters
//! The id says which answer belongs to which request. It must be unique in the batch, without regard to case; otherwise
//! Microsoft Graph answers the whole batch with `400 Bad Request`.
//!
//! ## What to do
//! Give each request an id of its own, and check the `dependsOn` of other requests that name it.
//!
//! ## Evidence
//! - [Combine requests in one batch](https://learn.microsoft.com/graph/json-batching), section "Creating a batch request": not case-sensitive, unique, otherwise 400.

use std::collections::HashMap;

use super::{QUOTED, batch_key, batches};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Findings, RequestSummary, Rule};
use crate::text::{Span, excerpt};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "duplicate-batch-id",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "two requests of a batch have the same `id`",
        manual: crate::manual!("duplicate_batch_id.rs"),
    },
    check: Check::Requests(check),
};

fn check(requests: &[RequestSummary], findings: &mut Findings<'_>) {
    batches(requests).iter().for_each(|batch| check_batch(batch, findings));
}

fn check_batch(batch: &[(&RequestSummary, Span)], findings: &mut Findings<'_>) {
    let mut first: HashMap<String, Span> = HashMap::new();
    for id in batch.iter().filter_map(|(request, _)| request.notes.id.as_ref()) {
        let Some(&earlier) = first.get(&batch_key(id)) else {
            first.insert(batch_key(id), id.span);
            continue;
        };
        findings
            .report(id.span, format!("the id `{}` is that of another request of the batch", excerpt(&id.text, QUOTED)))
            .label(id.span, "again")
            // In a script, one object may be two requests.
            .label_if((earlier != id.span).then_some(earlier), "first here")
            .help("Microsoft Graph answers the whole batch with 400 if two ids are the same; upper and lower case do not count. Give each request an id of its own.");
    }
}
