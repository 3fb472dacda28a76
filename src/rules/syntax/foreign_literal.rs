//! `true`, `false` or `null` is written as in another language (`True`, `None`, `nil`, `NULL`), or a literal
//! is used that JSON does not have (`undefined`, `NaN`, `Infinity`).
//!
//! ## Why it matters
//! The three literals of JSON are in lower case, and there are no others. Python and PowerShell print `True`; Python
//! has `None`, JavaScript `undefined` and `NaN`, SQL `NULL`. The service answers `400 Bad Request` with "Unable to read
//! JSON request payload". `"isSupported": True` was published in `api-reference/beta/api/mailsearchfolder_update.md`
//! ([microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs)).
//!
//! ## What to do
//! Write `true`, `false` or `null` ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 3), or let the program
//! write the JSON: `json.dumps` in Python, `ConvertTo-Json` in PowerShell. Where JSON has no such value, decide what
//! the service should read: often the property is best left out.
//!
//! ## Example
//! ```text
//! { "subjects": None }
//! ```
//! is meant as
//! ```json
//! { "subjects": null }
//! ```

use super::{UNREADABLE, quoted, repair, syntax_errors_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "foreign-literal",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "`true`, `false` or `null` is written as in another language",
        manual: crate::manual!("foreign_literal.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::ForeignLiteral { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let literal =
        |kind: &SyntaxErrorKind| if let SyntaxErrorKind::ForeignLiteral { json } = kind { Some(*json) } else { None };
    for (syntax_error, json) in syntax_errors_of(context, literal) {
        let word = quoted(context, syntax_error.span);
        match json {
            Some(json) => findings
                .report(syntax_error.span, format!("{word} is not valid JSON; the JSON literal is `{json}`"))
                .label(syntax_error.span, format!("write `{json}`"))
                .help(format!("{UNREADABLE} Write `{json}`."))
                .fix(repair(syntax_error, format!("replace it with `{json}`"))),
            None => findings
                .report(syntax_error.span, format!("{word} is not valid JSON, and JSON has no such value"))
                .label(syntax_error.span, "no such value")
                .help(format!("{UNREADABLE} Write the value you mean, or leave the property out."))
                .fix(repair(syntax_error, "replace it with `null`")),
        };
    }
}
