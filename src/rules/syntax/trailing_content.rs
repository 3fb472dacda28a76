//! There is something before or after the JSON value that is the body: prose, the next request, a second value.
//!
//! ## Why it matters
//! A body is exactly one JSON value ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 2). The service
//! answers `400 Bad Request` with "Unable to read JSON request payload" to anything more. It happens when more than the body
//! is copied: the heading that follows it, a shell prompt, a line of the response. One request is one body:
//! several cannot be in one file.
//!
//! ## What to do
//! Remove what is not the body; send a second value as a second request. There is no fix, because the extra part may
//! be what you meant to send.
//!
//! ## Example
//! ```text
//! { "parameters": [ … ] }
//! { "parameters": [ … ] }
//! ```
//! are two bodies, and
//! ```text
//! HTTP/1.1 200 OK
//! { "parameters": [ … ] }
//! ```
//! has a line that belongs to the message and not to its body.

use super::{quoted, repair, syntax_errors_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{Surplus, SyntaxErrorKind};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "trailing-content",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "there is something before or after the body",
        manual: crate::manual!("trailing_content.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::TrailingContent(_)), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let surplus = |kind: &SyntaxErrorKind| {
        if let SyntaxErrorKind::TrailingContent(surplus) = kind { Some(*surplus) } else { None }
    };
    for (syntax_error, surplus) in syntax_errors_of(context, surplus) {
        let words = quoted(context, syntax_error.span);
        let (message, remedy) = match surplus {
            Surplus::Behind => (format!("{words} follows the end of the body"), "Remove it."),
            Surplus::Before => (format!("{words} comes before the body"), "Remove it."),
            Surplus::SecondValue => (
                format!("a second JSON value follows the end of the body: {words}"),
                "Send it as a separate request, or remove it.",
            ),
        };
        findings.report(syntax_error.span, message).label(syntax_error.span, "not part of the body").help(format!(
            "{} {remedy}",
            match context.user_schema() {
                Some(_) => "A JSON text is exactly one value.",
                None =>
                    "A body is exactly one JSON value; the service answers anything more with 400, \"Unable to read JSON \
                     request payload\".",
            }
        )).fix(repair(syntax_error, "remove it"));
    }
}
