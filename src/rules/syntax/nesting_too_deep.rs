//! Objects and arrays are nested more than 128 levels deep, the limit of this program.
//!
//! ## Why it matters
//! [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 9, lets every reader set a limit, and most have one: 64
//! is the default of System.Text.Json in .NET, 128 that of serde_json. The limit of the service is not documented; no
//! request of provisionOnDemand needs more than 8. Deeper nesting usually comes from a loop that wraps its own result, or
//! by joining texts with unclosed brackets.
//!
//! ## What to do
//! Look at the program that made the text. Nothing deeper than the limit is checked.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{MAX_DEPTH, SyntaxErrorKind};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "nesting-too-deep",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "objects and arrays are nested more than 128 levels deep",
        manual: crate::manual!("nesting_too_deep.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::NestingTooDeep), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::NestingTooDeep)
    {
        findings
            .report(syntax_error.span, format!("objects and arrays are nested more than {MAX_DEPTH} levels deep here"))
            .label(syntax_error.span, format!("level {}", MAX_DEPTH + 1))
            .help(
                "JSON readers limit the depth (RFC 8259, section 9), and no request needs that many levels. \
                 Remove the surplus brackets; nothing deeper than this was checked.",
            );
    }
}
