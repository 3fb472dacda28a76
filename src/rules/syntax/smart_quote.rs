//! A string has typographic quotation marks: `“…”`, `‘…’`, `„…“`, `«…»` and the like.
//!
//! ## Why it matters
//! Word processors, wikis, chat programs and some web pages turn `"` into `“` and `”` while you type or paste. They
//! look alike but are different characters (U+201C and U+201D); JSON knows `"` (U+0022) only. The service answers `400 Bad
//! Request` with "Unable to read JSON request payload". The example of `api-reference/beta/api/team_clone.md` in
//! [microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs) was once published with `“apps”`.
//!
//! ## What to do
//! Write straight quotes ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 7), and paste JSON as plain text.
//! Inside a string typographic marks are characters like any other.
//!
//! ## Example
//! ```text
//! { “objectTypeName”: “User” }
//! ```
//! is meant as
//! ```json
//! { "objectTypeName": "User" }
//! ```

use super::{UNREADABLE, quote, repair};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "smart-quote",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a string has typographic quotation marks",
        manual: crate::manual!("smart_quote.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::SmartQuote), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::SmartQuote)
    {
        let words = context.words(syntax_error.span);
        let marks = [words.chars().next(), words.chars().next_back()];
        let mark = marks.into_iter().flatten().find(|mark| !mark.is_ascii()).unwrap_or('“');
        findings
            .report(syntax_error.span, format!("{} has typographic quotation marks", quote(words)))
            .label(syntax_error.span, format!("`{mark}` is U+{:04X}, not `\"`", u32::from(mark)))
            .help(format!(
                "{UNREADABLE} Word processors, wikis and chats insert such marks; write straight ones (`\"`)."
            ))
            .fix(repair(syntax_error, "replace them with straight double quotes"));
    }
}
