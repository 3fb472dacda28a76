//! A `\u` escape is half of a surrogate pair.
//!
//! ## Why it matters
//! A character beyond U+FFFF is written as two escapes in JSON: `\ud83d\ude00` is one. Half of the pair is no
//! character. The grammar of JSON lets it pass, but what a reader makes of it is open: some refuse the text, others put
//! U+FFFD in its place, and an id or a name is then another one ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259),
//! section 8.2). It happens when a program cuts a text by UTF-16 units.
//!
//! ## What to do
//! Write both halves, or the character itself, or leave it out. There is no fix: the other half is not known.
//!
//! ## Example
//! ```text
//! { "objectId": "CN=Jane \ud83d,OU=Staff,DC=fabrikam,DC=com" }
//! ```

use super::quoted;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SlipKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "lone-surrogate",
        group: Group::Syntax,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a `\\u` escape is half of a surrogate pair",
        manual: crate::manual!("lone_surrogate.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for slip in context.slips().iter().filter(|slip| slip.kind == SlipKind::LoneSurrogate) {
        findings
            .report(slip.span, format!("{} is half of a surrogate pair", quoted(context, slip.span)))
            .label(slip.span, "its other half is missing")
            .help(
                "Readers differ on half a character: some refuse the text, others put U+FFFD in its place (RFC 8259, \
                 section 8.2). Write both halves, or the character itself.",
            );
    }
}
