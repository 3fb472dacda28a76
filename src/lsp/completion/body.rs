//! Names and values in bodies.

use super::super::cursor::{Cursor, Slot, cursor};
use super::super::place::Place;
use super::super::shapes::{Name, Shape, value_words};
use super::{Item, Kind, body_shape, skeleton};
use crate::catalogue::{Graph, Type};
use crate::text::Span;

/// The end of a name whose value refers to something.
const BIND: &str = "@odata.bind";

pub(super) fn items(place: &Place<'_>, body: Span) -> Vec<Item> {
    let cursor = cursor(place.text(), body.start, place.at);
    let is_empty = body.of(place.text()).chars().all(|it| it.is_whitespace() || it == '\u{FEFF}');
    if is_empty && cursor.frames.is_empty() {
        return skeleton::items(place, Span::gap(place.at));
    }
    let Some(whole) = body_shape(place) else { return Vec::new() };
    if let Some((list, around)) = cursor.frames.split_last()
        && let Some(name) = list.of.as_ref().filter(|name| !list.is_object && name.ends_with(BIND))
    {
        return whole.inside(around).map_or(Vec::new(), |shape| bound(place, shape, name, &cursor));
    }
    let Some(shape) = whole.inside(&cursor.frames) else { return Vec::new() };
    match &cursor.slot {
        Slot::Name => names(shape, &cursor),
        Slot::ValueOf(name) => of_name(place, shape, name, &cursor),
        Slot::Value if cursor.frames.is_empty() => skeleton::items(place, cursor.token),
        Slot::Value => shape.element().map_or(Vec::new(), |shape| values(shape, &cursor)),
        Slot::Nothing => Vec::new(),
    }
}

/// The names that the object does not have yet.
fn names(shape: Shape<'_>, cursor: &Cursor) -> Vec<Item> {
    let known = cursor.frames.last().map_or(&[][..], |frame| &frame.names);
    let is_known = |name: &Name<'_>| known.iter().any(|it| it.eq_ignore_ascii_case(&name.name));
    let missing = shape.names().into_iter().filter(|name| !is_known(name));
    let written = |name: &Name<'_>| {
        let quoted = serde_json::Value::from(name.name.as_str()).to_string();
        if cursor.has_colon { quoted } else { format!("{quoted}: ") }
    };
    missing
        .map(|name| Item {
            kind: if name.is_bind { Kind::Reference } else { Kind::Property },
            detail: Some(detail(&name)),
            meaning: name.shape.and_then(Shape::meaning).map(str::to_owned),
            span: cursor.token,
            text: written(&name),
            label: name.name,
        })
        .collect()
}

fn detail(name: &Name<'_>) -> String {
    let words = match (name.is_bind, name.member, name.shape) {
        (true, Some(member), _) => format!("reference to {}", value_words(member.value().element())),
        (_, _, Some(shape)) => shape.words(),
        (_, _, None) => "type of the object".to_owned(),
    };
    if name.is_required { format!("{words}, required") } else { words }
}

/// The values of one name.
fn of_name(place: &Place<'_>, shape: Shape<'_>, name: &str, cursor: &Cursor) -> Vec<Item> {
    if name == "@odata.type"
        && let Some(ty) = shape.ty()
    {
        return types(ty, cursor);
    }
    if name.ends_with(BIND) {
        return bound(place, shape, name, cursor);
    }
    // What is documented of a string that the schema leaves open.
    let documented = place.operation.and_then(|operation| operation.object_types.as_ref());
    if let Some(types) = documented.filter(|types| types.property == name) {
        let item = |kind: &crate::operation::ObjectType| Item {
            label: kind.name.clone(),
            kind: Kind::Member,
            detail: Some(kind.used_for.clone()),
            meaning: None,
            span: cursor.token,
            text: serde_json::Value::from(kind.name.as_str()).to_string(),
        };
        return types.values.iter().map(item).collect();
    }
    shape.member(name).map_or(Vec::new(), |shape| values(shape, cursor))
}

/// What a name that ends in `@odata.bind` may refer to.
fn bound(place: &Place<'_>, shape: Shape<'_>, name: &str, cursor: &Cursor) -> Vec<Item> {
    let member = name.strip_suffix(BIND).and_then(|name| shape.ty()?.member(name));
    let graph = place.resource.map(|resource| resource.graph());
    match (member.and_then(|member| member.value().named()), graph) {
        (Some(ty), Some(graph)) => references(graph, ty, cursor),
        _ => Vec::new(),
    }
}

fn values(shape: Shape<'_>, cursor: &Cursor) -> Vec<Item> {
    let detail = shape.words();
    let item = |text: String| Item {
        label: text.trim_matches('"').to_owned(),
        kind: Kind::Member,
        detail: Some(detail.clone()),
        meaning: None,
        span: cursor.token,
        text,
    };
    shape.values().into_iter().map(item).collect()
}

/// The types that an object may say it is of: the expected one first.
fn types(ty: Type<'_>, cursor: &Cursor) -> Vec<Item> {
    let types = std::iter::once(ty).chain(ty.derived()).filter(|ty| !ty.is_abstract());
    let item = |ty: Type<'_>| {
        let name = format!("#{}", ty.full_name());
        let text = serde_json::Value::from(name.as_str()).to_string();
        Item { label: name, kind: Kind::Type, detail: None, meaning: None, span: cursor.token, text }
    };
    types.map(item).collect()
}

/// The addresses of entities of a type, as far as they are in sets of their own.
fn references(graph: Graph<'_>, ty: Type<'_>, cursor: &Cursor) -> Vec<Item> {
    let sets = graph.roots().filter(|root| {
        let of = root.value().filter(|value| value.collection).and_then(|value| value.named());
        of.is_some_and(|of| of.is_a(ty) || ty.is_a(of))
    });
    let item = |root: crate::catalogue::Root<'_>| {
        let url = format!("https://graph.microsoft.com/{}/{}/{{id}}", graph.version().name(), root.name());
        let text = serde_json::Value::from(url.as_str()).to_string();
        Item { label: url, kind: Kind::Reference, detail: None, meaning: None, span: cursor.token, text }
    };
    sets.map(item).collect()
}
