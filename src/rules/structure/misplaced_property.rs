//! A property is at the wrong level: its object does not have it, but an outer or inner object does.
//!
//! ## Why it matters
//! A service reads a property only where its type has it. Types are closed unless the [metadata of Microsoft
//! Graph](https://learn.microsoft.com/graph/traverse-the-graph#microsoft-graph-api-metadata) says otherwise, so the
//! property is unknown where it is, and missing where it belongs.
//!
//! ## What to do
//! Move it to where it belongs. The fix does this, as a guess, if there is only one such place.
//!
//! ## Evidence
//! - [msgraph-sdk-dotnet#450](https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/450): what the service answers to a
//!   name that a type does not have.
//! - [OData JSON Format 4.01, section 7](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_StructuralProperty):
//!   a property is a member of the object that has it.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{fix, key, object_in, soften, typed};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, ViolationKind};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "misplaced-property",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a property is in an object that does not have it, and belongs in another one",
        manual: crate::manual!("misplaced_property.rs"),
    },
    check: Check::Violation(
        |kind| match kind {
            ViolationKind::MisplacedProperty { .. } => true,
            ViolationKind::Typed(typed) => matches!(typed.fault, TypeFault::Misplaced { .. }),
            _ => false,
        },
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in context.violations() {
        let ViolationKind::MisplacedProperty { within, home, others } = &violation.kind else { continue };
        let (name, here, home) = (key(context, violation.span), object_in(context, within), object_in(context, home));
        let finding = findings.report(violation.span, format!("{name} is not a property of {here}"));
        finding.label(violation.span, format!("belongs in {home}"));
        for other in others {
            finding.label(*other, "and here");
        }
        finding
            .help(format!("The service reads it only in {home}, and usually rejects names that a type does not have. Move it there."))
            .fix(fix(violation, format!("move it to {home}")));
    }
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
            .help(format!("`{}` has no such property in {}. Move it there.", it.owner, it.metadata))
            .fix(home.as_ref().and_then(|home| fix(violation, format!("move it to `{home}`"))));
        soften(finding, it);
    }
}
