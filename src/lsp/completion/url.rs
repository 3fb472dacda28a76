//! Methods, and the parts of URLs: hosts, versions, segments, query options.

use super::super::place::Place;
use super::super::shapes::value_words;
use super::{Item, Kind};
use crate::catalogue::{Catalogue, End, Graph, Operation, Type, Version, resolve};
use crate::http::Url;
use crate::text::{Span, offset};

const METHODS: [&str; 5] = ["GET", "POST", "PATCH", "PUT", "DELETE"];

/// The query options of OData that Graph has.
const OPTIONS: [&str; 8] = ["$select", "$filter", "$expand", "$orderby", "$top", "$skip", "$count", "$search"];

pub(super) fn items(place: &Place<'_>, line: Span) -> Vec<Item> {
    let text = place.text();
    let before = Span::new(line.start, place.at.max(line.start)).of(text);
    let Some(gap) = before.find([' ', '\t']) else {
        let is_url = before.contains(['/', ':']);
        return if is_url { url(place, line.start) } else { methods(line.start, place) };
    };
    let start = gap + before[gap..].len() - before[gap..].trim_start().len();
    // Behind the URL stands the version of HTTP, or nothing.
    if before[start..].contains([' ', '\t']) {
        return Vec::new();
    }
    url(place, line.start + offset(start))
}

fn item(label: &str, kind: Kind, detail: Option<String>, span: Span) -> Item {
    Item { label: label.to_owned(), kind, detail, meaning: None, span, text: label.to_owned() }
}

fn methods(start: u32, place: &Place<'_>) -> Vec<Item> {
    METHODS.iter().map(|method| item(method, Kind::Value, None, Span::new(start, place.at))).collect()
}

/// The URL that begins at `start`.
fn url(place: &Place<'_>, start: u32) -> Vec<Item> {
    let text = place.text();
    let written = Span::new(start, place.at);
    let words = written.of(text);
    if let Some(query) = words.find('?') {
        return options(place, &words[query + 1..]);
    }
    let Some(slash) = words.rfind('/') else { return hosts(written) };
    let url = Url::read(text, written);
    if url.scheme.is_some() && url.host.is_none_or(|host| host.end >= place.at) {
        return hosts(written);
    }
    // The whole of the segment that the cursor is in gives way.
    let rest = text.get(place.at as usize..).unwrap_or_default();
    let end = rest.find(|it: char| it.is_whitespace() || "/?\"'".contains(it)).unwrap_or(rest.len());
    let span = Span::new(start + offset(slash) + 1, place.at + offset(end));
    let mut segments = url.segments;
    segments.retain(|segment| segment.span.end < span.start && !segment.span.is_empty());
    let version = segments.iter().position(|segment| Version::of(segment.span.of(text)).is_some());
    let Some(at) = version else {
        let is_first = segments.is_empty() && url.scheme.is_some();
        let versions = [Version::V1, Version::Beta].map(|version| item(version.name(), Kind::Folder, None, span));
        return if is_first || segments.is_empty() && words.starts_with("{{") { versions.into() } else { Vec::new() };
    };
    let Some(version) = Version::of(segments[at].span.of(text)) else { return Vec::new() };
    let catalogue = place.resource.map_or(Catalogue::builtin(), |resource| resource.graph().catalogue());
    let graph = catalogue.graph(version);
    let route = resolve(graph, text, &segments[at + 1..]);
    if route.failure.is_some() { Vec::new() } else { below(graph, route.end, span) }
}

fn hosts(span: Span) -> Vec<Item> {
    let urls = ["https://graph.microsoft.com/v1.0/", "https://graph.microsoft.com/beta/"];
    urls.iter().map(|url| item(url, Kind::Folder, None, span)).collect()
}

/// The segments that may be below what a path has led to.
fn below(graph: Graph<'_>, end: End<'_>, span: Span) -> Vec<Item> {
    let mut items = Vec::new();
    match end {
        End::Service => {
            let roots = graph.roots().map(|root| item(root.name(), Kind::Folder, root.value().map(value_words), span));
            items.extend(roots);
            items.sort_by(|one, other| one.label.cmp(&other.label));
            items.push(item("$batch", Kind::Operation, None, span));
        }
        End::Collection { ty, .. } => {
            items.push(item("{id}", Kind::Value, Some(format!("one {}", ty.name())), span));
            items.extend(ty.operations(true).map(|it| operation(it, span)));
            items.push(item("$count", Kind::Value, None, span));
            if matches!(end.holder(), Some(crate::catalogue::Holder::Member(_))) {
                items.push(item("$ref", Kind::Reference, None, span));
            }
        }
        End::Entity { ty, .. } => {
            items.extend(members(ty, span));
            items.extend(ty.operations(false).map(|it| operation(it, span)));
            if ty.has_media() {
                items.push(item("$value", Kind::Value, None, span));
            }
            if matches!(end.holder(), Some(crate::catalogue::Holder::Member(_))) {
                items.push(item("$ref", Kind::Reference, None, span));
            }
        }
        End::Property(value) => {
            items.extend(value.named().filter(|_| !value.collection).into_iter().flat_map(|ty| members(ty, span)));
        }
        _ => {}
    }
    // Overloads have one name.
    let mut seen = std::collections::BTreeSet::new();
    items.retain(|item| seen.insert(item.label.clone()));
    items
}

/// What is reached by a segment of its own: other entities first.
fn members(ty: Type<'_>, span: Span) -> Vec<Item> {
    let members = |navigation: bool| ty.members().filter(move |member| member.is_navigation() == navigation);
    let reached = members(true).chain(members(false).filter(|member| member.value().named().is_some()));
    reached.map(|member| item(member.name(), Kind::Property, Some(value_words(member.value())), span)).collect()
}

fn operation(operation: Operation<'_>, span: Span) -> Item {
    let kind = if operation.is_function() { "function" } else { "action" };
    let detail = match operation.returns() {
        Some(value) => format!("{kind}, returns {}", value_words(value)),
        None => kind.to_owned(),
    };
    let parameters: Vec<String> = operation
        .parameters()
        .filter(|_| operation.is_function())
        .map(|parameter| format!("{0}={{{0}}}", parameter.name()))
        .collect();
    let text = match operation.is_function() {
        true => format!("{}({})", operation.name(), parameters.join(",")),
        false => operation.name().to_owned(),
    };
    Item { text, ..item(operation.name(), Kind::Operation, Some(detail), span) }
}

/// Query options, and the names of properties in `$select` and `$expand`.
fn options(place: &Place<'_>, query: &str) -> Vec<Item> {
    let last = query.rsplit('&').next().unwrap_or_default();
    let ty = place.resource.and_then(|resource| resource.query_type());
    let Some((name, value)) = last.split_once('=') else {
        let span = Span::new(place.at - offset(last.len()), place.at);
        let items = OPTIONS.iter().map(|name| item(name, Kind::Field, None, span));
        return items.map(|item| Item { text: format!("{}=", item.label), ..item }).collect();
    };
    let word = value.rsplit([',', ' ']).next().unwrap_or_default();
    let span = Span::new(place.at - offset(word.len()), place.at);
    let wanted = match name.trim_start_matches('$') {
        "select" | "orderby" | "filter" => false,
        "expand" => true,
        _ => return Vec::new(),
    };
    let members = ty.into_iter().flat_map(|ty| ty.members().filter(|member| member.is_navigation() == wanted));
    members.map(|member| item(member.name(), Kind::Property, Some(value_words(member.value())), span)).collect()
}
