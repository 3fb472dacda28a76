//! Microsoft's client library for JavaScript: `client.api("/users").version("beta").select("id").post({ … })`.
//!
//! See <https://github.com/microsoftgraph/msgraph-sdk-javascript>, and its names for methods and options of a query.

use std::ops::Range;

use crate::languages::expressions::arguments::Arguments;
use crate::languages::expressions::operators::as_text;
use crate::languages::expressions::requests::Callee;
use crate::languages::expressions::token::{Bracket, Kind};
use crate::languages::expressions::values::{At, Values};
use crate::languages::{Body, Call, GRAPH, Headers, Literal, Part, Text, UnknownBody};
use crate::text::Span;

/// The methods that send, and what they send.
const SENDERS: [(&str, &str); 11] = [
    ("get", "GET"),
    ("post", "POST"),
    ("create", "POST"),
    ("patch", "PATCH"),
    ("update", "PATCH"),
    ("put", "PUT"),
    ("delete", "DELETE"),
    ("del", "DELETE"),
    ("getStream", "GET"),
    ("putStream", "PUT"),
    ("query", "GET"),
];

/// The methods that add an option to the query.
const OPTIONS: [(&str, &str); 9] = [
    ("select", "$select"),
    ("expand", "$expand"),
    ("filter", "$filter"),
    ("search", "$search"),
    ("orderby", "$orderby"),
    ("top", "$top"),
    ("skip", "$skip"),
    ("skipToken", "$skiptoken"),
    ("count", "$count"),
];

/// A call in a chain: its name, what it is given, and where it stands.
struct Link {
    name: usize,
    inside: Range<usize>,
}

/// The most links of one chain.
const MOST_LINKS: usize = 64;

/// The call that a chain of the library makes, or `None` if it is none.
pub(super) fn call(values: &Values<'_>, callee: &Callee) -> Option<Call> {
    let sender = SENDERS.iter().find(|(name, _)| *name == values.words(callee.name))?;
    let object = callee.object.clone()?;
    // Others have a method of this name too.
    memchr::memmem::find(values.text.as_bytes(), b"raph")?;
    let (links, at) = links(values, &object, callee.at)?;
    let api = links.iter().position(|link| values.words(link.name) == "api")?;
    if sender.0 == "query" {
        return None;
    }
    let mut request = Request { version: None, url: None, headers: Headers::default(), query: Vec::new() };
    let start = values.place(object.start);
    for link in &links[api..] {
        let arguments = values.arguments(&link.inside, at);
        request.add(values, values.words(link.name), values.place(link.name), &arguments);
    }
    // Wherever the client comes from: what its own version is, is not known, but nearly always v1.0.
    let version = request.version.clone().unwrap_or_else(|| default_version(values, &object, callee.at));
    let path = request.url.clone();
    let url = path.map(|path| {
        let whole = complete(values, &path, &version, values.place(callee.name));
        request.with_options(values, whole)
    });
    let arguments = values.arguments(&callee.inside, callee.at);
    let sends = matches!(sender.1, "POST" | "PATCH" | "PUT");
    let given = arguments.placed.first().filter(|given| sends && !matches!(given, Literal::Null(_)));
    let body = match given {
        Some(given) => values.body(given, true),
        None if sends && arguments.incomplete => Body::Unknown(start, UnknownBody::Computed),
        None => Body::None,
    };
    let client = values.client(callee.name, None);
    let method = Some(Text::known(sender.1, client.name));
    let span = values.span(&callee.whole);
    Some(Call { span, client, method, url, headers: request.headers, body, notes: Vec::new() })
}

/// The calls of a chain in order, perhaps out of a variable, and where they stand.
fn links(values: &Values<'_>, object: &Range<usize>, at: At) -> Option<(Vec<Link>, At)> {
    let found = split(values, object);
    if found.iter().any(|link| values.words(link.name) == "api") {
        return Some((found, at));
    }
    if object.len() != 1 && values.kind(object.start) != Some(Kind::Name) {
        return None;
    }
    // `const request = client.api("…")`, and more after it.
    let first = object.start..object.start + 1;
    let origin = values.origin(&first, at)?;
    let mut before = split(values, &origin.whole);
    if !before.iter().any(|link| values.words(link.name) == "api") {
        return None;
    }
    before.extend(found);
    Some((before, origin.at))
}

