//! A `\u` escape is only half of a surrogate pair.
//!
//! ## Why it matters
//! A character beyond U+FFFF is written as two escapes in JSON: `\ud83d\ude00` is one. Half of the pair is not a
//! character. The grammar of JSON allows it, but parsers differ: some refuse the text, others put U+FFFD in its place,
//! and the id or name is then a different one ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 8.2). It
//! happens when a program cuts a text by UTF-16 units.
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
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "lone-surrogate",
        group: Group::Syntax,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a `\\u` escape is only half of a surrogate pair",
        manual: crate::manual!("lone_surrogate.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::LoneSurrogate), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::LoneSurrogate)
    {
        findings
            .report(
                syntax_error.span,
                format!("{} is only half of a character (an unpaired surrogate)", quoted(context, syntax_error.span)),
            )
            .label(syntax_error.span, "the other half is missing")
            .help(
                "Some readers refuse such a text, others put U+FFFD in its place (RFC 8259, section 8.2). Write both \
                 halves, or the character itself.",
            );
    }
}
