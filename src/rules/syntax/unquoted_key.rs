//! A key has no quotation marks.
//!
//! ## Why it matters
//! JavaScript, PowerShell and JSON5 take a bare word as a key; in JSON a key is a string in quotation marks. The service answers `400 Bad
//! Request` with "Unable to read JSON request payload". The reference itself shows `{ key: "ClientSecret", value: … }`
//! for a neighbour of this operation, in `concepts/application-provisioning-configure-api.md`
//! ([microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs)).
//! In a script it is a warning: Graph's own reader takes such keys, and nobody else reads the body.
//!
//! ## What to do
//! Write the key in `"` ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 4).
//!
//! ## Example
//! ```text
//! { objectId: "c9436ae6-…", objectTypeName: "User" }
//! ```
//! is meant as
//! ```json
//! { "objectId": "c9436ae6-…", "objectTypeName": "User" }
//! ```

use super::{ceiling, quoted, repair};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unquoted-key",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a key has no quotation marks",
        manual: crate::manual!("unquoted_key.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::UnquotedKey), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::UnquotedKey)
    {
        let (ceiling, why) = ceiling(context, true);
        findings
            .report(syntax_error.span, format!("the key {} has no quotation marks", quoted(context, syntax_error.span)))
            .at_most(ceiling)
            .label(syntax_error.span, "a key is a string")
            .help(format!("{why} Put the key in quotation marks."))
            .fix(repair(syntax_error, "put the key in quotation marks"));
    }
}
