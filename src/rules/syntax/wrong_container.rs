//! A key with its value is in an array or outside any object, or a value without a key is in an object.
//!
//! ## Why it matters
//! An object holds values with keys; an array holds values without keys. The service answers `400 Bad
//! Request` with "Unable to read JSON request payload" to a mixture. `parameters`, `subjects` and `members` are arrays
//! *of objects*: it takes both brackets, `[ {`, to open one, and `{` is easily forgotten. The opposite was published in
//! `api-reference/beta/api/virtualendpoint-post-provisioningpolicies.md`
//! ([microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs)), an object with the lone value
//! `"gallery"`.
//!
//! ## What to do
//! Put `{ }` around keys in an array; give a lone value in an object its key, or write `[ ]` around plain values
//! ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), sections 4 and 5). The fix is unsafe, because it guesses what was meant.
//!
//! ## Example
//! ```text
//! { "subjects": [ "objectId": "c9436ae6-…", "objectTypeName": "User" ] }
//! ```
//! is meant as
//! ```json
//! { "subjects": [ { "objectId": "c9436ae6-…", "objectTypeName": "User" } ] }
//! ```

use super::{UNREADABLE, quoted, repair, syntax_errors_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{ContainerFault, SyntaxErrorKind};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "wrong-container",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a key is in an array, or a value without a key in an object",
        manual: crate::manual!("wrong_container.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::WrongContainer(_)), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let fault =
        |kind: &SyntaxErrorKind| if let SyntaxErrorKind::WrongContainer(fault) = kind { Some(*fault) } else { None };
    for (syntax_error, fault) in syntax_errors_of(context, fault) {
        let words = quoted(context, syntax_error.span);
        let (message, label, remedy, title) = match fault {
            ContainerFault::MemberInArray => (
                format!("the key {words} is directly in an array"),
                "an array has no keys",
                "Put `{ }` around the keys and their values.",
                "put `{ }` around the keys and their values",
            ),
            ContainerFault::ElementsInObject => (
                "this object contains values without keys".to_owned(),
                "`[` belongs here",
                "Write `[ ]` around a list of values, or give each value its key.",
                "replace the braces with `[ ]`",
            ),
            ContainerFault::ValueInObject => (
                format!("the value {words} has no key, but is in an object"),
                "no key",
                "Give it a key, or remove it.",
                "remove the braces around the value",
            ),
            ContainerFault::ObjectInObject => (
                format!("this {words} has no key, but is directly in an object"),
                "no key",
                "Give it a key, or remove the extra pair of brackets.",
                if syntax_error.edits.len() == 1 { "remove the extra bracket" } else { "remove the inner brackets" },
            ),
            ContainerFault::MemberOutside => (
                format!("the key {words} is outside any object"),
                "not inside `{ }`",
                "Put `{ }` around the keys and their values.",
                "put `{ }` around the keys and their values",
            ),
        };
        let finding = findings.report(syntax_error.span, message).label(syntax_error.span, label);
        if let Some(opener) = syntax_error.other {
            finding.label(opener, "in here");
        }
        finding.help(format!("{UNREADABLE} {remedy}")).fix(repair(syntax_error, title));
    }
}
