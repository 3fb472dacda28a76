//! What there is at and below a path, as requests that can be looked up in turn.

use super::Row;
use crate::catalogue::{Catalogue, Containment, End, Graph, Holder, Route, Type, Value, Version};
use crate::operation::NamedRequest;

/// What there is at and below a path, whose last segment may be the beginning of a name: a request or several each.
///
/// # Errors
/// Why the path leads nowhere.
pub(crate) fn below(prefix: &str, catalogue: &Catalogue) -> Result<Vec<Row>, String> {
    let (around, start) = match prefix.trim_end_matches('/').rsplit_once('/') {
        Some((around, start)) if !prefix.ends_with('/') => (around, start),
        _ => (prefix.trim_end_matches('/'), ""),
    };
    let request = |path: &str| NamedRequest::new("GET", if path.is_empty() { "/" } else { path });
    let whole = request(prefix).filter(|request| request.problem(catalogue).is_none());
    let mut rows = Vec::new();
    if let Some(route) = whole.as_ref().map(|request| request.route(catalogue))
        && let Some(template) = template(&route)
    {
        rows.push((methods(route.end), template.clone()));
        rows.extend(inside(&route, &template, ""));
        return Ok(rows);
    }
    let Some(request) = request(around) else { return Ok(rows) };
    let route = request.route(catalogue);
    if route.failure.is_some() {
        return Err(request.problem(catalogue).unwrap_or_default());
    }
    let template = template(&route).unwrap_or_else(|| root(&route).to_owned());
    Ok(inside(&route, &template, start))
}

/// The path with its version, if that is not v1.0, which is what a path without one means. None of the service itself.
fn template(route: &Route<'_>) -> Option<String> {
    let path = route.template().filter(|template| template != "/")?;
    Some(format!("{}{path}", root(route)))
}

/// What is before a path of this version.
pub(super) fn root(route: &Route<'_>) -> &'static str {
    if route.graph.version() == Version::Beta { "/beta" } else { "" }
}

/// What can follow a path, if its name begins with `start`.
fn inside(route: &Route<'_>, template: &str, start: &str) -> Vec<Row> {
    let begins = |name: &str| name.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start));
    let mut rows = Vec::new();
    let mut add = |methods: String, name: &str| {
        if begins(name) {
            rows.push((methods, format!("{template}/{name}")));
        }
    };
    match route.end {
        End::Service => roots(route.graph, &mut add),
        End::Collection { ty, .. } => {
            add("GET PATCH DELETE".to_owned(), "{id}");
            bound(ty, true, &mut add);
            add("GET".to_owned(), "$count");
        }
        End::Entity { ty, .. } => {
            for member in ty.members().filter(|member| member.is_navigation()) {
                let methods = match member.value().collection {
                    // What it refers to is added with `/$ref`.
                    true if member.containment() == Containment::Reference => "GET",
                    true => "GET POST",
                    false => "GET PATCH",
                };
                add(methods.to_owned(), member.name());
            }
            bound(ty, false, &mut add);
        }
        _ => {}
    }
    rows.sort_by(|one, other| one.1.cmp(&other.1));
    rows.dedup();
    rows
}

fn roots(graph: Graph<'_>, add: &mut impl FnMut(String, &str)) {
    for root in graph.roots() {
        // Of some roots the metadata has no more than the name.
        let methods = match root.value().and_then(Value::named) {
            None => "",
            Some(_) if root.is_set() => "GET POST",
            Some(_) => "GET",
        };
        add(methods.to_owned(), root.name());
    }
}

fn bound(ty: Type<'_>, of_collection: bool, add: &mut impl FnMut(String, &str)) {
    for operation in ty.operations(of_collection) {
        if operation.is_function() {
            let names: Vec<String> = operation.parameters().map(|it| format!("{0}={{{0}}}", it.name())).collect();
            add("GET".to_owned(), &format!("{}({})", operation.name(), names.join(",")));
        } else {
            add("POST".to_owned(), operation.name());
        }
    }
}

fn methods(end: End<'_>) -> String {
    let is_reference = match end {
        End::Collection { holder: Holder::Member(member), .. } => member.containment() == Containment::Reference,
        _ => false,
    };
    let methods: Vec<&str> =
        end.methods().iter().copied().filter(|method| !is_reference || *method != "POST").collect();
    methods.join(" ")
}
