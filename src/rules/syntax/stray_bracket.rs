//! A `}` or `]` closes nothing, or the bracket that it should close is missing.
//!
//! ## Why it matters
//! Whatever follows it is outside the body, and the service answers `400 Bad Request` with "Unable to read JSON
//! request payload". An extra bracket is often left over where a nested object was removed, or copied along with a snippet.
//! `api-reference/beta/api/contenttype-copytodefaultcontentlocation.md` in
//! [microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs) had one `}` too many between two
//! members.
//!
//! ## What to do
//! Remove it, or write the opening bracket that is missing ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259),
//! sections 4 and 5). Either is a guess, so the fix is unsafe: deleting the last of several brackets always gives a
//! text that reads, and often the wrong one.
//!
//! ## Example
//! ```text
//! { "subjects": [ { "objectId": "c9436ae6-…" } ] } }
//! ```
//! is meant as
//! ```json
//! { "subjects": [ { "objectId": "c9436ae6-…" } ] }
//! ```

use super::{UNREADABLE, closer, quoted, repair, syntax_errors_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "stray-bracket",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a closing bracket closes nothing",
        manual: crate::manual!("stray_bracket.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::StrayBracket { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let opener = |kind: &SyntaxErrorKind| match kind {
        SyntaxErrorKind::StrayBracket { missing_opener } => Some(*missing_opener),
        _ => None,
    };
    for (syntax_error, opener) in syntax_errors_of(context, opener) {
        match opener {
            None => findings
                .report(syntax_error.span, format!("{} closes nothing", quoted(context, syntax_error.span)))
                .label(syntax_error.span, "one too many")
                .help(format!("{UNREADABLE} Remove it, or write the opening bracket that is missing."))
                .fix(repair(syntax_error, format!("remove {}", quoted(context, syntax_error.span)))),
            Some(opener) => {
                let finding = findings
                    .report(
                        syntax_error.span,
                        format!("the opening `{opener}` for this `{}` is missing", closer(opener)),
                    )
                    .label(syntax_error.span, format!("`{opener}` belongs here"));
                if let Some(closer) = syntax_error.other {
                    finding.label(closer, "closed here");
                }
                finding
                    .help(format!("{UNREADABLE} Write `{opener}`, or remove the closing bracket."))
                    .fix(repair(syntax_error, format!("insert `{opener}`")))
            }
        };
    }
}
