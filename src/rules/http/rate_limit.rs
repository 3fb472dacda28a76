//! A file, or ten seconds of a recording, has more requests of this operation than the service accepts in ten seconds.
//!
//! ## Why it matters
//! The service accepts five requests to provision on demand in ten seconds. It answers further ones with
//! `429 Too Many Requests`, and nothing is provisioned. The requests of a batch are counted one by one.
//!
//! A recording has the time of each request; there, more than five within ten seconds are reported. The requests of an
//! HTTP client file, a collection or a batch are assumed to be sent together. Pages of documentation and JSON Lines,
//! which are rather archives, are not checked.
//!
//! ## What to do
//! Send the requests two seconds apart, and after a `429` wait as long as the header `Retry-After` says. If the
//! requests are not sent together, ignore the finding.
//!
//! ## Evidence
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand): five requests in ten seconds.
//! - [Combine requests in one batch](https://learn.microsoft.com/graph/json-batching), section "Batch size limitations": each request is evaluated individually.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::operation::{Operation, RateLimit};
use crate::request::ContainerKind;
use crate::rule::{Check, Findings, RequestSummary, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "rate-limit",
        group: Group::Http,
        severity: Severity::Info,
        fix: FixAvailability::None,
        summary: "more requests together than the service takes in ten seconds",
        manual: crate::manual!("rate_limit.rs"),
    },
    check: Check::Requests(check),
};

fn check(requests: &[RequestSummary], findings: &mut Findings<'_>) {
    let mut operations: Vec<&Operation> = Vec::new();
    for operation in requests.iter().filter_map(|request| request.operation) {
        if !operations.iter().any(|known| std::ptr::eq(*known, operation)) {
            operations.push(operation);
        }
    }
    for operation in operations {
        let is_of = |request: &&RequestSummary| request.operation.is_some_and(|its| std::ptr::eq(its, operation));
        let ours: Vec<&RequestSummary> = requests.iter().filter(is_of).collect();
        if let Some(limit) = &operation.rate_limit {
            check_operation(operation, limit, &ours, findings);
        }
    }
}

fn check_operation(operation: &Operation, limit: &RateLimit, ours: &[&RequestSummary], findings: &mut Findings<'_>) {
    let RateLimit { requests: most, seconds, .. } = limit;
    let advice = format!(
        "The service takes {most} requests of `{}` in {seconds} seconds, and answers others with 429 (Too Many Requests).",
        operation.title
    );
    let recorded = ours.iter().any(|request| request.container == ContainerKind::Recording);
    if recorded {
        if let Some(place) = first_in_haste(ours, limit) {
            findings
                .report(place, format!("more than {most} such requests were sent within {seconds} seconds"))
                .label(place, format!("the first after {most} others in {seconds} seconds"))
                .help(format!("{advice} Send them {} seconds apart.", seconds.div_ceil(*most)));
        }
    } else if let Some(next) = ours.get(*most as usize) {
        let all = ours.len();
        findings
            .report(next.place, format!("there are {all} such requests in one file"))
            .label(next.place, format!("number {} of {all}", most + 1))
            .help(format!(
                "{advice} If they are sent together, leave {} seconds between them.",
                seconds.div_ceil(*most)
            ));
    }
}

/// The first request that was sent too soon after too many others.
fn first_in_haste(requests: &[&RequestSummary], limit: &RateLimit) -> Option<Span> {
    let mut sent: Vec<(i64, Span)> =
        requests.iter().filter_map(|request| Some((request.notes.sent?, request.place))).collect();
    sent.sort_unstable();
    let behind = limit.requests as usize;
    let window = i64::from(limit.seconds) * 1000;
    sent.iter().zip(sent.iter().skip(behind)).find(|(first, last)| last.0 - first.0 < window).map(|(_, last)| last.1)
}
