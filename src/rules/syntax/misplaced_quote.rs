//! A quotation mark is missing, doubled, in the wrong place, or inside a string without its backslash.
//!
//! ## Why it matters
//! One mark too few or too many swaps the inside and the outside of all strings that follow. The service answers `400
//! Bad Request` with "Unable to read JSON request payload". `"invitedUserEmailAddress": ""yyy@test.com"` was published
//! in `api-reference/beta/api/invitation_post.md`
//! ([microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs)).
//!
//! ## What to do
//! Write each string with one `"` on each side, and `\"` for one inside it ([RFC
//! 8259](https://www.rfc-editor.org/rfc/rfc8259), section 7). The fix is unsafe: there may be several places where the
//! mark could belong.
//!
//! ## Example
//! ```text
//! { "objectId": ""c9436ae6-…", "objectTypeName: "User" }
//! ```
//! is meant as
//! ```json
//! { "objectId": "c9436ae6-…", "objectTypeName": "User" }
//! ```

use super::{UNREADABLE, quote, repair, syntax_errors_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{QuoteFault, SyntaxErrorKind};
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::{Span, offset};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "misplaced-quote",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a quotation mark is missing, doubled or in the wrong place",
        manual: crate::manual!("misplaced_quote.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::MisplacedQuote(_)), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let fault =
        |kind: &SyntaxErrorKind| if let SyntaxErrorKind::MisplacedQuote(fault) = kind { Some(*fault) } else { None };
    for (syntax_error, fault) in syntax_errors_of(context, fault) {
        let (message, label, remedy, title) = match fault {
            QuoteFault::Doubled => (
                format!("there is one quotation mark too many in {}", around(context, syntax_error.span)),
                "one too many",
                "Remove it.",
                "remove the extra quotation mark",
            ),
            QuoteFault::NoOpening => (
                format!("{} has no opening quotation mark", unopened(context, syntax_error.span.end)),
                "`\"` belongs here",
                "Write `\"` before it.",
                "insert the opening quotation mark",
            ),
            QuoteFault::NoClosing => (
                format!("a string has no closing quotation mark in {}", around(context, syntax_error.span)),
                "`\"` belongs here",
                "Write `\"` where the string ends.",
                "insert the closing quotation mark",
            ),
            QuoteFault::Unescaped => (
                format!("a quotation mark inside a string is not escaped in {}", around(context, syntax_error.span)),
                "ends the string here",
                "Write `\\\"` for a quotation mark that belongs to the value.",
                "escape the quotation marks inside the string",
            ),
            QuoteFault::Unlike => (
                format!("the two quotation marks of a string differ in {}", around(context, syntax_error.span)),
                "`\"` belongs here",
                "Write `\"` at both ends.",
                "replace the quotation mark with `\"`",
            ),
            QuoteFault::Escaped => (
                format!("a quotation mark that delimits a string is escaped in {}", around(context, syntax_error.span)),
                "a backslash too many",
                "Write `\"` without a backslash at both ends.",
                "remove the backslash",
            ),
            QuoteFault::Displaced => (
                format!("a quotation mark is in the wrong place in {}", around(context, syntax_error.span)),
                "not here",
                "Put it directly before or after the text of its string.",
                if syntax_error.edits.len() == 1 {
                    "remove the quotation mark"
                } else {
                    "move the quotation mark to its place"
                },
            ),
        };
        findings
            .report(syntax_error.span, message)
            .label(syntax_error.span, label)
            .help(format!("{UNREADABLE} {remedy}"))
            .fix(repair(syntax_error, title));
    }
}

/// The text of a string that lacks its opening quotation mark, up to the closing one or the end of the
/// line, quoted for a sentence.
fn unopened(context: &Context<'_>, start: u32) -> String {
    const REACH: usize = 96;
    let text = context.text();
    let end = text.ceil_char_boundary((start as usize + REACH).min(text.len()));
    let string = text[start as usize..end].split(['"', '\n', '\r']).next().unwrap_or_default();
    quote(string.trim_end())
}

/// A few characters on either side of a place, as far as its line goes, quoted for a sentence.
fn around(context: &Context<'_>, place: Span) -> String {
    const REACH: usize = 16;
    let text = context.text();
    let (start, end) = (place.start as usize, place.end as usize);
    let before = &text[text.floor_char_boundary(start.saturating_sub(REACH))..start];
    let behind = &text[end..text.ceil_char_boundary((end + REACH).min(text.len()))];
    let before = before.rsplit(['\n', '\r']).next().unwrap_or_default().trim_start();
    let behind = behind.split(['\n', '\r']).next().unwrap_or_default().trim_end();
    quote(Span::new(offset(start - before.len()), offset(end + behind.len())).of(text))
}
