//! A blank line is between the request line and the headers.
//!
//! ## Why it matters
//! The first blank line ends the headers, so whatever follows is body: `Content-Type: application/json` becomes the
//! first line of what should be JSON. The service answers `400 Bad Request` with "Unable to read JSON request payload".
//! The example of this operation was published like this from June to December 2020.
//!
//! ## What to do
//! Remove the blank line.
//!
//! ## Evidence
//! - [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112#section-2.1), section 2.1.
//! - The example as it was published:
//!   [microsoft-graph-docs#10643](https://github.com/microsoftgraph/microsoft-graph-docs/pull/10643).

use super::syntax_errors;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::MessageErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "blank-line-before-headers",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a blank line after the request line turns the headers into body text",
        manual: crate::manual!("blank_line_before_headers.rs"),
    },
    check: Check::MessageError(|kind| matches!(kind, MessageErrorKind::BlankLineBeforeHeaders), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        syntax_errors(context).filter(|syntax_error| syntax_error.kind == MessageErrorKind::BlankLineBeforeHeaders)
    {
        findings
            .report(syntax_error.span, "a blank line stands before the headers")
            .label(syntax_error.span, "the headers end here")
            .help("The first blank line ends the headers: what follows is sent as the body, and the service finds neither a `Content-Type` nor JSON. Remove the line.")
            .fix(Fix::safe("remove the blank line", syntax_error.edits.clone()));
    }
}
