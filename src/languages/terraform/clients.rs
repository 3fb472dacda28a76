//! The resources and data sources that send requests, and the calls that they make.

use std::rc::Rc;

use super::blocks::{Block, Item, items};
use super::values::{Values, as_text};
use crate::languages::known::{self, Given};
use crate::languages::{
    Argument, Array, Body, Call, Client, GRAPH, Headers, Key, KnownClient, Literal, Made, Member, Note, NoteKind,
    Object, Part, Text, UnknownBody,
};
use crate::text::Span;
use crate::text::notation::HCL;
use crate::text::quoting::Quoting;

/// A block that sends a request.
struct Sender {
    /// `resource` or `data`; none is either.
    kind: Option<&'static str>,
    label: &'static str,
    /// Which method it sends: that of an attribute, or this.
    method: Method,
    url: &'static str,
    /// The attribute of what is after the URL.
    action: Option<&'static str>,
    body: Option<&'static str>,
    headers: &'static str,
    /// Whether URLs are paths after a version, and bodies values that are sent as JSON.
    is_graph: bool,
}

enum Method {
    Always(&'static str),
    Attribute(&'static str),
}

// https://registry.terraform.io/providers/microsoft/msgraph/latest/docs,
// https://registry.terraform.io/providers/hashicorp/http/latest/docs/data-sources/http,
// https://registry.terraform.io/providers/devops-rob/terracurl/latest/docs/resources/request
const SENDERS: [Sender; 7] = [
    Sender {
        kind: Some("resource"),
        label: "msgraph_resource",
        method: Method::Always("POST"),
        url: "url",
        action: None,
        body: Some("body"),
        headers: "headers",
        is_graph: true,
    },
    Sender {
        kind: Some("data"),
        label: "msgraph_resource",
        method: Method::Always("GET"),
        url: "url",
        action: None,
        body: None,
        headers: "headers",
        is_graph: true,
    },
    Sender {
        kind: Some("resource"),
        label: "msgraph_update_resource",
        method: Method::Always("PATCH"),
        url: "url",
        action: None,
        body: Some("body"),
        headers: "headers",
        is_graph: true,
    },
    Sender {
        kind: None,
        label: "msgraph_resource_action",
        method: Method::Attribute("method"),
        url: "resource_url",
        action: Some("action"),
        body: Some("body"),
        headers: "headers",
        is_graph: true,
    },
    Sender {
        kind: Some("resource"),
        label: "msgraph_resource_collection",
        method: Method::Always("GET"),
        url: "url",
        action: None,
        body: None,
        headers: "headers",
        is_graph: true,
    },
    Sender {
        kind: Some("data"),
        label: "http",
        method: Method::Attribute("method"),
        url: "url",
        action: None,
        body: Some("request_body"),
        headers: "request_headers",
        is_graph: false,
    },
    Sender {
        kind: None,
        label: "terracurl_request",
        method: Method::Attribute("method"),
        url: "url",
        action: None,
        body: Some("request_body"),
        headers: "headers",
        is_graph: false,
    },
];

/// The call that a block makes, or `None` if it sends no request.
pub(super) fn call(values: &Values<'_>, block: &Block, clients: &[KnownClient]) -> Option<Call> {
    let kind = values.words(block.kind);
    if !matches!(kind, "resource" | "data" | "ephemeral") {
        return None;
    }
    let label = values.words(block.labels.start).trim_matches('"');
    let is_meant = |it: &&Sender| it.label == label && it.kind.is_none_or(|wanted| wanted == kind);
    let sender = SENDERS.iter().find(is_meant);
    let known = clients.iter().find(|client| client.name == label);
    if sender.is_none() && known.is_none() {
        return None;
    }
    let name = values.tokens.get(block.labels.start)?.inner;
    let given = Attributes { values, items: items(values.tokens, block.inside.clone()) };
    Some(match sender {
        Some(sender) => of_sender(&given, block, sender, name),
        None => of_known(&given, block, known?, name),
    })
}

struct Attributes<'v, 't> {
    values: &'v Values<'t>,
    items: Vec<Item>,
}

impl Attributes<'_, '_> {
    fn get(&self, name: &str) -> Option<Literal> {
        self.items.iter().find_map(|item| match item {
            Item::Attribute(attribute) if self.values.words(attribute.name) == name => {
                Some(self.values.value(attribute.value.clone(), 0))
            }
            _ => None,
        })
    }

    fn text(&self, name: &str) -> Option<Text> {
        self.get(name).as_ref().and_then(as_text)
    }
}

fn of_sender(given: &Attributes<'_, '_>, block: &Block, sender: &Sender, name: Span) -> Call {
    let values = given.values;
    let client = Client { name, method: "GET", method_with_body: "POST", base: None, any_case: false };
    let method = match sender.method {
        Method::Always(method) => Some(Text::known(method, name)),
        Method::Attribute(attribute) => given.text(attribute),
    };
    let mut url = given.text(sender.url);
    if let (Some(path), Some(action)) = (&url, sender.action.and_then(|action| given.text(action))) {
        let begins = path.value(values.text).ends_with('/') || action.value(values.text).starts_with('/');
        let is_empty = action.parts.iter().all(|part| matches!(part, Part::Words { span, .. } if span.is_empty()));
        let slash = Text::known(if begins || is_empty { "" } else { "/" }, Span::gap(path.span.end));
        url = Some(path.joined(&slash, path.span).joined(&action, path.span));
    }
    if sender.is_graph {
        url = url.map(|path| {
            let version = given.text("api_version").and_then(|version| version.known_value(values.text));
            let slash = if path.value(values.text).starts_with('/') { "" } else { "/" };
            let base = format!("{GRAPH}{}{slash}", version.as_deref().unwrap_or("v1.0"));
            Text::known(&base, name).joined(&path, path.span)
        });
    }
    let headers = headers(given.get(sender.headers), sender.is_graph);
    let mut notes = Vec::new();
    let body = match sender.body.and_then(|body| given.get(body)) {
        Some(body) => self::body(&body, sender.is_graph),
        None => Body::None,
    };
    let is_typed = headers.incomplete
        || headers.known.iter().any(|(name, _)| name.value(values.text).eq_ignore_ascii_case("Content-Type"));
    if !is_typed && matches!(body, Body::Json(_) | Body::Text(_)) {
        notes.push(Note { span: name, kind: NoteKind::FormEncoded { encoded: false, fix: None } });
    }
    Call { span: values.span(&block.whole), client, method, url, headers, body, notes }
}

/// What is sent as a body.
fn body(value: &Literal, json: bool) -> Body {
    let unknown = |span| Body::Unknown(span, UnknownBody::Computed);
    match value {
        Literal::Text(text) => match text.made.as_deref() {
            Some(Made::Json { value: Literal::Hole(..), .. }) => unknown(text.span),
            Some(Made::Json { value, .. }) => Body::Json(value.clone()),
            Some(Made::File(path)) => Body::File(path.clone()),
            None if text.is_hole() => unknown(text.span),
            None => Body::Text((**text).clone()),
        },
        Literal::Null(_) => Body::None,
        Literal::Object(_) | Literal::Array(_) if json => Body::Json(value.clone()),
        other => unknown(other.span()),
    }
}

fn headers(value: Option<Literal>, is_graph: bool) -> Headers {
    let mut headers = Headers { known: Vec::new(), incomplete: is_graph };
    match value {
        None => {}
        Some(Literal::Object(object)) => {
            headers.incomplete |= object.incomplete;
            for member in &object.members {
                let key = member.key;
                let parts = vec![Part::Words { span: key.inner, quoting: key.quoting }];
                let value = as_text(&member.value).unwrap_or_else(|| Text::hole("", member.value.span()));
                headers.known.push((Text { span: key.span, parts, ..Text::default() }, value));
            }
        }
        Some(_) => headers.incomplete = true,
    }
    headers
}

/// The call of a resource that is known from outside: attributes are parts of the URL, and blocks the body.
fn of_known(given: &Attributes<'_, '_>, block: &Block, known: &KnownClient, name: Span) -> Call {
    let named = |name: &str| given.text(name);
    let arguments = Given { named: &named, placed: &|_| None };
    let body = known.body.iter().find_map(|argument| match argument {
        Argument::Named(name) => match given.get(name) {
            Some(value) => Some(body(&value, true)),
            None => blocks(given.values, &given.items, name, 0).map(Body::Json),
        },
        _ => None,
    });
    Call {
        span: given.values.span(&block.whole),
        client: known::client(known, name),
        method: known::method(known, &arguments, name),
        url: known::url(known, &arguments, name, given.values.text),
        headers: Headers { known: Vec::new(), incomplete: true },
        body: body.unwrap_or(Body::None),
        notes: Vec::new(),
    }
}

/// An object whose only member is the list of the blocks called `name`: `parameters` of blocks `parameter`.
fn blocks(values: &Values<'_>, items: &[Item], name: &str, depth: usize) -> Option<Literal> {
    let only = |item: &&Item| matches!(item, Item::Block(block) if is_called(values, block, name));
    let found: Vec<&Item> = items.iter().filter(only).collect();
    let span = match found.first()? {
        Item::Block(block) => values.span(&block.whole),
        Item::Attribute(_) => return None,
    };
    Some(object(values, &found, span, depth))
}

/// Whether a block is called `name`, be it one that is made any number of times.
fn is_called(values: &Values<'_>, block: &Block, name: &str) -> bool {
    match values.words(block.kind) {
        "dynamic" => values.words(block.labels.start).trim_matches('"') == name,
        kind => kind == name,
    }
}

/// The object that the items of a block are: attributes are members, and blocks of one name a list. Names are those of the JSON.
fn object(values: &Values<'_>, items: &[&Item], span: Span, depth: usize) -> Literal {
    let (open, close) = (Span::gap(span.start), Span::gap(span.end));
    let mut object = Object { span, open, close, notation: &HCL, members: Vec::new(), incomplete: false };
    let mut lists: Vec<(&str, Key, Array)> = Vec::new();
    for item in items {
        match item {
            Item::Attribute(attribute) => {
                let Some(token) = values.tokens.get(attribute.name) else { continue };
                let key = Key { span: token.span, inner: token.span, quoting: Quoting::HclName { plural: false } };
                let value = values.value(attribute.value.clone(), depth);
                object.members.push(Member { key, colon: None, value, comma: None });
            }
            Item::Block(block) => {
                let is_dynamic = values.words(block.kind) == "dynamic";
                let Some(token) = values.tokens.get(if is_dynamic { block.labels.start } else { block.kind }) else {
                    continue;
                };
                let name = token.inner.of(values.text);
                let whole = values.span(&block.whole);
                if !lists.iter().any(|(known, ..)| *known == name) {
                    let key = Key { span: token.span, inner: token.inner, quoting: Quoting::HclName { plural: true } };
                    let (open, close) = (Span::gap(whole.start), Span::gap(whole.end));
                    let list =
                        Array { span: whole, open, close, notation: &HCL, elements: Vec::new(), incomplete: false };
                    lists.push((name, key, list));
                }
                let Some((_, _, list)) = lists.iter_mut().find(|(known, ..)| *known == name) else { continue };
                if is_dynamic || depth > 16 {
                    list.incomplete = true;
                    list.elements.push((Literal::hole("", whole), None));
                    continue;
                }
                let inner = super::blocks::items(values.tokens, block.inside.clone());
                let inner: Vec<&Item> = inner.iter().collect();
                list.elements.push((self::object(values, &inner, whole, depth + 1), None));
            }
        }
    }
    for (_, key, list) in lists {
        object.members.push(Member { key, colon: None, value: Literal::Array(Rc::new(list)), comma: None });
    }
    Literal::Object(Rc::new(object))
}
