//! `@odata.type` names a type that Graph does not have, or that is not allowed here.
//!
//! ## Why it matters
//! The service uses the type to know the properties of the object. It refuses a type that is not in the [metadata of
//! Microsoft Graph](https://learn.microsoft.com/graph/traverse-the-graph#microsoft-graph-api-metadata), and one that
//! does not derive from the type of the property.
//!
//! ## What to do
//! Write the name of the type, with `#microsoft.graph.` before it. Names of the older Outlook service
//! (`Microsoft.OutlookServices.…`) are still accepted in places and are a warning.
//!
//! ## Evidence
//! - [OData JSON format](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html):
//!   control information `type`.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{QUOTED, fix, soften, typed};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, ViolationKind};
use crate::text::excerpt;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unknown-odata-type",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "`@odata.type` names a type that cannot stand there",
        manual: crate::manual!("unknown_odata_type.rs"),
    },
    check: Check::Violation(
        |kind| matches!(kind, ViolationKind::Typed(typed) if matches!(typed.fault, TypeFault::OdataType { .. })),
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (violation, it) in typed(context) {
        let TypeFault::OdataType { expected, nearest } = &it.fault else { continue };
        let words = excerpt(context.words(violation.span).trim_matches('"'), QUOTED);
        let (message, label) = match (expected, nearest) {
            (Some(expected), _) => {
                (format!("`{words}` is not a kind of `{expected}`"), format!("a `{expected}` belongs here"))
            }
            (None, Some(nearest)) => (format!("there is no type `{words}`"), format!("did you mean `{nearest}`?")),
            (None, None) => (format!("there is no type `{words}`"), "unknown".to_owned()),
        };
        let remedy = "Write the type that is meant, or leave `@odata.type` out.";
        let finding = findings.report(violation.span, message);
        finding
            .label(violation.span, label)
            .help(format!("That is how {} has it. {remedy}", it.metadata))
            .fix(nearest.as_ref().and_then(|nearest| fix(violation, format!("write `{nearest}`"))));
        soften(finding, it);
    }
}
