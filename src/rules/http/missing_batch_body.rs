//! A `POST`, `PATCH` or `PUT` in a batch has neither a body nor a `Content-Type`.
//!
//! ## Why it matters
//! The service refuses the whole batch: "Write request with id '1' does not contain a Content-Type header or body".
//! Outside a batch the same request may be valid: many actions take no body.
//!
//! ## What to do
//! Write the body and `"headers": { "Content-Type": "application/json" }`. For an action that takes none, write the header and
//! `"body": {}`.
//!
//! ## Evidence
//! - [Combine multiple requests in one HTTP call using JSON batching](https://learn.microsoft.com/graph/json-batching): a body wants a `Content-Type`.
//! - The answer of the service was observed in public.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Part, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-batch-body",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a request of a batch that writes has neither a body nor a `Content-Type`",
        manual: crate::manual!("missing_batch_body.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let request = context.request();
    let Some(method) = request.method().filter(|_| context.container().is_batch() && super::is_graph(context)) else {
        return;
    };
    let words = context.words(method);
    let writes = ["POST", "PATCH", "PUT"].iter().any(|known| words.eq_ignore_ascii_case(known));
    if !writes || request.body.is_some() || request.header("Content-Type").is_some() {
        return;
    }
    findings
        .report(method, format!("this `{words}` has neither a body nor a `Content-Type`"))
        .label(method, "wants a body and a `Content-Type`")
        .help("The service refuses the whole batch. Write the body and its `Content-Type`; for an action that takes no body, `{}`.");
}
