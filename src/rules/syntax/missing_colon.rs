//! A key is followed by its value with no `:` between them.
//!
//! ## Why it matters
//! The text is not JSON, so the service reads nothing of it. It answers `400 Bad Request` with "Unable to read JSON
//! request payload. Please ensure Content-Type header is set and payload is of valid JSON format", which names neither
//! the key nor the line. The example of this very operation in the Microsoft Graph reference was published with
//! `"parameters" [{` from June to November 2020
//! ([microsoft-graph-docs#10643](https://github.com/microsoftgraph/microsoft-graph-docs/pull/10643)).
//!
//! ## What to do
//! Write `:` between the key and its value ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 4).
//!
//! ## Example
//! ```text
//! { "parameters" [ … ] }
//! ```
//! is meant as
//! ```json
//! { "parameters": [ … ] }
//! ```

use super::{UNREADABLE, is_early, quoted, repair};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-colon",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a key is followed by its value with no `:` between them",
        manual: crate::manual!("missing_colon.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::MissingColon), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::MissingColon)
    {
        let key = quoted(context, syntax_error.other.unwrap_or(syntax_error.span));
        findings
            .report(syntax_error.span, format!("the key {key} has no `:` after it"))
            .label(syntax_error.span, "`:` belongs here")
            .help(format!("{UNREADABLE} Write `:` between the key and its value."))
            .fix(repair(syntax_error, if is_early(syntax_error) { "move the `:` after it" } else { "insert `:`" }));
    }
}
