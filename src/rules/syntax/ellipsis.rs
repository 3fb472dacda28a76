//! Dots mark something that was left out: `...`, `…`, `{...}`, `..`.
//!
//! ## Why it matters
//! Documentation shortens its examples in this way; the service takes the dots for part of the body and answers `400
//! Bad Request` with "Unable to read JSON request payload". The pages on provisioning do it too: `"schedule": {..}` in
//! `api-reference/beta/resources/synchronization_howto_custom_attributes.md`
//! ([microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs)).
//!
//! ## What to do
//! Write what was left out, or remove the dots if nothing is missing. The fix removes them; it is unsafe, because what
//! they stand for is not known. There is no fix if they are the value of a key. Missing members beside them are not
//! reported. Dots inside a string are text.
//!
//! ## Example
//! ```text
//! { "objectId": "c9436ae6-…", ... }
//! ```
//! is without the dots
//! ```json
//! { "objectId": "c9436ae6-…" }
//! ```

use super::{UNREADABLE, quoted, repair};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "ellipsis",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "dots mark something that was left out",
        manual: crate::manual!("ellipsis.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::Ellipsis), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::Ellipsis)
    {
        findings
            .report(
                syntax_error.span,
                format!("{} marks something that was left out", quoted(context, syntax_error.span)),
            )
            .label(syntax_error.span, "not valid in JSON")
            .help(format!("{UNREADABLE} Write out what is missing, or remove the dots if nothing is."))
            .fix(repair(syntax_error, "remove the dots"));
    }
}
