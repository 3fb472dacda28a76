//! `dependsOn` names no other request of the batch.
//!
//! ## Why it matters
//! `dependsOn` lists the ids of requests of the same batch that must be answered first. An id that no request has, or
//! that of the request itself, can never be answered first. What Microsoft Graph answers is not documented.
//!
//! ## What to do
//! Write the id of the request that is meant, or remove the entry.
//!
//! ## Evidence
//! - [Combine requests in one batch](https://learn.microsoft.com/graph/json-batching), section "Sequencing requests with the dependsOn property": ids of different individual requests.

use std::collections::HashSet;

use super::{QUOTED, batch_key, batches};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Findings, RequestSummary, Rule};
use crate::text::{Span, excerpt};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unknown-batch-dependency",
        group: Group::Http,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "`dependsOn` names no other request of the batch",
        manual: crate::manual!("unknown_batch_dependency.rs"),
    },
    check: Check::Requests(check),
};

fn check(requests: &[RequestSummary], findings: &mut Findings<'_>) {
    batches(requests).iter().for_each(|batch| check_batch(batch, findings));
}

fn check_batch(batch: &[(&RequestSummary, Span)], findings: &mut Findings<'_>) {
    let known: HashSet<String> =
        batch.iter().filter_map(|(request, _)| request.notes.id.as_ref()).map(batch_key).collect();
    for (request, _) in batch {
        let own = request.notes.id.as_ref().map(batch_key);
        for mark in &request.notes.after {
            let key = batch_key(mark);
            let name = excerpt(&mark.text, QUOTED);
            let (message, label) = match () {
                () if own.as_ref() == Some(&key) => (format!("the request `{name}` depends on itself"), "its own id"),
                () if !known.contains(&key) => (format!("no request of the batch has the id `{name}`"), "no such id"),
                () => continue,
            };
            findings
                .report(mark.span, message)
                .label(mark.span, label)
                .help("`dependsOn` lists the ids of other requests of the same batch, which are answered before. Write the id that is meant, or remove it.");
        }
    }
}
