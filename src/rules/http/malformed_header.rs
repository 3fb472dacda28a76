//! A header is not written as `Name: value`.
//!
//! ## Why it matters
//! A line without `:` is not a header. A server must refuse a space before the colon. The standard allows a missing
//! space after it, but some tools do not, such as the one that checks the Microsoft Graph reference.
//! A no-break space or a sign without width becomes part of the value, which then is another one.
//!
//! ## What to do
//! Write the name, `:`, a space, and the value.
//!
//! ## Evidence
//! - [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112#section-5.1), section 5.1.
//! - [API Doctor](https://github.com/OneDrive/apidoctor) parts a header at `: `.

use super::syntax_errors;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::{HeaderFault, MessageErrorKind};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-header",
        group: Group::Http,
        severity: Severity::Warning,
        fix: FixAvailability::Safe,
        summary: "a header has no `:`, a space before it, none after it, or a blank that is no space",
        manual: crate::manual!("malformed_header.rs"),
    },
    check: Check::MessageError(|kind| matches!(kind, MessageErrorKind::MalformedHeader(_)), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in syntax_errors(context) {
        let MessageErrorKind::MalformedHeader(fault) = syntax_error.kind else { continue };
        let (message, label, help, title) = match fault {
            HeaderFault::NoColon => (
                "the header has no `:` after its name",
                "no `:` in here",
                "A line without `:` is not a header. Write `:` after the name.",
                "insert `:`",
            ),
            HeaderFault::SpaceBeforeColon => (
                "a space stands between the name of the header and `:`",
                "no space belongs here",
                "A server has to refuse such a header. Remove the space.",
                "remove the space",
            ),
            HeaderFault::NoSpaceBehindColon => (
                "no space stands between `:` and the value of the header",
                "a space belongs here",
                "The standard allows it, but some tools part a header at `: ` only. Insert a space.",
                "insert a space",
            ),
            HeaderFault::OddBlank => (
                "a blank that is no space, such as a no-break space, stands in the header",
                "no blank of HTTP",
                "It looks like a space or like nothing, and becomes part of the value or of the name. It was copied along from a page.",
                "write only spaces",
            ),
            HeaderFault::Decorated => (
                "the header is written as in a list or in a program",
                "only the name, `:` and the value belong here",
                "List marks, quotation marks, `=` and commas become part of the header, or invalidate it. Write `Name: value`.",
                "write it as `Name: value`",
            ),
        };
        findings
            .report(syntax_error.span, message)
            .label(syntax_error.span, label)
            .help(help)
            .fix(Fix::safe(title, syntax_error.edits.clone()));
    }
}
