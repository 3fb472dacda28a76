//! A query has an option that Microsoft Graph does not know.
//!
//! ## Why it matters
//! The service answers `400 Bad Request` to an unknown option with a `$`, and ignores one without, so the response is
//! not the one that was requested.
//!
//! ## What to do
//! Write the option that was meant; the finding names the nearest one. Without the `$`, as in `filter=`, options work as well.
//!
//! ## Evidence
//! - [Use query parameters to customize responses](https://learn.microsoft.com/graph/query-parameters).

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::odata::{Decoded, nested_options};
use crate::rule::resource::{option_name, query};
use crate::rule::wording::quoted;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span, secret, suggest};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unknown-query-option",
        group: Group::Http,
        severity: Severity::Warning,
        fix: FixAvailability::Sometimes,
        summary: "a query has an option that Microsoft Graph does not know",
        manual: crate::manual!("unknown_query_option.rs"),
    },
    check: Check::Message(Part::Url, check),
};

/// The options of OData, and those that links to the next page have.
const KNOWN: [&str; 17] = [
    "select",
    "expand",
    "filter",
    "orderby",
    "search",
    "top",
    "skip",
    "count",
    "format",
    "skiptoken",
    "deltatoken",
    "apply",
    "compute",
    "index",
    "levels",
    "id",
    "schemaversion",
];

/// The shortest name without `$` that is held against those of OData: a shorter one is near to many.
const LONG: usize = 5;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(resource) = context.resource() else { return };
    // Which options of its own a resource has is not known where the path goes wrong; those of OData are the same everywhere.
    let is_known = resource.is_known();
    for option in query(context.request()) {
        let written = context.words(option.name);
        let name = option_name(context.text(), &option);
        if let Some(value) = option.value.filter(|_| name == "expand") {
            nested(context, value, findings);
        }
        if name.is_empty() || name.starts_with('@') || written.contains(['{', '<']) || KNOWN.contains(&name.as_str()) {
            continue;
        }
        let has_dollar = written.starts_with('$') || written.starts_with("%24");
        let nearest = suggest::nearest(&name, KNOWN);
        let others = || {
            let parameters = resource.route.operation().into_iter().flat_map(|operation| operation.parameters());
            resource.graph().options().chain(parameters.map(|parameter| parameter.name()))
        };
        let is_own = others().any(|known| known.eq_ignore_ascii_case(&name));
        let unsure = match is_known {
            true => !has_dollar && (nearest.is_none() || name.len() < LONG),
            false => !has_dollar || nearest.is_none(),
        };
        if is_own || unsure {
            continue;
        }
        let label = nearest.map_or("not known".to_owned(), |nearest| format!("`${nearest}`?"));
        let meant = nearest.map(|nearest| format!(" Was `${nearest}` meant?")).unwrap_or_default();
        let whole = context.words(option.value.map_or(option.name, |value| option.name.join(value)));
        let fix = nearest.filter(|_| is_harmless(whole)).and_then(|nearest| {
            Fix::guess(format!("write `${nearest}`"), vec![Edit::replace(option.name, format!("${nearest}"))])
        });
        findings
            .report(option.name, format!("{} is not a query option of Microsoft Graph", quoted(context, option.name)))
            .label(option.name, label)
            .help(format!("The service refuses it, or passes over it and answers something else.{meant}"))
            .fix(fix);
    }
}

/// Whether an option can be renamed. Under another name a secret would no longer be known as one, and would be shown.
fn is_harmless(option: &str) -> bool {
    secret::places(option).is_empty()
}

/// Options in the parentheses of `$expand`. What is near none of OData's may be one of the service.
fn nested(context: &Context<'_>, value: Span, findings: &mut Findings<'_>) {
    for (name, span) in nested_options(&Decoded::new(context.text(), value)) {
        let plain = name.trim_start_matches('$').to_ascii_lowercase();
        let Some(nearest) = suggest::nearest(&plain, KNOWN).filter(|_| !KNOWN.contains(&plain.as_str())) else {
            continue;
        };
        let fix = is_harmless(context.words(Span::new(span.start, value.end)))
            .then(|| Fix::guess(format!("write `${nearest}`"), vec![Edit::replace(span, format!("${nearest}"))]));
        findings
            .report(span, format!("{} is not a query option of Microsoft Graph", quoted(context, span)))
            .label(span, format!("`${nearest}`?"))
            .help(format!("In the parentheses of `$expand` stand options of OData too. Was `${nearest}` meant?"))
            .fix(fix.flatten());
    }
}
