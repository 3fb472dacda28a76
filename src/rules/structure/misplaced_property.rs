//! A property stands one level too high or too deep: its object does not have it, and one beside it does.
//!
//! ## Why it matters
//! Types are closed unless the
//! [metadata of Microsoft Graph](https://learn.microsoft.com/graph/traverse-the-graph#microsoft-graph-api-metadata)
//! says otherwise: a property in the wrong object is unknown there, and the service answers `400 Bad Request`, "The property 'x'
//! does not exist on type …".
//!
//! ## What to do
//! Move it to the object that has it, which the message names.
//!
//! ## Evidence
//! - [msgraph-sdk-dotnet#450](https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/450): what the service answers.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{key, soften, typed};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, ViolationKind};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "misplaced-property",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a known property on the wrong level",
        manual: crate::manual!("misplaced_property.rs"),
    },
    check: Check::Violation(
        |kind| matches!(kind, ViolationKind::Typed(typed) if matches!(typed.fault, TypeFault::Misplaced { .. })),
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (violation, it) in typed(context) {
        let TypeFault::Misplaced { home } = &it.fault else { continue };
        let name = key(context, violation.span);
        let (message, label) = match home {
            Some(home) => (format!("{name} belongs in `{home}`"), format!("`{home}` has it")),
            None => (format!("{name} belongs one level up"), "the object around this one has it".to_owned()),
        };
        let finding = findings.report(violation.span, message);
        finding
            .label(violation.span, label)
            .help(format!("`{}` has no such property in {}. Move it there.", it.owner, it.metadata));
        soften(finding, it);
    }
}
