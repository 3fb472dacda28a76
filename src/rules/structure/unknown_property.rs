//! An object has a property that its type does not know.
//!
//! ## Why it matters
//! The types of this operation are closed in the
//! [metadata of Microsoft Graph](https://github.com/microsoftgraph/msgraph-metadata): there is no place for other names.
//! Elsewhere in Graph such a name is answered `400 Bad Request`, `RequestBodyRead`: "The property 'x' does not exist on
//! type …" ([msgraph-sdk-dotnet#450](https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/450)).
//!
//! ## What to do
//! Take it away, or write the name that was meant. Names that are nearly right are repaired as a guess. Annotations of
//! OData (`@odata.…`) are allowed everywhere, and `$schema` in the body.

use super::{fix, key, object_in};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::FactKind;
use crate::text::suggest;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unknown-property",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a name that its type does not know",
        manual: crate::manual!("unknown_property.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for fact in context.facts() {
        let name = key(context, fact.span);
        match &fact.kind {
            FactKind::MisspeltProperty { wanted } => {
                findings
                    .report(fact.span, format!("{name} is no name that the service knows"))
                    .label(fact.span, format!("did you mean `{wanted}`?"))
                    .help(format!("The service has no place for other names than its own. `{wanted}` is nearly the same, and missing here."))
                    .fix(fix(fact, format!("rename it to `{wanted}`")));
            }
            FactKind::UnknownProperty { home, within, known } => {
                let known = suggest::alternatives(known.iter().map(String::as_str));
                let remedy = match home {
                    Some(home) => format!("{name} is known in `{home}`: move it there, or take it away."),
                    None => format!("It knows {known}; take {name} away, or write the one that was meant."),
                };
                let message = match within.as_str() {
                    "" => format!("{name} is no parameter of the action"),
                    _ => format!("{name} is no property of {}", object_in(within)),
                };
                findings
                    .report(fact.span, message)
                    .label(fact.span, "unknown here")
                    .help(format!("The service has no place for other names than its own. {remedy}"));
            }
            _ => {}
        }
    }
}
