//! The log of a gateway contains only the beginning of a body.
//!
//! ## Why it matters
//! Azure API Management logs 8,192 bytes of a body at most. The rest was sent but is not in the log, so the body cannot
//! be checked.
//!
//! ## What to do
//! Check the body where it is made, or log it in parts.
//!
//! ## Evidence
//! - [Monitor published APIs](https://learn.microsoft.com/azure/api-management/api-management-howto-use-azure-monitor): the limit of 8,192 bytes.

use super::syntax_errors;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::http::MessageErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "truncated-body",
        group: Group::Http,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a gateway logged only the beginning of a body",
        manual: crate::manual!("truncated_body.rs"),
    },
    check: Check::MessageError(|kind| *kind == MessageErrorKind::CutBody, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in syntax_errors(context).filter(|error| error.kind == MessageErrorKind::CutBody) {
        findings
            .report(syntax_error.span, "the body was cut when it was logged, and is not checked")
            .label(syntax_error.span, "more was sent")
            .help("Gateways log 8,192 bytes of a body at most. Check the body where it is made.");
    }
}
