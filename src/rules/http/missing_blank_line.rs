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

use super::slips;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::SlipKind;
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
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for slip in slips(context).filter(|slip| slip.kind == SlipKind::MissingBlankLine) {
        findings
            .report(slip.span, "no blank line stands between the headers and the body")
            .label(slip.span, "the body begins here")
            .help("Only a blank line ends the headers; without it this line is read as one of them. Put a blank line before the body.")
            .fix(Fix::safe("insert a blank line", slip.edits.clone()));
    }
}
