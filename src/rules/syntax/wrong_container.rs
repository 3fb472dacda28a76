//! A member `"k": v` stands in an array or outside of any object, or a lone value stands in an object.
//!
//! ## Why it matters
//! An object holds members, each a key and a value; an array holds values without keys. The service answers `400 Bad
//! Request` with "Unable to read JSON request payload" to a mixture. `parameters`, `subjects` and `members` are arrays
//! *of objects*: it takes both brackets, `[ {`, to open one, and `{` is easily forgotten. The opposite was published in
//! `api-reference/beta/api/virtualendpoint-post-provisioningpolicies.md`
//! ([microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs)), an object with the lone value
//! `"gallery"`.
//!
//! ## What to do
//! Put `{ }` around members in an array; give a lone value in an object its key, or write `[ ]` around plain values
//! ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), sections 4 and 5). A fix is a guess at what was meant.
//!
//! ## Example
//! ```text
//! { "subjects": [ "objectId": "c9436ae6-…", "objectTypeName": "User" ] }
//! ```
//! is meant as
//! ```json
//! { "subjects": [ { "objectId": "c9436ae6-…", "objectTypeName": "User" } ] }
//! ```

use super::{UNREADABLE, quoted, repair, slips_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{ContainerFault, SlipKind};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "wrong-container",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a member stands in an array, or a lone value in an object",
        manual: crate::manual!("wrong_container.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let fault = |kind: &SlipKind| if let SlipKind::WrongContainer(fault) = kind { Some(*fault) } else { None };
    for (slip, fault) in slips_of(context, fault) {
        let words = quoted(context, slip.span);
        let (message, label, remedy) = match fault {
            ContainerFault::MemberInArray => (
                format!("the member {words} stands directly in an array"),
                "a key, in an array",
                "Put `{ }` around the members.",
            ),
            ContainerFault::ElementsInObject => (
                "an object holds values without keys".to_owned(),
                "an object, not an array",
                "Write `[ ]` around plain values, or give each its key.",
            ),
            ContainerFault::ValueInObject => (
                format!("the value {words} stands in an object and has no key"),
                "no key",
                "Give it its key, or remove it.",
            ),
            ContainerFault::ObjectInObject => (
                format!("the {words} of a value without a key stands directly in an object"),
                "no key",
                "Give it its key, or remove its brackets.",
            ),
            ContainerFault::MemberOutside => (
                format!("the member {words} stands outside of any object"),
                "a key, outside of `{ }`",
                "Put `{ }` around the members.",
            ),
        };
        let finding = findings.report(slip.span, message).label(slip.span, label);
        if let Some(opener) = slip.other {
            finding.label(opener, "in here");
        }
        finding.help(format!("{UNREADABLE} {remedy}")).fix(repair(slip, "correct the brackets"));
    }
}
