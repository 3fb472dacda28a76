//! The body contains a comment: `// …`, `/* … */`, `# …` or `<!-- … -->`.
//!
//! ## Why it matters
//! JSON has no comments of any kind. Editors allow them in settings files ("JSON with comments"), and some programs
//! skip them, but a strict reader fails at the first sign: the service answers `400 Bad Request` with "Unable to read
//! JSON request payload".
//!
//! ## What to do
//! Remove the comment, or keep it outside the body ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 2,
//! lists all that may be in JSON). A key such as `"comment"` does not help: the types of this operation are
//! closed and have no such property. The fix is unsafe because it deletes what you wrote.
//!
//! ## Example
//! ```text
//! {
//!   // the rule that provisions users
//!   "ruleId": "e713b800-99d7-43d0-b6d9-b8eac9b62509#V2"
//! }
//! ```

use super::{UNREADABLE, quoted, repair};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "comment",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "the body contains a comment",
        manual: crate::manual!("comment.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::Comment), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::Comment)
    {
        // Without its mark the member is part of the body again.
        let is_member = !syntax_error.edits.is_empty()
            && syntax_error.edits.iter().all(|edit| edit.span.len() <= 3 && edit.text.is_empty());
        let (remedy, title) = match is_member && syntax_error.span.len() <= 3 {
            true => (
                "What is left has a comma or a bracket too many: the member belongs there. Remove the mark, or the member with what belongs to it.",
                "remove the mark of the comment",
            ),
            false => ("Remove the comment, or keep it outside the body.", "remove the comment"),
        };
        findings
            .report(
                syntax_error.span,
                format!("{} is a comment, and JSON does not allow comments", quoted(context, syntax_error.span)),
            )
            .label(syntax_error.span, "not JSON")
            .help(format!("{UNREADABLE} {remedy}"))
            .fix(repair(syntax_error, title));
    }
}
