//! A call of a function has an unknown parameter, or a parameter is missing.
//!
//! ## Why it matters
//! The service finds a function by its name and the names of its parameters. With other names it answers `400 Bad Request` or
//! "Resource not found for the segment".
//!
//! ## What to do
//! Write the parameters that the reference shows; their order does not matter.
//!
//! ## Evidence
//! - [OData URL Conventions](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html), section "Addressing Functions".

use crate::catalogue::{Operation, ParameterFault, StepKind};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::quoted;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::suggest::alternatives;
use crate::text::{Edit, suggest};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unknown-function-parameter",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a function is called with other parameters than it has",
        manual: crate::manual!("unknown_function_parameter.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(resource) = context.resource() else { return };
    for step in &resource.route.steps {
        let StepKind::Operation { operation, fault: Some(fault) } = step.kind else { continue };
        let names: Vec<&str> = operation.parameters().map(|parameter| parameter.name()).collect();
        let help = help(operation, &names, resource.graph().label());
        match fault {
            ParameterFault::Unknown(span) => {
                let nearest = suggest::nearest(context.words(span), names.iter().copied());
                let fix = nearest
                    .and_then(|nearest| Fix::guess(format!("write `{nearest}`"), vec![Edit::replace(span, nearest)]));
                findings
                    .report(
                        span,
                        format!("the function `{}` has no parameter {}", operation.name(), quoted(context, span)),
                    )
                    .at_most(resource.severity())
                    .label(span, nearest.map_or("not known".to_owned(), |nearest| format!("`{nearest}`?")))
                    .help(help)
                    .fix(fix);
            }
            ParameterFault::Missing(span) => {
                let given = context.words(step.span).to_ascii_lowercase();
                let missing = names.iter().filter(|name| !given.contains(&format!("{}=", name.to_ascii_lowercase())));
                let missing = alternatives(missing.copied()).replace(" or ", " and ");
                findings
                    .report(span, format!("the function `{}` is called without {missing}", operation.name()))
                    .at_most(resource.severity())
                    .label(span, format!("{missing} missing"))
                    .help(help);
            }
        }
    }
}

fn help(operation: Operation<'_>, names: &[&str], metadata: String) -> String {
    let call: Vec<String> = names.iter().map(|name| format!("{name}={{{name}}}")).collect();
    format!("By {metadata} the call is `{}({})`.", operation.name(), call.join(","))
}
