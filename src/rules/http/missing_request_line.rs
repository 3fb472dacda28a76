//! Headers or a body stand without a request line, `POST https://…`, above them.
//!
//! ## Why it matters
//! Without the method and the URL, no client can send the request.
//!
//! ## What to do
//! Write the method and the URL on the line above the headers.
//!
//! ## Evidence
//! - [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112#section-3), section 3.

use super::is_graph;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::http::MessageErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-request-line",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "headers or a body stand without a line that says where they go",
        manual: crate::manual!("missing_request_line.rs"),
    },
    check: Check::MessageError(|kind| matches!(kind, MessageErrorKind::MissingRequestLine), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let syntax_errors = &context.request().raw().message.syntax_errors;
    let found = syntax_errors
        .iter()
        .filter(|syntax_error| syntax_error.kind == MessageErrorKind::MissingRequestLine && is_graph(context));
    for syntax_error in found {
        let line = context.operation().map_or_else(String::new, |operation| {
            format!(": `{} https://graph.microsoft.com/v1.0{}`", operation.method, operation.path)
        });
        findings
            .report(syntax_error.span, "no request line stands above the headers and the body")
            .label(syntax_error.span, "method and URL belong above")
            .help(format!(
                "No client can send the request without them. Write its method and URL on a line of their own{line}."
            ));
    }
}
