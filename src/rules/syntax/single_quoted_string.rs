//! A string is in single quotes, `'…'`, or in back quotes.
//!
//! ## Why it matters
//! JavaScript and Python write strings this way, and what they print of an object is not JSON: `console.log` and `print` show
//! `{'ruleId': 'x'}`. JSON knows one quotation mark, `"`. The service answers `400 Bad Request` with "Unable to read
//! JSON request payload".
//!
//! ## What to do
//! Write `"` at both ends ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 7), and `\"` for a `"` inside.
//! Better, let the program write the JSON: `JSON.stringify(body)` in JavaScript, `json.dumps(body)` in Python.
//!
//! ## Example
//! ```text
//! { 'objectTypeName': 'User' }
//! ```
//! is meant as
//! ```json
//! { "objectTypeName": "User" }
//! ```

use super::{UNREADABLE, encoded_body, quoted, repair};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SlipKind;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::excerpt;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "single-quoted-string",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a string is in single quotes or back quotes",
        manual: crate::manual!("single_quoted_string.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // A whole body in quotes, as a shell wants it, is the subject of `double-encoded-body`.
    let encoded = encoded_body(context).map(|(body, _)| body.span());
    let single = context.slips().iter().filter(|slip| slip.kind == SlipKind::SingleQuotedString);
    for slip in single.filter(|slip| Some(slip.span) != encoded) {
        let message = if context.words(slip.span).starts_with('`') {
            format!("{} is in back quotes", excerpt(context.words(slip.span), 48))
        } else {
            format!("{} is in single quotes", quoted(context, slip.span))
        };
        findings
            .report(slip.span, message)
            .label(slip.span, "JSON allows only double quotes")
            .help(format!("{UNREADABLE} Write `\"` at both ends."))
            .fix(repair(slip, "replace the quotes with double quotes"));
    }
}
