//! `…@odata.bind` names a property that is not a navigation property, or its value or that of `@odata.id` is not a URL.
//!
//! ## Why it matters
//! With `name@odata.bind` a request sets the navigation property `name` to existing objects, each named by its URL. The
//! service refuses a name that is not a navigation property in the [metadata of Microsoft
//! Graph](https://learn.microsoft.com/graph/traverse-the-graph#microsoft-graph-api-metadata), and a value that is not a
//! URL. In a request to `/$ref`, `@odata.id` in the body names the object to add.
//!
//! ## What to do
//! Write the name of a navigation property, and as its value the URL of the object; if the property is a collection, a
//! list of URLs, even for one object.
//!
//! ## Evidence
//! - [OData JSON format](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html):
//!   bind operation.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{QUOTED, fix, soften, typed};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{BindFault, TypeFault, ViolationKind};
use crate::text::excerpt;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-bind",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "`…@odata.bind` that refers to nothing",
        manual: crate::manual!("malformed_bind.rs"),
    },
    check: Check::Violation(
        |kind| matches!(kind, ViolationKind::Typed(typed) if matches!(typed.fault, TypeFault::Bind(_))),
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (violation, it) in typed(context) {
        let TypeFault::Bind(fault) = &it.fault else { continue };
        let property = excerpt(it.subject.property.trim_end_matches("@odata.bind"), QUOTED);
        let (message, label, help) = match fault {
            BindFault::Unknown { nearest } => (
                format!("`{}` has no property `{property}` to bind", it.owner),
                match nearest {
                    Some(nearest) => format!("did you mean `{nearest}@odata.bind`?"),
                    None => "unknown here".to_owned(),
                },
                format!("It is not in {}.", it.metadata),
            ),
            BindFault::NoNavigation => (
                format!("`{property}` cannot be set by `@odata.bind`"),
                "no reference".to_owned(),
                format!("In {} it has a value of its own. Write `{property}` and the value.", it.metadata),
            ),
            BindFault::NoList => (
                format!("`{property}@odata.bind` takes a list of URLs"),
                "a list belongs here".to_owned(),
                format!("In {} the property holds many. Put the URL in brackets.", it.metadata),
            ),
            BindFault::NoUrl => (
                match it.subject.property.starts_with('@') {
                    true => format!("`{property}` is not a URL"),
                    false => format!("`{property}@odata.bind` refers to no URL"),
                },
                "a URL belongs here".to_owned(),
                "Write the URL of what is meant, such as `https://graph.microsoft.com/v1.0/users/{id}`.".to_owned(),
            ),
            BindFault::Absent => (
                format!("the body has no `{property}`"),
                format!("`{property}` belongs in here"),
                "What is added to a reference is named by its URL: \
                 `{\"@odata.id\": \"https://graph.microsoft.com/v1.0/directoryObjects/{id}\"}`."
                    .to_owned(),
            ),
        };
        let finding = findings.report(violation.span, message);
        finding.label(violation.span, label).help(help).fix(fix(violation, "correct the reference"));
        soften(finding, it);
    }
}
