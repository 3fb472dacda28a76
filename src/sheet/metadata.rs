//! The sheet of any request to Graph, from the catalogue: what it is about, what it takes and what it gives back.

use super::below::root;
use super::{Row, Sheet};
use crate::catalogue::{
    BodyShape, Catalogue, End, Holder, Operation, Primitive, Route, StepKind, Type, TypeKind, Value, ValueType, Version,
};
use crate::operation::NamedRequest;

pub(super) fn sheet(request: &NamedRequest, catalogue: &Catalogue) -> Sheet {
    let route = request.route(catalogue);
    let method = request.method();
    let shape = route.body(method);
    // The name of a request in reports has no version.
    let name = request.name(catalogue);
    let title = name.split_once(' ').map(|(method, path)| format!("{method} {}{path}", root(&route))).unwrap_or(name);
    let mut parts = vec![("Body", body(shape))];
    parts.push((
        "Answer",
        answer(&route, method).map(|value| vec![(described(value), String::new())]).unwrap_or_default(),
    ));
    parts.push(("Metadata", vec![(format!("{} {}", route.graph.version().name(), route.graph.date()), String::new())]));
    let of_body = !matches!(shape, BodyShape::Nothing | BodyShape::Unknown);
    let of_body = of_body.then(|| ("request body".to_owned(), format!("msgraph-lint schema {title}")));
    let of_answer = answer(&route, method).is_some_and(|value| value.primitive() != Some(Primitive::Stream));
    let of_answer = of_answer.then(|| ("answer".to_owned(), format!("msgraph-lint schema {title} --response")));
    parts.push(("JSON Schemas", of_body.into_iter().chain(of_answer).collect()));
    let parts = parts.into_iter().map(|(title, rows)| (title.to_owned(), rows)).collect();
    Sheet { summary: summary(&route, method), link: link(&route), call: None, title, parts }
}

/// What a request is answered with, or `None` if that is not a body, or not known.
pub(crate) fn answer<'c>(route: &Route<'c>, method: &str) -> Option<Value<'c>> {
    match (route.end, method) {
        (End::Action(_) | End::Function(_), _) | (_, "GET") => route.answer(),
        (End::Collection { ty, .. }, "POST") => Some(Value { ty: ValueType::Named(ty), collection: false }),
        _ => None,
    }
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
        End::Property(_) if called(route).is_some() => {
            format!("Calls the function {}.", called(route).map(Operation::name).unwrap_or_default())
        }
        End::Action(operation) => format!("Calls the action {}.", operation.name()),
        End::Collection { ty, .. } if method == "POST" => format!("Creates one {} in a collection.", ty.name()),
        End::Collection { ty, .. } => format!("Lists objects of the type {}.", ty.name()),
        End::Entity { ty, .. } => format!("{does} one {}.", ty.name()),
        End::Property(value) => format!("{does} a property: {value}."),
        End::Content => format!("{does} content that is not JSON."),
        End::Count => "Counts a collection.".to_owned(),
        End::Reference { .. } if method == "POST" || method == "PUT" => "Adds or sets a reference.".to_owned(),
        End::Reference { .. } => format!("{does} a reference."),
        End::Batch => "Sends several requests in one.".to_owned(),
        End::Metadata | End::Service => "Reads what the service says of itself.".to_owned(),
        End::Unknown => String::new(),
    }
}

/// The function that the path ends with, if it does.
fn called<'c>(route: &Route<'c>) -> Option<Operation<'c>> {
    match route.steps.last()?.kind {
        StepKind::Operation { operation, .. } => Some(operation),
        _ => None,
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

fn body(shape: BodyShape<'_>) -> Vec<Row> {
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
fn members(ty: Type<'_>) -> Vec<Row> {
    let row = |member: crate::catalogue::Member<'_>| {
        let notes = match (member.is_navigation(), member.is_computed()) {
            (true, _) => ", navigation",
            (false, true) => ", computed",
            (false, false) => "",
        };
        (member.name().to_owned(), format!("{}{notes}", described(member.value())))
    };
    let mut rows: Vec<Row> = ty.members().map(row).collect();
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
