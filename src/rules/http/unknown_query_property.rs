//! `$select`, `$expand`, `$orderby` or `$filter` names a property that the type does not have.
//!
//! ## Why it matters
//! The service answers `400 Bad Request` with "Could not find a property named".
//!
//! ## What to do
//! Write the property that was meant; the finding names the nearest one. Properties of a derived type can be named with or without
//! the type before them. Names that look like extensions are not checked.
//!
//! In beta, which changes without notice, this is a warning.
//!
//! ## Evidence
//! - [Use query parameters to customize responses](https://learn.microsoft.com/graph/query-parameters).
//! - [OData metadata of v1.0](https://graph.microsoft.com/v1.0/$metadata).

use crate::catalogue::{Type, TypeKind, ValueType};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::odata::{Decoded, expand, filter, order_by, select};
use crate::rule::resource::{option_name, query};
use crate::rule::wording::quoted;
use crate::rule::{Check, Context, Findings, Part, Resource, Rule};
use crate::text::{Edit, Span, suggest};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unknown-query-property",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a query names a property that the type does not have",
        manual: crate::manual!("unknown_query_property.rs"),
    },
    check: Check::Message(Part::Url, check),
};

/// A path in an option, and what it begins at: the resource, or what another path of the option leads to.
struct Named {
    base: Option<usize>,
    segments: Vec<(String, Span)>,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(resource) = context.resource() else { return };
    let Some(root) = resource.query_type() else { return };
    for option in query(context.request()) {
        let Some(value) = option.value else { continue };
        let name = option_name(context.text(), &option);
        let decoded = Decoded::new(context.text(), value);
        let named: Vec<Named> = match name.as_str() {
            "select" => selected(select(&decoded)),
            "orderby" => selected(order_by(&decoded)),
            "expand" => selected(expand(&decoded)),
            "filter" => {
                let read = filter(&decoded);
                // What does not parse has one cause, which is reported elsewhere.
                if !read.errors.is_empty() {
                    continue;
                }
                read.paths.into_iter().map(|path| Named { base: path.base, segments: path.segments }).collect()
            }
            _ => continue,
        };
        each(context, resource, root, &name, &named, findings);
    }
}

fn selected(items: Vec<crate::http::odata::Selected>) -> Vec<Named> {
    items.into_iter().map(|item| Named { base: item.base, segments: item.segments }).collect()
}

/// What a path leads to.
#[derive(Clone, Copy)]
enum Leads<'c> {
    To(Type<'c>),
    Nowhere,
}

fn each<'c>(
    context: &Context<'_>,
    resource: &Resource<'c>,
    root: Type<'c>,
    option: &str,
    named: &[Named],
    findings: &mut Findings<'_>,
) {
    let mut ends: Vec<Leads<'c>> = Vec::with_capacity(named.len());
    for path in named {
        let mut at = match path.base {
            None => Leads::To(root),
            Some(base) => ends.get(base).copied().unwrap_or(Leads::Nowhere),
        };
        for (name, span) in &path.segments {
            let Leads::To(ty) = at else { break };
            at = match step(ty, name) {
                Step::To(ty) => Leads::To(ty),
                Step::End => Leads::Nowhere,
                Step::Unknown => {
                    report(context, resource, ty, option, (name, *span), findings);
                    Leads::Nowhere
                }
            };
        }
        ends.push(at);
    }
}

enum Step<'c> {
    To(Type<'c>),
    /// A value, or something that is not known further.
    End,
    Unknown,
}

fn step<'c>(ty: Type<'c>, name: &str) -> Step<'c> {
    if name.starts_with(['$', '@', '*']) || is_extension(name) || ty.is_dictionary() {
        return Step::End;
    }
    let lower = name.to_ascii_lowercase();
    if lower.starts_with("microsoft.graph.") || lower.starts_with("graph.") {
        return ty.graph().ty(name).map_or(Step::Unknown, Step::To);
    }
    // Of a list with objects of several types each has its own properties.
    // Looking through all types is dear, and needless where nothing has this name.
    let derived = || ty.derived().find_map(|ty| ty.member(name));
    let member = ty.member(name).or_else(|| if ty.graph().has_name(name) { derived() } else { None });
    match member.map(|member| member.value().ty) {
        None => Step::Unknown,
        Some(ValueType::Named(next)) if next.kind() != TypeKind::Enum => Step::To(next),
        Some(_) => Step::End,
    }
}

/// `extension_<id>_name`, `ext8x2m_thing`: what a tenant has added.
fn is_extension(name: &str) -> bool {
    name.contains('_')
}

fn report<'c>(
    context: &Context<'_>,
    resource: &Resource<'c>,
    ty: Type<'c>,
    option: &str,
    (name, span): (&str, Span),
    findings: &mut Findings<'_>,
) {
    let names: Vec<&str> = ty.members().map(|member| member.name()).collect();
    let nearest = suggest::nearest(name, names);
    let meant = nearest.map(|nearest| format!(" Was `{nearest}` meant?")).unwrap_or_default();
    let label = nearest.map_or("not known here".to_owned(), |nearest| format!("`{nearest}`?"));
    let graph = resource.graph();
    let in_beta = graph.other().ty(ty.name()).is_some_and(|ty| ty.member(name).is_some());
    if in_beta && graph.version() == crate::catalogue::Version::Beta {
        return;
    }
    let message = match in_beta {
        true => {
            format!("{} of `{}` exists only in beta, according to {}", quoted(context, span), ty.name(), graph.label())
        }
        false => format!("`{}` has no property {} in {}", ty.name(), quoted(context, span), graph.label()),
    };
    let quotes = match option {
        "filter" if nearest.is_none() => " Text is written in single quotes: `'…'`.",
        _ => "",
    };
    let fix = nearest
        .filter(|_| !in_beta)
        .and_then(|nearest| Fix::guess(format!("write `{nearest}`"), vec![Edit::replace(span, nearest)]));
    findings
        .report(span, message)
        .at_most(resource.severity())
        .label(span, if in_beta { "only in beta".to_owned() } else { label })
        .help(format!("The service answers \"Could not find a property named '{name}'\".{meant}{quotes}"))
        .fix(fix);
}
