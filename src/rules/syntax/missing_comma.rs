//! Two members of an object, or two elements of an array, have no `,` between them.
//!
//! ## Why it matters
//! The text is not JSON, so the service reads nothing of it and answers `400 Bad Request` with "Unable to read JSON
//! request payload". It happens when a line is added below the one that used to be the last. In the history of the
//! Microsoft Graph reference this is the second most frequent error of all: `"@odata.type": "microsoft.graph.room"`
//! stood there without its comma in `api-reference/beta/api/place-update.md`
//! ([microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs)).
//!
//! ## What to do
//! Write `,` after the first of the two ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), sections 4 and 5). The
//! last one of an object or array is followed by none.
//!
//! ## Example
//! ```text
//! { "objectId": "c9436ae6-…"
//!   "objectTypeName": "User" }
//! ```
//! is meant as
//! ```json
//! { "objectId": "c9436ae6-…",
//!   "objectTypeName": "User" }
//! ```

use super::{UNREADABLE, is_early, line, quoted, repair, token_behind};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-comma",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "two members or elements have no `,` between them",
        manual: crate::manual!("missing_comma.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::MissingComma), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::MissingComma)
    {
        let first = quoted(context, syntax_error.other.unwrap_or(syntax_error.span));
        let second = token_behind(context, syntax_error.span.end);
        findings
            .report(syntax_error.span, format!("there is no `,` between {first} and {}", quoted(context, second)))
            .label(syntax_error.span, "`,` belongs here")
            .help(format!("{UNREADABLE} Write `,` on {}, after {first}.", line(context, syntax_error.span.start)))
            .fix(repair(syntax_error, if is_early(syntax_error) { "move the `,` after it" } else { "insert `,`" }));
    }
}
