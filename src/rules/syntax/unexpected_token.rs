//! Something is where JSON does not allow it, and no other rule recognises what it could be.
//!
//! ## Why it matters
//! The service cannot read the body and answers `400 Bad Request` with "Unable to read JSON request payload".
//!
//! ## What to do
//! Compare the place with what [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 2, allows there. If you can
//! see what went wrong, the program should have reported it: please open an issue with the text.
//!
//! ## Example
//! ```text
//! { "subjects": [ { "objectId": : "c9436ae6-…" } ] }
//! ```

use super::{UNREADABLE, quoted, repair};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::wording::keyless;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unexpected-token",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "something is where JSON does not allow it",
        manual: crate::manual!("unexpected_token.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::UnexpectedToken), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let keyless = keyless(context);
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::UnexpectedToken)
    {
        let message = if syntax_error.span.is_empty() {
            "something is missing here".to_owned()
        } else {
            format!("{} does not belong here", quoted(context, syntax_error.span))
        };
        if let Some((_, name, colon)) = keyless.iter().find(|(_, _, colon)| *colon == syntax_error.span) {
            findings
                .report(*colon, format!("the value after this `:` has no key; `{name}` is missing here"))
                .label(*colon, "a key belongs before it")
                .help(format!("{UNREADABLE} Write the key."))
                .fix(Fix::guess(
                    format!("probably write `\"{name}\"` before it"),
                    vec![Edit::insert(colon.start, format!("\"{name}\""))],
                ));
            continue;
        }
        findings
            .report(syntax_error.span, message)
            .label(syntax_error.span, "unexpected")
            .help(format!("{UNREADABLE} Correct it or remove it."))
            // The reader knows a repair only of strings that an operator joins.
            .fix(repair(syntax_error, "join the strings"));
    }
}
