//! A batch has more than 20 requests.
//!
//! ## Why it matters
//! Microsoft Graph accepts at most 20 requests in one batch, and refuses a larger one as a whole.
//!
//! ## What to do
//! Send the requests in several batches. The SDKs of Microsoft Graph do that by themselves.
//!
//! ## Evidence
//! - [Combine requests in one batch](https://learn.microsoft.com/graph/json-batching), section "Batch size limitations".
//! - [Batching in the SDKs](https://learn.microsoft.com/graph/sdks/batch-requests): larger ones are split.

use super::batches;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Findings, RequestSummary, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "too-many-batch-requests",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a batch has more than 20 requests",
        manual: crate::manual!("too_many_batch_requests.rs"),
    },
    check: Check::Requests(check),
};

/// The most requests of a batch.
const MOST: usize = 20;

fn check(requests: &[RequestSummary], findings: &mut Findings<'_>) {
    for batch in batches(requests) {
        let Some(&(_, opener)) = batch.get(MOST) else { continue };
        findings
            .report(opener, format!("the batch has {} requests, and {MOST} is the most", batch.len()))
            .label(opener, format!("number {} begins here", MOST + 1))
            .help(format!(
                "Microsoft Graph takes at most {MOST} requests in one batch. Send the others in another one."
            ));
    }
}
