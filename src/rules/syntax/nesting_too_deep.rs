//! Objects and arrays nest deeper than 128, the limit of this program.
//!
//! ## Why it matters
//! [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 9, lets every reader set a limit, and most have one: 64
//! is the default of System.Text.Json in .NET, 128 that of serde_json. The limit of the service is not documented; no
//! request of provisionOnDemand needs more than 8. What nests deeper was made by a loop that wraps its own result, or
//! by joining texts with unclosed brackets.
//!
//! ## What to do
//! Look at the program that made the text. What stands deeper than the limit is not checked.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{MAX_DEPTH, SlipKind};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "nesting-too-deep",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "objects and arrays nest deeper than 128",
        manual: crate::manual!("nesting_too_deep.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for slip in context.slips().iter().filter(|slip| slip.kind == SlipKind::NestingTooDeep) {
        findings
            .report(slip.span, format!("objects and arrays nest deeper than {MAX_DEPTH} here"))
            .label(slip.span, format!("level {}", MAX_DEPTH + 1))
            .help(
                "Readers of JSON set a limit (RFC 8259, section 9), and a request of provisionOnDemand needs 8 levels. \
                 What stands deeper is not checked.",
            );
    }
}
