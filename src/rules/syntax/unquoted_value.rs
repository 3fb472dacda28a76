//! A value is text without quotation marks, or a placeholder of a template such as `<id>` or `{{id}}`.
//!
//! ## Why it matters
//! The only words without quotation marks in JSON are `true`, `false` and `null`; any other text is a string. A GUID
//! or a date is a string too. The service answers `400 Bad Request` with "Unable to read JSON request payload".
//! Documentation shows placeholders in this way, for instance `"encryptionCertificate": <base64encodedCertificate>` in
//! `concepts/webhooks-with-resource-data.md`
//! ([microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs)).
//!
//! ## What to do
//! Write `"` at both ends ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), sections 3 and 7). Replace a
//! placeholder with the real value. The fix is unsafe, because where the text ends is a guess.
//!
//! ## Example
//! ```text
//! { "objectId": c9436ae6-fb48-40f2-ab8e-81d4d238db9b, "objectTypeName": User }
//! ```
//! is meant as
//! ```json
//! { "objectId": "c9436ae6-fb48-40f2-ab8e-81d4d238db9b", "objectTypeName": "User" }
//! ```

use super::{UNREADABLE, quoted, repair, syntax_errors_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unquoted-value",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a value is text without quotation marks, or a placeholder",
        manual: crate::manual!("unquoted_value.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::UnquotedValue { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let gap = |kind: &SyntaxErrorKind| {
        if let SyntaxErrorKind::UnquotedValue { placeholder } = kind { Some(*placeholder) } else { None }
    };
    for (syntax_error, placeholder) in syntax_errors_of(context, gap) {
        let value = quoted(context, syntax_error.span);
        let (message, label, remedy) = if placeholder {
            (
                format!("{value} is a placeholder, not a value"),
                "not filled in",
                "Replace it with the value, in quotation marks",
            )
        } else {
            (
                format!("the value {value} has no quotation marks"),
                "text is a string",
                "Put the value in quotation marks",
            )
        };
        findings
            .report(syntax_error.span, message)
            .label(syntax_error.span, label)
            .help(format!("{UNREADABLE} {remedy}."))
            .fix(repair(syntax_error, "put the value in quotation marks"));
    }
}
