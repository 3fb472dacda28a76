//! The last header, or the start line, is directly followed by the body.
//!
//! ## Why it matters
//! Only a blank line ends the headers. Without it the first line of the body is read as a header, and the message is refused or
//! loses the beginning of its body.
//!
//! ## What to do
//! Put a blank line between the headers and the body.
//!
//! ## Evidence
//! - [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112#section-2.1), section 2.1.
//! - The tool that checks the Microsoft Graph reference stops at such a block
//!   ([API Doctor](https://github.com/OneDrive/apidoctor)).

use super::syntax_errors;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::MessageErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-blank-line",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "the headers are followed by the body with no blank line between them",
        manual: crate::manual!("missing_blank_line.rs"),
    },
    check: Check::MessageError(|kind| matches!(kind, MessageErrorKind::MissingBlankLine), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        syntax_errors(context).filter(|syntax_error| syntax_error.kind == MessageErrorKind::MissingBlankLine)
    {
        findings
            .report(syntax_error.span, "no blank line stands between the headers and the body")
            .label(syntax_error.span, "the body begins here")
            .help("Only a blank line ends the headers; without it this line is read as one of them. Put a blank line before the body.")
            .fix(Fix::safe("insert a blank line", syntax_error.edits.clone()));
    }
}
