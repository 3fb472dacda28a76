//! A line break, a tab or another control character in a string is not escaped.
//!
//! ## Why it matters
//! Inside a string, JSON requires the characters U+0000 to U+001F to be escaped: `\n`, `\t`, `\u0007`. A raw line break is the
//! usual case: a long value was wrapped by an editor, an email or a here-string. The service answers `400 Bad Request`
//! with "Unable to read JSON request payload".
//!
//! ## What to do
//! Join the lines if the break is not part of the value, which it never is in an id; otherwise write the escape ([RFC
//! 8259](https://www.rfc-editor.org/rfc/rfc8259), section 7). The fix writes the escape: that is safe for a tab, and
//! unsafe for a line break, which was hardly meant.
//!
//! ## Example
//! ```text
//! { "objectId": "CN=Jane Doe,
//! OU=Staff,DC=fabrikam,DC=com" }
//! ```
//! is meant as
//! ```json
//! { "objectId": "CN=Jane Doe,OU=Staff,DC=fabrikam,DC=com" }
//! ```

use super::{UNREADABLE, repair, syntax_errors_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "control-character",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a line break, tab or other control character in a string is not escaped",
        manual: crate::manual!("control_character.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::ControlCharacter(_)), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let character =
        |kind: &SyntaxErrorKind| if let SyntaxErrorKind::ControlCharacter(raw) = kind { Some(*raw) } else { None };
    for (syntax_error, character) in syntax_errors_of(context, character) {
        let (name, escape) = match character {
            '\n' => ("a line break".to_owned(), "\\n".to_owned()),
            '\r' => ("a carriage return".to_owned(), "\\r".to_owned()),
            '\t' => ("a tab".to_owned(), "\\t".to_owned()),
            other => {
                let code = u32::from(other);
                (format!("the control character U+{code:04X}"), format!("\\u{code:04x}"))
            }
        };
        let escapes = syntax_error.edits.iter().any(|edit| !edit.text.is_empty());
        let (label, remedy, title) = if escapes {
            (
                format!("write `{escape}`"),
                format!("Remove it if it is not part of the value; otherwise write `{escape}`."),
                format!("replace it with `{escape}`"),
            )
        } else {
            let remedy = "A name or an id has none: it was copied along. Remove it.".to_owned();
            ("does not belong here".to_owned(), remedy, "remove it".to_owned())
        };
        findings
            .report(syntax_error.span, format!("{name} inside a string is not escaped"))
            .label(syntax_error.span, label)
            .help(format!("{UNREADABLE} {remedy}"))
            .fix(repair(syntax_error, title));
    }
}