fn split(values: &Values<'_>, range: &Range<usize>) -> Vec<Link> {
    let mut links = Vec::new();
    let mut at = range.start;
    while at < range.end && links.len() < MOST_LINKS {
        let behind = values.behind(at, range.end);
        if values.kind(at) == Some(Kind::Open(Bracket::Paren)) && at > range.start {
            let name = at - 1;
            if values.kind(name) == Some(Kind::Name) {
                links.push(Link { name, inside: values.inside(at, behind) });
            }
        }
        at = behind;
    }
    links
}

/// The version that a client has of itself.
fn default_version(values: &Values<'_>, object: &Range<usize>, at: At) -> Text {
    let place = values.place(object.start);
    let mut end = object.start;
    while end < object.end && values.words(end) != "api" {
        end += 1;
    }
    let client = object.start..end.saturating_sub(1).max(object.start + 1);
    let origin = values.origin(&client, at);
    let options = origin.map(|origin| values.arguments(&origin.inside, origin.at));
    let version = options.as_ref().and_then(|options| match options.placed.first() {
        Some(Literal::Object(object)) => {
            crate::languages::expressions::collections::get(values.text, object, "defaultVersion")
        }
        _ => None,
    });
    version.as_ref().and_then(as_text).unwrap_or_else(|| Text::known("v1.0", place))
}

/// The path with host and version, where it has none.
fn complete(values: &Values<'_>, path: &Text, version: &Text, place: Span) -> Text {
    let value = path.value(values.text);
    let begins_with_hole = matches!(path.parts.first(), Some(Part::Hole { .. }));
    if value.contains("://") || begins_with_hole {
        return path.clone();
    }
    let host = Text::known(GRAPH, place);
    let slash = Text::known(if value.starts_with('/') { "" } else { "/" }, Span::gap(path.span.start));
    host.joined(version, path.span).joined(&slash, path.span).joined(path, path.span)
}

/// What a chain says of its request.
struct Request {
    version: Option<Text>,
    url: Option<Text>,
    headers: Headers,
    query: Vec<(&'static str, Span, Text)>,
}

impl Request {
    fn add(&mut self, values: &Values<'_>, name: &str, place: Span, arguments: &Arguments) {
        let first = arguments.placed.first();
        let option = OPTIONS.iter().find(|(option, _)| *option == name);
        match (name, first) {
            ("api", first) => self.url = first.and_then(as_text),
            ("version", first) => self.version = first.and_then(as_text),
            ("header", Some(header)) => {
                if let (Some(header), Some(value)) = (as_text(header), arguments.placed.get(1).and_then(as_text)) {
                    self.headers.known.push((header, value));
                }
            }
            ("headers", headers) => {
                let more = values.headers(headers);
                self.headers.incomplete |= more.incomplete;
                self.headers.known.extend(more.known);
            }
            ("count", first) if !matches!(first, Some(Literal::Bool(false, _))) => {
                self.query.push(("$count", place, Text::known("true", place)));
            }
            (_, Some(first)) if option.is_some_and(|(name, _)| *name != "count") => {
                let value = match first {
                    Literal::Array(list) => match values.join(list, &Text::known(",", place), list.span) {
                        Some(Literal::Text(text)) => Some((*text).clone()),
                        _ => None,
                    },
                    value => as_text(value),
                };
                let several = arguments.placed.len() > 1;
                if let (Some((_, option)), Some(value)) = (option, value.filter(|_| !several)) {
                    self.query.push((option, place, value));
                }
            }
            _ => {}
        }
    }

    fn with_options(&self, values: &Values<'_>, url: Text) -> Text {
        let mut whole = Text { word: None, ..url };
        let mut sign = if whole.value(values.text).contains('?') { "&" } else { "?" };
        for (option, place, value) in &self.query {
            whole.parts.push(Part::Known { text: format!("{sign}{option}=").into(), span: *place });
            values.encode(value, &mut whole.parts);
            sign = "&";
        }
        whole
    }
}
