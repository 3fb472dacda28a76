//! A string has no closing quotation mark before the line, or the text, ends.
//!
//! ## Why it matters
//! To a strict reader the string goes on over the line break and swallows what follows, up to the next `"`: from there
//! on, the inside and the outside of strings are swapped. The service answers `400 Bad Request` with "Unable to read JSON request
//! payload".
//!
//! ## What to do
//! Write `"` where the string ends ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 7). The fix is
//! unsafe, because the place shown is only the likely one.
//!
//! ## Example
//! ```text
//! { "objectId": "c9436ae6-…,
//!   "objectTypeName": "User" }
//! ```
//! is meant as
//! ```json
//! { "objectId": "c9436ae6-…",
//!   "objectTypeName": "User" }
//! ```

use super::{UNREADABLE, quoted, repair};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unclosed-string",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a string has no closing quotation mark",
        manual: crate::manual!("unclosed_string.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::UnclosedString), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::UnclosedString)
    {
        let end = syntax_error.other.unwrap_or(Span::gap(syntax_error.span.end));
        let string = quoted(context, syntax_error.span.join(Span::gap(end.start)));
        findings
            .report(syntax_error.span, format!("the string {string} has no closing quotation mark"))
            .label(syntax_error.span, "opened here")
            .label(end, "`\"` belongs here")
            .help(format!("{UNREADABLE} Write `\"` where the string ends."))
            .fix(repair(syntax_error, "insert `\"`"));
    }
}
