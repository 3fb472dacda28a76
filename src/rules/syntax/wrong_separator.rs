//! Another character is used instead of `:` or `,`: `=`, `=>`, `;` or `,` after a key, `;` or `:` between two members.
//!
//! ## Why it matters
//! JSON knows one separator for each place: `:` between a key and its value, `,` between members and between elements.
//! `=` comes from PowerShell hashtables, `=>` from Ruby, Perl and PHP, `;` from PowerShell and C-like code. The service
//! cannot read such a body and answers `400 Bad Request` with "Unable to read JSON request payload".
//!
//! ## What to do
//! Write `:` or `,` ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 2). In PowerShell, let
//! `ConvertTo-Json -Depth 10` write the JSON from a hashtable.
//!
//! ## Example
//! ```text
//! { "objectId" = "c9436ae6-…"; "objectTypeName" = "User" }
//! ```
//! is meant as
//! ```json
//! { "objectId": "c9436ae6-…", "objectTypeName": "User" }
//! ```

use super::{UNREADABLE, quoted, repair, syntax_errors_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "wrong-separator",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "another character is used instead of `:` or `,`",
        manual: crate::manual!("wrong_separator.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::WrongSeparator { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let wanted = |kind: &SyntaxErrorKind| {
        if let SyntaxErrorKind::WrongSeparator { wanted } = kind { Some(*wanted) } else { None }
    };
    for (syntax_error, wanted) in syntax_errors_of(context, wanted) {
        let sign = quoted(context, syntax_error.span);
        let place = match syntax_error.other.filter(|_| wanted == ':') {
            Some(key) => format!("between the key {} and its value", quoted(context, key)),
            None if wanted == ':' => "between a key and its value".to_owned(),
            None => "between two values".to_owned(),
        };
        findings
            .report(syntax_error.span, format!("there is {sign} instead of `{wanted}` {place}"))
            .label(syntax_error.span, format!("`{wanted}` belongs here"))
            .help(format!("{UNREADABLE} Write `{wanted}` instead."))
            .fix(repair(syntax_error, format!("replace {sign} with `{wanted}`")));
    }
}
