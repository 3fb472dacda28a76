//! A key is followed by `:`, and then by no value.
//!
//! ## Why it matters
//! It is what a template leaves when its variable is empty: `"objectId": ${id}` with no `id`. The service cannot
//! read the body and answers `400 Bad Request` with "Unable to read JSON request payload".
//!
//! ## What to do
//! Write the value, or remove the key too ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 4). There
//! is no fix, because only you know the value; look for an empty variable in whatever wrote the text.
//!
//! ## Example
//! ```text
//! { "objectId": , "objectTypeName": "User" }
//! ```

use super::{UNREADABLE, quoted};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-value",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a key has no value",
        manual: crate::manual!("missing_value.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::MissingValue), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::MissingValue)
    {
        let message = match syntax_error.other {
            Some(key) => format!("the key {} has no value", quoted(context, key)),
            None => "a key has no value".to_owned(),
        };
        findings.report(syntax_error.span, message).label(syntax_error.span, "a value belongs here").help(format!(
            "{UNREADABLE} Write the value, or remove the key; check whether a template variable was empty."
        ));
    }
}
