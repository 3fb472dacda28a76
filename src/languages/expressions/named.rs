//! Calls of objects that are named after Microsoft Graph and come from another file: `graph_client.get("/me/messages")`,
//! `graph.request("POST", "/me/sendMail", json=…)`.

use super::operators::as_text;
use super::outline::Site;
use super::token::Kind;
use super::values::Values;
use crate::languages::{Body, Call, Headers, Literal, Part, Text, UnknownBody, is_named_after_graph};
use crate::text::Span;

const VERBS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Names of an argument that is sent.
const BODIES: [&str; 6] = ["json", "data", "json_body", "json_data", "body", "payload"];

/// The call that is made at a site, or `None` if nothing says that it sends a request.
pub(super) fn call(values: &Values<'_>, site: &Site) -> Option<Call> {
    let callee = values.callee(site)?;
    let name = values.words(callee.name).to_ascii_lowercase();
    let verb = VERBS.iter().find(|verb| **verb == name);
    if verb.is_none() && name != "request" {
        return None;
    }
    let object = callee.object.clone()?;
    let last = object.end.checked_sub(1).filter(|&last| values.kind(last) == Some(Kind::Name))?;
    let is_graph = is_named_after_graph(values.words(last))
        || values.origin(&object, callee.at).is_some_and(|origin| is_named_after_graph(&origin.path));
    // The routes of a server have such names too, and are given functions.
    if !is_graph
        || ["=>", "function", "lambda"].iter().any(|sign| values.span(&callee.inside).of(values.text).contains(sign))
    {
        return None;
    }
    let arguments = values.arguments(&callee.inside, callee.at);
    let place = usize::from(verb.is_none());
    let path = arguments.placed.get(place).and_then(as_text)?;
    let begins = matches!(path.parts.first(), Some(Part::Words { .. } | Part::Known { .. }));
    if !begins || !path.value(values.text).starts_with('/') {
        return None;
    }
    let client = values.client(callee.name, None);
    let method = match verb {
        Some(verb) => Text::known(&verb.to_uppercase(), client.name),
        None => arguments.placed.first().and_then(as_text)?,
    };
    let known = method.known_value(values.text)?.to_ascii_lowercase();
    if !VERBS.contains(&known.as_str()) {
        return None;
    }
    let sends = matches!(known.as_str(), "post" | "put" | "patch");
    // `graphApp.get('/users', handler)`
    let is_handled = |value: &Literal| matches!(value, Literal::Hole(..) | Literal::Text(_));
    if !values.dialect.python && !sends && arguments.placed.get(place + 1).is_some_and(is_handled) {
        return None;
    }
    let named = BODIES.iter().find_map(|name| arguments.named(name));
    let placed = arguments.placed.get(place + 1).filter(|value| matches!(value, Literal::Object(_)));
    let others = arguments.placed.len() > place + 1 || !arguments.named.is_empty() || arguments.incomplete;
    let body = match named.or(placed).filter(|_| sends) {
        Some(value) => values.body(value, true),
        None if sends && others => Body::Unknown(client.name, UnknownBody::Computed),
        None => Body::None,
    };
    // What it puts before the path is not known but for what it leads to.
    let base = Text::hole("graph", Span::gap(path.span.start));
    let url = values.with_query(base.joined(&path, path.span), arguments.named("params"));
    let headers = Headers { incomplete: true, ..Headers::default() };
    let span = values.span(&callee.whole);
    Some(Call { span, client, method: Some(method), url: Some(url), headers, body, notes: Vec::new() })
}
