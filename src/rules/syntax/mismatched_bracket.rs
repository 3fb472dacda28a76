//! A `{` is closed by `]`, or a `[` by `}`.
//!
//! ## Why it matters
//! An object is closed by `}` and an array by `]`; the service answers `400 Bad Request` with "Unable to read JSON
//! request payload" to any other pairing. `subjects` and `parameters` are arrays of objects, so their ends are `}` and
//! then `]`, and easily swapped.
//!
//! ## What to do
//! Write the bracket that belongs to the opening one ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), sections 4
//! and 5). The fix is unsafe: it may be the opening one that is wrong.
//!
//! ## Example
//! ```text
//! { "subjects": [ { "objectId": "c9436ae6-…" ] ] }
//! ```
//! is meant as
//! ```json
//! { "subjects": [ { "objectId": "c9436ae6-…" } ] }
//! ```

use super::{UNREADABLE, line, quoted, repair, syntax_errors_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "mismatched-bracket",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a bracket is closed by one of the other kind",
        manual: crate::manual!("mismatched_bracket.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::MismatchedBracket { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let wanted = |kind: &SyntaxErrorKind| {
        if let SyntaxErrorKind::MismatchedBracket { wanted } = kind { Some(*wanted) } else { None }
    };
    for (syntax_error, wanted) in syntax_errors_of(context, wanted) {
        let written = quoted(context, syntax_error.span);
        let (finding, counterpart) = match syntax_error.other {
            Some(opener) => {
                let (open, line) = (quoted(context, opener), line(context, opener.start));
                let finding = findings
                    .report(syntax_error.span, format!("{written} cannot close the {open} opened on {line}"))
                    .label(syntax_error.span, format!("`{wanted}` belongs here"))
                    .label(opener, "opened here");
                (finding, "opening")
            }
            None => {
                let finding = findings
                    .report(syntax_error.span, format!("{written} is in the place of `{wanted}`"))
                    .label(syntax_error.span, format!("`{wanted}` belongs here"));
                (finding, "closing")
            }
        };
        finding
            .help(format!(
                "{UNREADABLE} Write `{wanted}`, or correct the {counterpart} bracket if that is the wrong one."
            ))
            .fix(repair(syntax_error, format!("replace {written} with `{wanted}`")));
    }
}
