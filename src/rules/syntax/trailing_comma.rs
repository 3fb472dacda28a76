//! A `,` comes before a closing bracket, after another `,`, or directly after an opening bracket.
//!
//! ## Why it matters
//! In JSON a comma separates two values, and a comma that does not is an error. JavaScript, Python, C# and many editors do
//! allow it, and so does Newtonsoft.Json, which is why such a body often looks right in a local test. The service reads
//! strictly and answers `400 Bad Request` with "Unable to read JSON request payload". More than half of all broken
//! request bodies ever published in the Microsoft Graph reference have this error, for instance
//! `api-reference/beta/api/identityprovider_post.md`
//! ([microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs)).
//!
//! ## What to do
//! Remove the comma ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), sections 4 and 5). If a value is missing
//! next to it, write the value instead.
//!
//! ## Example
//! ```text
//! { "objectId": "c9436ae6-…", "objectTypeName": "User", }
//! ```
//! is meant as
//! ```json
//! { "objectId": "c9436ae6-…", "objectTypeName": "User" }
//! ```

use super::{quote, repair, syntax_errors_of, token_behind};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{SurplusComma, SyntaxErrorKind};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "trailing-comma",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a `,` has nothing before it or nothing after it",
        manual: crate::manual!("trailing_comma.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::TrailingComma(_)), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let surplus =
        |kind: &SyntaxErrorKind| if let SyntaxErrorKind::TrailingComma(surplus) = kind { Some(*surplus) } else { None };
    for (syntax_error, surplus) in syntax_errors_of(context, surplus) {
        let next = context.words(token_behind(context, syntax_error.span.end));
        let message = match surplus {
            SurplusComma::Trailing if next.is_empty() => "nothing follows this `,`".to_owned(),
            SurplusComma::Trailing if next.starts_with([']', '}']) => {
                format!("nothing follows this `,` before the closing {}", quote(next))
            }
            // A comment may be between them.
            SurplusComma::Trailing => "nothing follows this `,` before the closing bracket".to_owned(),
            SurplusComma::Doubled => "there is nothing between this `,` and the one before it".to_owned(),
            SurplusComma::Leading => "there is nothing between the opening bracket and this `,`".to_owned(),
        };
        findings
            .report(syntax_error.span, message)
            .label(syntax_error.span, "one comma too many")
            .help(format!(
                "Many programs overlook an extra comma, but {}. {}",
                match context.user_schema() {
                    Some(_) => "JSON does not have it, and others refuse the file",
                    None => "the service answers 400, \"Unable to read JSON request payload\"",
                },
                match surplus {
                    SurplusComma::Trailing => "Remove it.",
                    SurplusComma::Doubled | SurplusComma::Leading => "Remove it, or write the missing value.",
                }
            ))
            .fix(repair(syntax_error, "remove the `,`"));
    }
}
