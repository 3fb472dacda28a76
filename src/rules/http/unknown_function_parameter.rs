//! A call of a function has an unknown parameter, or a parameter is missing. Or a value is text without quotes, or a
//! number, date or boolean in quotes; that is a warning.
//!
//! ## Why it matters
//! The service finds a function by its name and the names of its parameters. With other names it answers `400 Bad Request` or
//! "Resource not found for the segment".
//!
//! ## What to do
//! Write the parameters that the reference shows; their order does not matter. Text is in single quotes: `period='D7'`.
//!
//! ## Evidence
//! - [OData URL Conventions](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html), section "Addressing Functions".

use crate::catalogue::{Operation, ParameterFault, Primitive, StepKind, given_values};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{is_gap, quoted};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::suggest::alternatives;
use crate::text::{Edit, Span, suggest};

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
        let StepKind::Operation { operation, fault } = step.kind else { continue };
        let Some(fault) = fault else {
            if operation.is_function() {
                values(context, operation, step.span, findings);
            }
            continue;
        };
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

/// Reports the values in the parentheses of `call` whose quotes do not go with the type of their parameter.
fn values(context: &Context<'_>, operation: Operation<'_>, call: Span, findings: &mut Findings<'_>) {
    for (name, span) in given_values(context.text(), call) {
        let Some(parameter) = operation.parameter(&name) else { continue };
        let words = context.words(span);
        // An alias has its value in the query.
        let is_unknown =
            words.is_empty() || words.starts_with('@') || is_gap(context, words) || words.contains(['{', '<', '$']);
        let Some(primitive) = parameter.value().primitive().filter(|_| !parameter.value().collection && !is_unknown)
        else {
            continue;
        };
        let is_quoted = words.starts_with('\'') || words.get(..3).is_some_and(|start| start == "%27");
        let is_null = words.eq_ignore_ascii_case("null");
        let (is, belongs, fix) = match primitive {
            Primitive::String if !is_quoted && !is_null => (
                "text",
                "single quotes belong around it",
                Fix::guess("add single quotes", vec![Edit::replace(span, format!("'{words}'"))]),
            ),
            Primitive::Boolean if is_quoted => ("a boolean", "no quotes belong around it", None),
            Primitive::Date | Primitive::DateTimeOffset if is_quoted => ("a date", "no quotes belong around it", None),
            number if number.is_number() && is_quoted => ("a number", "no quotes belong around it", None),
            _ => continue,
        };
        findings
            .report(span, format!("`{}` of the function `{}` is {is}, but {} is not", parameter.name(), operation.name(), quoted(context, span)))
            .at_most(Severity::Warning)
            .label(span, belongs)
            .help("In the parentheses of a function text is in single quotes; numbers, dates, `true` and `false` are not.")
            .fix(fix);
    }
}

fn help(operation: Operation<'_>, names: &[&str], metadata: String) -> String {
    let call: Vec<String> = names.iter().map(|name| format!("{name}={{{name}}}")).collect();
    format!("By {metadata} the call is `{}({})`.", operation.name(), call.join(","))
}
