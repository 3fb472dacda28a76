//! A number is not written as JSON writes numbers: `01`, `+1`, `.5`, `1.`, `0x1F`, `1_000`.
//!
//! ## Why it matters
//! A JSON number is a minus sign or none, digits without a leading zero, a fraction with digits on both sides of the
//! point, and an exponent; nothing else. The service cannot read the body and answers `400 Bad Request` with "Unable to
//! read JSON request payload". In a request of provisionOnDemand nothing is a number: what looks like one is an id, and
//! an id is a string.
//!
//! ## What to do
//! Write the number as [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 6, defines it, or, if it is an
//! id, in quotation marks. The fix writes the same number, and is safe where there is no doubt which one that is.
//!
//! ## Example
//! ```text
//! { "objectId": 0042 }
//! ```
//! is meant as
//! ```json
//! { "objectId": "0042" }
//! ```

use super::{UNREADABLE, quote, quoted, repair, syntax_errors_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{NumberFault, SyntaxErrorKind};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "invalid-number",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a number is not written as JSON writes numbers",
        manual: crate::manual!("invalid_number.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::InvalidNumber { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let why =
        |kind: &SyntaxErrorKind| if let SyntaxErrorKind::InvalidNumber { why, .. } = kind { Some(*why) } else { None };
    for (syntax_error, why) in syntax_errors_of(context, why) {
        let fault = match why {
            NumberFault::LeadingZero => "begins with a zero, which JSON numbers do not allow",
            NumberFault::PlusSign => "begins with `+`, which JSON numbers do not allow",
            NumberFault::NoIntegerPart => "has no digit before the decimal point",
            NumberFault::NoFraction => "has no digit after the decimal point",
            NumberFault::Radix => "is not a decimal number",
            NumberFault::DigitSeparator => "has separators between its digits",
            NumberFault::Malformed => "begins like a number but is not one",
        };
        let (remedy, title) = match syntax_error.edits.first() {
            Some(edit) => (format!("Write {}", quote(&edit.text)), format!("replace it with {}", quote(&edit.text))),
            None => ("Write it in decimal digits".to_owned(), String::new()),
        };
        findings
            .report(syntax_error.span, format!("{} {fault}", quoted(context, syntax_error.span)))
            .label(syntax_error.span, "not a JSON number")
            .help(format!("{UNREADABLE} {remedy}, or put it in quotation marks if it is an id."))
            .fix(repair(syntax_error, title));
    }
}
