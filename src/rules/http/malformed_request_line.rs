//! The request line contains something besides the method and the URL: a dash, a colon, brackets, Markdown emphasis, or
//! a list mark; or the method is not in upper case.
//!
//! ## Why it matters
//! A client reads everything after the method as the URL, or the whole line as a header. Methods are case-sensitive,
//! and a server need not know `post`. Such lines are copied from web pages: `PUT – https://…`, `POST: https://…`; or
//! from the tools of a browser: `Request URL: https://…`, `Request Method: POST`. The rest of the request is checked in any case.
//!
//! ## What to do
//! Write the method in upper case, a space, and the URL.
//!
//! ## Evidence
//! - [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112#section-3), section 3; [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-9.1), section 9.1.

use super::syntax_errors;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::{MessageErrorKind, RequestLineFault};
use crate::rule::wording::quoted;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-request-line",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a request line has more than a method and a URL, or its method is not in upper case",
        manual: crate::manual!("malformed_request_line.rs"),
    },
    check: Check::MessageError(|kind| matches!(kind, MessageErrorKind::MalformedRequestLine(_)), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let message = &context.request().raw().message;
    // On a page a line without headers and body names a call in a list; who sends it writes it anew.
    let is_name = context.container().is_example() && message.headers.is_empty() && message.body.is_none();
    let severity = if is_name { Severity::Warning } else { Severity::Error };
    for syntax_error in syntax_errors(context) {
        let MessageErrorKind::MalformedRequestLine(fault) = syntax_error.kind else { continue };
        let words = quoted(context, syntax_error.span);
        let (message, label, title) = match fault {
            RequestLineFault::Decoration => (
                format!("{words} does not belong in a request line"),
                "only the method, a space and the URL belong here",
                "write only the method and the URL",
            ),
            RequestLineFault::LowerCaseMethod => (
                format!("the method {words} is not in upper case"),
                "upper case belongs here",
                "write it in upper case",
            ),
            RequestLineFault::Reversed => (
                format!("the method {words} comes after the URL"),
                "it belongs before the URL",
                "write it before the URL",
            ),
            RequestLineFault::Labelled => (
                format!("{words} is the label of a line in a tool or a mail, and no request line"),
                "the method, a space and the URL belong here",
                "write them in one line",
            ),
            RequestLineFault::Title => {
                ("the request line stands after `###`".to_owned(), "read as a title", "put it on a line of its own")
            }
            RequestLineFault::Parted => {
                ("the URL is on the line below its method".to_owned(), "a space belongs here", "write them in one line")
            }
        };
        findings
            .report(syntax_error.span, message)
            .at_most(severity)
            .label(syntax_error.span, label)
            .help("A client reads it as part of the method or of the URL, or reads the line as a header. Write `METHOD URL`.")
            .fix(Fix::safe(title, syntax_error.edits.clone()));
    }
}
