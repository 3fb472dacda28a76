//! Names and values of headers.

use super::super::place::Place;
use super::{Item, Kind};
use crate::text::{Span, offset};

/// The headers that requests to Graph have, what for, and their usual values.
const HEADERS: [(&str, &str, &[&str]); 9] = [
    ("Authorization", "the access token", &["Bearer {{token}}"]),
    ("Content-Type", "the form of the body", &["application/json"]),
    ("Accept", "the form of the answer", &["application/json"]),
    ("ConsistencyLevel", "for advanced queries on directory objects", &["eventual"]),
    ("Prefer", "wishes for the answer", &["return=minimal", "return=representation", "respond-async"]),
    ("If-Match", "changes it only if it is still this version", &["*"]),
    ("If-None-Match", "returns it only if it is another version", &["*"]),
    ("client-request-id", "a GUID of your own, to find the request again", &[]),
    ("Accept-Language", "the language of texts in the answer", &["en-US"]),
];

pub(super) fn items(place: &Place<'_>, line: Span) -> Vec<Item> {
    let text = place.text();
    let before = Span::new(line.start, place.at).of(text);
    match before.split_once(':') {
        Some((name, value)) => values(place, line, name.trim(), value),
        None => names(place, line),
    }
}

fn names(place: &Place<'_>, line: Span) -> Vec<Item> {
    let text = place.text();
    let words = line.of(text);
    let end = words.find(':').unwrap_or_else(|| words.trim_end().len());
    let has_colon = words.contains(':');
    let is_here = |name: &str| {
        let headers = &place.request.raw().message.headers;
        headers.iter().any(|it| it.name.of(text).eq_ignore_ascii_case(name) && it.span.start != line.start)
    };
    let own = place.operation.into_iter().flat_map(|operation| &operation.headers);
    let own = own.map(|header| (header.name.as_str(), header.value.as_str()));
    let mut known: Vec<&str> = Vec::new();
    let mut items = Vec::new();
    for (name, detail) in own.chain(HEADERS.iter().map(|(name, detail, _)| (*name, *detail))) {
        if is_here(name) || known.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            continue;
        }
        known.push(name);
        items.push(Item {
            label: name.to_owned(),
            kind: Kind::Field,
            detail: Some(detail.to_owned()),
            meaning: None,
            span: Span::new(line.start, (line.start + offset(end)).max(place.at)),
            text: if has_colon { name.to_owned() } else { format!("{name}: ") },
        });
    }
    items
}

fn values(place: &Place<'_>, line: Span, name: &str, before: &str) -> Vec<Item> {
    let known = HEADERS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name)).map_or(&[][..], |known| known.2);
    let start = place.at - offset(before.trim_start().len());
    let end = line.start + offset(line.of(place.text()).trim_end().len());
    let item = |value: &&str| Item {
        label: (*value).to_owned(),
        kind: Kind::Value,
        detail: None,
        meaning: None,
        span: Span::new(start, end.max(place.at)),
        text: if before.is_empty() { format!(" {value}") } else { (*value).to_owned() },
    };
    known.iter().map(item).collect()
}
