//! A string is in single quotes, `'…'`, or in back quotes.
//!
//! ## Why it matters
//! JavaScript and Python write strings this way, and what they print of an object is not JSON: `console.log` and `print` show
//! `{'ruleId': 'x'}`. JSON knows one quotation mark, `"`. The service answers `400 Bad Request` with "Unable to read
//! JSON request payload".
//! In a script `'…'` is a warning: Graph's own reader takes it, and nobody else reads the body.
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

use super::{ceiling, encoded_body, quoted, repair};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
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
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::SingleQuotedString), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // A whole body in quotes, as a shell wants it, is the subject of `double-encoded-body`.
    let encoded = encoded_body(context).map(|(body, _)| body.span());
    let single =
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::SingleQuotedString);
    for syntax_error in single.filter(|syntax_error| Some(syntax_error.span) != encoded) {
        let is_back_quoted = context.words(syntax_error.span).starts_with('`');
        let message = if is_back_quoted {
            format!("{} is in back quotes", excerpt(context.words(syntax_error.span), 48))
        } else {
            format!("{} is in single quotes", quoted(context, syntax_error.span))
        };
        let (ceiling, why) = ceiling(context, !is_back_quoted);
        findings
            .report(syntax_error.span, message)
            .at_most(ceiling)
            .label(syntax_error.span, "JSON allows only double quotes")
            .help(format!("{why} Write `\"` at both ends."))
            .fix(repair(syntax_error, "replace the quotes with double quotes"));
    }
}
