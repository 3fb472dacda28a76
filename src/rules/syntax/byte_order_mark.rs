//! The body begins with a byte order mark (U+FEFF; in UTF-8 the bytes EF BB BF).
//!
//! ## Why it matters
//! JSON that is sent over a network must not begin with one, and a reader may refuse it or not ([RFC
//! 8259](https://www.rfc-editor.org/rfc/rfc8259), section 8.1). Windows PowerShell 5.1 writes one with `Out-File
//! -Encoding utf8` and `Set-Content -Encoding UTF8`, some editors with "UTF-8 with BOM". Readers that refuse it seldom
//! name the cause: jq spoke of an "Invalid numeric literal" ([jq#45](https://github.com/jqlang/jq/issues/45)). Whether
//! this service reads it is not documented.
//!
//! ## What to do
//! Save the file as UTF-8 without the mark: `Set-Content -Encoding utf8NoBOM` in PowerShell 7, "UTF-8" instead of
//! "UTF-8 with BOM" in an editor.

use super::repair;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "byte-order-mark",
        group: Group::Syntax,
        severity: Severity::Warning,
        fix: FixAvailability::Safe,
        summary: "the body begins with a byte order mark",
        manual: crate::manual!("byte_order_mark.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::ByteOrderMark), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::ByteOrderMark)
    {
        findings
            .report(syntax_error.span, "the body begins with a byte order mark (BOM)")
            .label(syntax_error.span, "U+FEFF")
            .help(
                "JSON must not be sent with one, and a reader may refuse it (RFC 8259, section 8.1). Save the file as \
                 UTF-8 without BOM.",
            )
            .fix(repair(syntax_error, "remove the byte order mark"));
    }
}
