//! The sheet of any request to Graph, from the catalogue: what it is about, what it takes and what it gives back; and what there
//! is below a path.

use super::Failure;
use crate::catalogue::{
    BodyShape, Catalogue, End, Graph, Holder, Operation, Route, Type, TypeKind, Value, ValueType, Version,
};
use crate::operation::NamedRequest;

/// A title, and rows of a name and words.
pub(crate) type Part = (&'static str, Vec<(String, String)>);

/// What is told of a request.
pub(super) struct Sheet {
    pub(super) title: String,
    pub(super) summary: String,
    /// The address of its page in the reference, or of that of its type.
    pub(super) link: Option<String>,
    pub(super) parts: Vec<Part>,
}

pub(super) fn of(request: &NamedRequest) -> Sheet {
    let catalogue = Catalogue::builtin();
    let route = request.route(catalogue);
    let method = request.method();
    let shape = route.body(method);
    let title = request.name(catalogue);
    let mut parts = vec![("Body", body(shape))];
    let answer = match (route.end, method) {
        (End::Action(_) | End::Function(_), _) | (_, "GET") => route.answer(),
        (End::Collection { ty, .. }, "POST") => Some(Value { ty: ValueType::Named(ty), collection: false }),
        _ => None,
    };
    parts.push(("Answer", answer.map(|value| vec![(described(value), String::new())]).unwrap_or_default()));
    parts.push(("Metadata", vec![(format!("{} {}", route.graph.version().name(), route.graph.date()), String::new())]));
    let has_schema = !matches!(shape, BodyShape::Nothing | BodyShape::Unknown);
    let schema = has_schema.then(|| ("request body".to_owned(), format!("msgraph-lint schema {title}")));
    parts.push(("JSON Schemas", schema.into_iter().collect()));
    Sheet { summary: summary(&route, method), link: link(&route), title, parts }
}

/// What the request does, in a sentence.
fn summary(route: &Route<'_>, method: &str) -> String {
    let does = match method {
        "GET" => "Reads",
        "POST" => "Creates",
        "DELETE" => "Deletes",
        _ => "Changes",
    };
    match route.end {
        End::Collection { holder: Holder::Result(operation), .. } | End::Function(operation) => {
            format!("Calls the function {}.", operation.name())
        }
        End::Action(operation) => format!("Calls the action {}.", operation.name()),
        End::Collection { ty, .. } if method == "POST" => format!("Creates one {} in a collection.", ty.name()),
        End::Collection { ty, .. } => format!("Lists a collection of {}.", ty.name()),
        End::Entity { ty, .. } => format!("{does} one {}.", ty.name()),
        End::Property(value) => format!("{does} a property: {value}."),
        End::Content => format!("{does} content that is no JSON."),
        End::Count => "Counts a collection.".to_owned(),
        End::Reference { .. } if method == "POST" || method == "PUT" => "Adds or sets a reference.".to_owned(),
        End::Reference { .. } => format!("{does} a reference."),
        End::Batch => "Sends several requests in one.".to_owned(),
        End::Metadata | End::Service => "Reads what the service says of itself.".to_owned(),
        End::Unknown => String::new(),
    }
}

/// The page of an action or function, or else of the type that the path leads to.
fn link(route: &Route<'_>) -> Option<String> {
    if let Some(page) = route.operation().and_then(Operation::page) {
        return Some(page);
    }
    let ty = route.end.entity_type()?;
    let view = if route.graph.version() == Version::V1 { "1.0" } else { "beta" };
    let name = ty.name().replace('.', "-").to_ascii_lowercase();
    Some(format!("https://learn.microsoft.com/graph/api/resources/{name}?view=graph-rest-{view}"))
}

fn body(shape: BodyShape<'_>) -> Vec<(String, String)> {
    match shape {
        BodyShape::Value(value) => match value.named().filter(|_| !value.collection) {
            Some(ty) if ty.kind() != TypeKind::Enum => members(ty),
            _ => vec![("value".to_owned(), described(value))],
        },
        BodyShape::Parameters(action) => {
            action.parameters().map(|it| (small(it.name()), described(it.value()))).collect()
        }
        BodyShape::Reference => vec![("@odata.id".to_owned(), "the URL of what is meant".to_owned())],
        BodyShape::Batch => vec![("requests".to_owned(), "up to 20 requests".to_owned())],
        BodyShape::Nothing | BodyShape::Unknown => Vec::new(),
    }
}

/// A parameter as everybody writes it: the metadata has the first letter of many as a capital, and the services take both.
fn small(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

/// The properties of a type, its own and those that it inherits, by name.
fn members(ty: Type<'_>) -> Vec<(String, String)> {
    let row = |member: crate::catalogue::Member<'_>| {
        let notes = match (member.is_navigation(), member.is_computed()) {
            (true, _) => ", navigation",
            (false, true) => ", computed",
            (false, false) => "",
        };
        (member.name().to_owned(), format!("{}{notes}", described(member.value())))
    };
    let mut rows: Vec<(String, String)> = ty.members().map(row).collect();
    rows.sort();
    rows.dedup_by(|one, other| one.0 == other.0);
    rows
}

/// A type, with the members of an enumeration.
fn described(value: Value<'_>) -> String {
    let Some(ty) = value.named().filter(|ty| ty.kind() == TypeKind::Enum) else { return value.to_string() };
    let names: Vec<&str> = ty.names().collect();
    format!("{value}: {}", names.join(if ty.is_flags() { ", " } else { " | " }))
}

/// What there is at and below a path, whose last segment may be the beginning of a name: a request or several each.
pub(super) fn below(prefix: &str) -> Result<Vec<(String, String)>, Failure> {
    let catalogue = Catalogue::builtin();
    let (around, start) = match prefix.trim_end_matches('/').rsplit_once('/') {
        Some((around, start)) if !prefix.ends_with('/') => (around, start),
        _ => (prefix.trim_end_matches('/'), ""),
    };
    let request = |path: &str| NamedRequest::new("GET", if path.is_empty() { "/" } else { path });
    let whole = request(prefix).filter(|request| request.problem(catalogue).is_none());
    let mut rows = Vec::new();
    if let Some(route) = whole.as_ref().map(|request| request.route(catalogue))
        && let Some(template) = route.template().filter(|template| template != "/")
    {
        rows.push((methods(route.end), template.clone()));
        rows.extend(inside(&route, &template, ""));
        return Ok(rows);
    }
    let Some(request) = request(around) else { return Ok(rows) };
    let route = request.route(catalogue);
    if route.failure.is_some() {
        return Err(Failure::Message(request.problem(catalogue).unwrap_or_default()));
    }
    let template = route.template().filter(|template| template != "/").unwrap_or_default();
    Ok(inside(&route, &template, start))
}

/// What can follow a path, if its name begins with `start`.
fn inside(route: &Route<'_>, template: &str, start: &str) -> Vec<(String, String)> {
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
                let methods = if member.value().collection { "GET POST" } else { "GET PATCH" };
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
        add(if root.is_set() { "GET POST" } else { "GET" }.to_owned(), root.name());
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
    end.methods().join(" ")
}
