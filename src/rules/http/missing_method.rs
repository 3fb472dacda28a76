//! The request line begins with the URL.
//!
//! ## Why it matters
//! Clients that allow this send the request as `GET`, but an action is called with `POST`.
//!
//! ## What to do
//! Write the method before the URL.
//!
//! ## Evidence
//! - [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112#section-3), section 3.
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand), section "HTTP request".

use super::is_graph;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::http::MessageErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-method",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a URL stands without a method",
        manual: crate::manual!("missing_method.rs"),
    },
    check: Check::MessageError(|kind| matches!(kind, MessageErrorKind::MissingMethod), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // Where nothing else is known, a URL alone is a `GET`, as clients have it.
    let wanted = context.operation().is_some() || context.request().body.is_some() && is_graph(context);
    let syntax_errors = &context.request().raw().message.syntax_errors;
    for syntax_error in
        syntax_errors.iter().filter(|syntax_error| syntax_error.kind == MessageErrorKind::MissingMethod && wanted)
    {
        let method = context.operation().map_or("POST", |operation| operation.method.as_str());
        findings
            .report(syntax_error.span, "the request line has no method")
            .label(syntax_error.span, format!("`{method}` belongs here"))
            .help(format!(
                "Some clients send `GET` then, others refuse the line. Write the method before the URL: `{method}`."
            ));
    }
}
