//! An object has a property that its type does not have.
//!
//! ## Why it matters
//! The types of provisionOnDemand are closed in the [metadata of Microsoft
//! Graph](https://github.com/microsoftgraph/msgraph-metadata): they accept no other names. Elsewhere in Graph the
//! service answers such a name with `400 Bad Request`, `RequestBodyRead`: "The property 'x' does not exist on type …"
//! ([msgraph-sdk-dotnet#450](https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/450)).
//!
//! ## What to do
//! Remove it, or correct the name. For names that are nearly right there is an unsafe fix. Annotations of OData
//! (`@odata.…`) are allowed everywhere, and `$schema` in the body.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{fix, key, object_in, soften, typed};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, ViolationKind};
use crate::text::suggest;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unknown-property",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "an object has a property that its type does not have",
        manual: crate::manual!("unknown_property.rs"),
    },
    check: Check::Violation(
        |kind| match kind {
            ViolationKind::MisspeltProperty { .. } | ViolationKind::UnknownProperty { .. } => true,
            ViolationKind::Typed(typed) => matches!(typed.fault, TypeFault::Unknown { .. }),
            _ => false,
        },
        check,
    ),
};

/// Why it matters, in a sentence.
const REJECTED: &str = "Graph services usually reject names that a type does not have.";

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in context.violations() {
        let name = key(context, violation.span);
        match &violation.kind {
            ViolationKind::MisspeltProperty { wanted } => {
                let (message, reason) = match context.user_schema() {
                    Some(_) => ("the schema does not know", "The schema allows no other names than its own."),
                    None => ("the service does not know", REJECTED),
                };
                findings
                    .report(violation.span, format!("{message} {name}"))
                    .label(violation.span, format!("did you mean `{wanted}`?"))
                    .help(format!("{reason} `{wanted}` is missing here: rename the key if it is meant."))
                    .fix(fix(violation, format!("rename it to `{wanted}`")));
            }
            ViolationKind::UnknownProperty { home, within, known } => {
                let known = suggest::alternatives(known.iter().map(String::as_str));
                let remedy = match home {
                    Some(home) => format!("{name} belongs in `{home}`: move it there, or remove it."),
                    None => format!("Remove it, or write the name that you mean: {known}."),
                };
                let message = match within.as_str() {
                    "" => format!("{name} is not a property of the body"),
                    _ => format!("{name} is not a property of {}", object_in(context, within)),
                };
                findings
                    .report(violation.span, message)
                    .label(violation.span, "unknown here")
                    .help(format!("{REJECTED} {remedy}"));
            }
            _ => {}
        }
    }
    for (violation, it) in typed(context) {
        let TypeFault::Unknown { nearest, parameter } = &it.fault else { continue };
        let name = key(context, violation.span);
        let what = if *parameter { "parameter" } else { "property" };
        let label = match nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "unknown here".to_owned(),
        };
        let finding = findings.report(violation.span, format!("{name} is not a {what} of `{}`", it.owner));
        finding
            .label(violation.span, label)
            .help(format!("{REJECTED} It is not in {}. Remove it, or write the name that you mean.", it.metadata))
            .fix(nearest.as_ref().and_then(|nearest| fix(violation, format!("rename it to `{nearest}`"))));
        soften(finding, it);
    }
}
