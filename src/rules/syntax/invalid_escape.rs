//! A backslash is before a character that JSON does not escape: `\,`, `\'`, `\x41`, `\d`.
//!
//! ## Why it matters
//! JSON knows `\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`, `\t` and `\u` with four hexadecimal digits. Any other backslash
//! makes the text unreadable, and the service answers `400 Bad Request` with "Unable to read JSON request payload". In
//! provisioning the usual cause is a distinguished name of Active Directory: a comma inside a name is written `\,`
//! there ([RFC 4514](https://www.rfc-editor.org/rfc/rfc4514), section 2.4), and JSON needs that backslash doubled.
//! Windows paths are the next.
//!
//! ## What to do
//! Write `\\` for a backslash that belongs to the value, and nothing for one that does not: `'` and `,` need none in
//! JSON ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 7). In a distinguished name, doubling is the only
//! possible reading, so the fix is safe; elsewhere it is a guess, and unsafe.
//!
//! ## Example
//! ```text
//! { "objectId": "CN=Doe\, Jane,OU=Staff,DC=fabrikam,DC=com" }
//! ```
//! is meant as
//! ```json
//! { "objectId": "CN=Doe\\, Jane,OU=Staff,DC=fabrikam,DC=com" }
//! ```

use super::{UNREADABLE, quoted, repair, syntax_errors_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{SyntaxError, SyntaxErrorKind};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "invalid-escape",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a backslash before a character that JSON does not escape",
        manual: crate::manual!("invalid_escape.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::InvalidEscape { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let name = |kind: &SyntaxErrorKind| match kind {
        SyntaxErrorKind::InvalidEscape { distinguished_name } => Some(*distinguished_name),
        _ => None,
    };
    for (syntax_error, distinguished_name) in syntax_errors_of(context, name) {
        let escape = quoted(context, syntax_error.span);
        let (message, remedy) = if distinguished_name {
            (
                format!("the backslash in {escape} is not doubled, as JSON requires"),
                "A backslash in a distinguished name is written `\\\\` in JSON: `CN=Doe\\\\, Jane`.",
            )
        } else {
            (
                format!("{escape} is not a JSON escape sequence"),
                "Write `\\\\` if the backslash belongs to the value; otherwise remove it.",
            )
        };
        findings
            .report(syntax_error.span, message)
            .label(syntax_error.span, "unknown escape sequence")
            .help(format!("{UNREADABLE} {remedy}"))
            .fix(repair(syntax_error, title(syntax_error)));
    }
}

/// What the edits do: a backslash is added or removed, or the whole is written otherwise.
fn title(syntax_error: &SyntaxError) -> &'static str {
    match syntax_error.edits.as_slice() {
        [edit] if edit.text.starts_with('\\') => "double the backslash",
        [edit] if edit.text.is_empty() => "remove the backslash",
        _ => "rewrite the escape sequence",
    }
}
