//! A string is not a member of the enumeration of its property.
//!
//! ## Why it matters
//! The [metadata of Microsoft Graph](https://learn.microsoft.com/graph/traverse-the-graph#microsoft-graph-api-metadata)
//! lists the members, and the service refuses any other string. Case does not matter.
//!
//! ## What to do
//! Write one of the members. In beta, where enumerations grow, the finding is a warning. If several members are
//! allowed, write them in one string, separated by commas.
//!
//! ## Evidence
//! - [OData JSON format](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html):
//!   the value of an enumeration is the name of a member, or several of them.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{LISTED, QUOTED, fix, soften, typed, value_at};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, ViolationKind};
use crate::text::excerpt;
use crate::text::suggest::alternatives;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unknown-enum-member",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a word that the property's enumeration does not have",
        manual: crate::manual!("unknown_enum_member.rs"),
    },
    check: Check::Violation(
        |kind| matches!(kind, ViolationKind::Typed(typed) if matches!(typed.fault, TypeFault::EnumMember { .. })),
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (violation, it) in typed(context) {
        let TypeFault::EnumMember { word, members, nearest } = &it.fault else { continue };
        let word = excerpt(word, QUOTED);
        let shown = alternatives(members.iter().take(LISTED).map(String::as_str));
        let listed = match members.len() {
            count if count > LISTED => format!("there are {count} values, among them {shown}"),
            _ => format!("the values are {shown}"),
        };
        let label = match nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "not one of the values".to_owned(),
        };
        let finding = findings.report(violation.span, format!("`{word}` is not a value of {}", value_at(&it.subject)));
        finding
            .label(violation.span, label)
            .help(format!("In {} {listed}.", it.metadata))
            .fix(nearest.as_ref().and_then(|nearest| fix(violation, format!("write `{nearest}`"))));
        soften(finding, it);
    }
}
