//! The functions and methods that send requests, and the calls that they make.

mod chained;

use super::sdk;
use crate::languages::expressions::collections;
use crate::languages::expressions::operators::as_text;
use crate::languages::expressions::outline::Site;
use crate::languages::expressions::requests::Callee;
use crate::languages::expressions::values::Values;
use crate::languages::{Body, Call, Headers, KnownClient, Literal, Text, UnknownBody};

const VERBS: [&str; 8] = ["get", "post", "put", "patch", "delete", "head", "options", "del"];

/// Modules whose only function is `fetch`.
const FETCH: [&str; 9] = [
    "fetch",
    "window.fetch",
    "globalThis.fetch",
    "self.fetch",
    "node-fetch",
    "isomorphic-fetch",
    "cross-fetch",
    "node-fetch-commonjs",
    "undici.fetch",
];

/// A family of clients that are given their options in an object.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Axios,
    Got,
    Ajax,
    Request,
    Script,
    /// Grafana k6: `http.post(url, body, params)`, `http.request(method, url, body, params)`.
    K6,
}

/// The call that is made at a site, or `None` if it sends no request.
pub(super) fn call(values: &Values<'_>, site: &Site, clients: &[KnownClient]) -> Option<Call> {
    let callee = values.callee(site)?;
    let name = values.words(callee.name);
    if let Some(known) = clients.iter().find(|client| client.name == name || client.name == callee.path) {
        return Some(values.of_known(&callee, known));
    }
    let path = callee.path.as_str();
    if FETCH.contains(&path) {
        return Some(fetch(values, &callee));
    }
    if let Some(call) = sdk::call(values, &callee) {
        return Some(call);
    }
    let verb = VERBS.iter().find(|verb| **verb == name).map(|verb| if *verb == "del" { "delete" } else { *verb });
    let (module, rest) = path.split_once('.').unwrap_or((path, ""));
    let family = match module {
        "axios" => Some(Family::Axios),
        "got" | "ky" => Some(Family::Got),
        "$" | "jQuery" | "jquery" => Some(Family::Ajax),
        "request-promise" | "request-promise-native" | "request" if is_imported(values, &callee) => {
            Some(Family::Request)
        }
        "UrlFetchApp" => Some(Family::Script),
        "k6/http" => Some(Family::K6),
        _ => None,
    };
    match (family, rest, verb) {
        (Some(Family::Script), "fetch", _) => {
            return Some(with_options(values, &callee, Family::Script, None, None));
        }
        (Some(Family::K6), _, verb) if verb.is_some() || name == "request" => {
            return Some(k6(values, &callee, verb));
        }
        (Some(Family::Ajax), "ajax", _) => return Some(with_options(values, &callee, Family::Ajax, None, None)),
        (Some(Family::Axios), "get" | "post" | "put" | "patch" | "delete" | "head", Some(verb)) => {
            return Some(with_verb(values, &callee, verb, None));
        }
        (Some(Family::Axios), "" | "request" | "default", _) => {
            return Some(with_options(values, &callee, Family::Axios, None, None));
        }
        (Some(family @ (Family::Got | Family::Request)), "" | "default" | "defaults", _) => {
            return Some(with_options(values, &callee, family, None, None));
        }
        (Some(family @ (Family::Got | Family::Request)), rest, Some(verb)) if !rest.contains('.') => {
            return Some(with_options(values, &callee, family, Some(verb), None));
        }
        _ => {}
    }
    if let Some(call) = chained::call(values, &callee, verb) {
        return Some(call);
    }
    let whole = callee.name..callee.name + 1;
    let origin = match &callee.object {
        Some(object) => values.origin(object, callee.at),
        None => values.origin(&whole, callee.at),
    };
    if let Some(origin) = &origin {
        let options = values.arguments(&origin.inside, origin.at);
        let base = |name: &str| match options.placed.first() {
            Some(Literal::Object(object)) => collections::get(values.text, object, name).as_ref().and_then(as_text),
            _ => None,
        };
        match (origin.path.as_str(), verb, name) {
            ("axios.create", Some(verb), _) => return Some(with_verb(values, &callee, verb, base("baseURL"))),
            ("axios.create", None, "request") => {
                return Some(with_options(values, &callee, Family::Axios, None, base("baseURL")));
            }
            ("axios.create", None, _) if callee.object.is_none() => {
                return Some(with_options(values, &callee, Family::Axios, None, base("baseURL")));
            }
            ("got.extend" | "ky.create" | "ky.extend", verb, _) if verb.is_some() || callee.object.is_none() => {
                return Some(with_options(values, &callee, Family::Got, verb, base("prefixUrl")));
            }
            _ => {}
        }
    }
    // What it is called of is not known: only what nothing else looks like.
    callee.object.as_ref()?;
    let arguments = values.arguments(&callee.inside, callee.at);
    let url = arguments.placed.first().and_then(as_text)?;
    if !values.is_address(&url) {
        return None;
    }
    match (verb, name) {
        (Some("options" | "head"), _) => None,
        (Some(verb), _) => Some(with_verb(values, &callee, verb, None)),
        (None, "fetch") => Some(fetch(values, &callee)),
        _ => None,
    }
}

/// Whether the first name of a path is that of a module.
fn is_imported(values: &Values<'_>, callee: &Callee) -> bool {
    let first = values.words(callee.whole.start);
    values.outline.imports.contains_key(first)
}

fn new_call(values: &Values<'_>, callee: &Callee) -> Call {
    Call {
        span: values.span(&callee.whole),
        client: values.client(callee.name, None),
        method: None,
        url: None,
        headers: Headers::default(),
        body: Body::None,
        notes: Vec::new(),
    }
}

/// `fetch(url, { method, headers, body })`
fn fetch(values: &Values<'_>, callee: &Callee) -> Call {
    let arguments = values.arguments(&callee.inside, callee.at);
    let mut call = new_call(values, callee);
    call.url = arguments.placed.first().and_then(as_text);
    let get = Text::known("GET", call.client.name);
    match arguments.placed.get(1) {
        None if !arguments.incomplete => call.method = Some(get),
        Some(Literal::Object(options)) => {
            let option = |name: &str| collections::get(values.text, options, name);
            call.method = match option("method") {
                Some(method) => as_text(&method),
                None if options.incomplete => Some(Text::hole("method", call.client.name)),
                None => Some(get),
            };
            call.headers = values.headers(option("headers").as_ref());
            call.headers.incomplete |= options.incomplete;
            call.body = match option("body") {
                Some(body) => values.body(&body, false),
                None if options.incomplete => Body::Unknown(options.span, UnknownBody::Computed),
                None => Body::None,
            };
            // An object is sent as its name, which is nobody's intention; what is meant is not known.
            if matches!(option("body"), Some(Literal::Object(_))) {
                call.body = Body::Unknown(options.span, UnknownBody::Computed);
            }
        }
        _ => {
            call.method = Some(Text::hole("method", call.client.name));
            call.headers.incomplete = true;
            call.body = Body::Unknown(call.client.name, UnknownBody::Options);
        }
    }
    values.noted(call, false)
}

/// `http.post(url, body, params)`, `http.request(method, url, body, params)`
/// (<https://grafana.com/docs/k6/latest/javascript-api/k6-http/>): a text is sent as it is, an object as a form.
fn k6(values: &Values<'_>, callee: &Callee, verb: Option<&str>) -> Call {
    let arguments = values.arguments(&callee.inside, callee.at);
    let mut call = new_call(values, callee);
    let mut given = arguments.placed.iter();
    call.method = match verb {
        Some(verb) => Some(Text::known(&verb.to_uppercase(), call.client.name)),
        None => given.next().and_then(as_text),
    };
    call.url = given.next().and_then(as_text);
    let body = if matches!(verb, Some("get" | "head")) { None } else { given.next() };
    let options = given.next();
    if let Some(Literal::Object(options)) = options {
        call.headers = values.headers(collections::get(values.text, options, "headers").as_ref());
        call.headers.incomplete |= options.incomplete;
    }
    call.headers.incomplete |= arguments.incomplete || matches!(options, Some(Literal::Hole(..)));
    call.body = match body {
        None | Some(Literal::Null(_)) => Body::None,
        Some(body) => values.body(body, false),
    };
    values.noted(call, false)
}

/// Reads a call such as `axios.post(url, data, config)`.
fn with_verb(values: &Values<'_>, callee: &Callee, verb: &str, base: Option<Text>) -> Call {
    let arguments = values.arguments(&callee.inside, callee.at);
    let mut call = new_call(values, callee);
    let is_instance = base.is_some() || !callee.path.starts_with("axios.");
    call.method = Some(Text::known(&verb.to_uppercase(), call.client.name));
    let url = arguments.placed.first().and_then(as_text);
    let sends = matches!(verb, "post" | "put" | "patch");
    let config = arguments.placed.get(if sends { 2 } else { 1 });
    let option = |name: &str| match config {
        Some(Literal::Object(config)) => collections::get(values.text, config, name),
        _ => None,
    };
    call.headers = values.headers(option("headers").as_ref());
    call.headers.incomplete |= is_instance
        || arguments.incomplete
        || matches!(config, Some(Literal::Hole(..)))
        || matches!(config, Some(Literal::Object(config)) if config.incomplete)
        || values.text.contains("axios.defaults");
    call.url = url.map(|url| values.with_query(values.based(base, url), option("params").as_ref()));
    let data = if sends { arguments.placed.get(1).cloned() } else { option("data") };
    call.body = match data {
        Some(data) => values.body(&data, true),
        None if sends && arguments.incomplete => Body::Unknown(call.client.name, UnknownBody::Computed),
        None => Body::None,
    };
    let is_value = matches!(call.body, Body::Json(_)) && data_is_value(&arguments.placed, sends, option("data"));
    values.noted(call, is_value)
}

/// Whether what is sent is a value, which says itself what it is, and no text.
fn data_is_value(placed: &[Literal], sends: bool, data: Option<Literal>) -> bool {
    let data = if sends { placed.get(1).cloned() } else { data };
    matches!(data, Some(Literal::Object(_) | Literal::Array(_)))
}

/// `axios({ method, url, data })`, `got(url, { json })`, `$.ajax({ … })`
fn with_options(values: &Values<'_>, callee: &Callee, family: Family, verb: Option<&str>, base: Option<Text>) -> Call {
    let arguments = values.arguments(&callee.inside, callee.at);
    let mut call = new_call(values, callee);
    let (url, options) = match arguments.placed.as_slice() {
        [first @ Literal::Object(_), ..] => (None, Some(first)),
        [only @ Literal::Hole(..)] if family != Family::Got => (None, Some(only)),
        [url, options, ..] => (as_text(url), Some(options)),
        [url] => (as_text(url), None),
        [] => (None, None),
    };
    let known = match options {
        Some(Literal::Object(object)) => Some(object),
        _ => None,
    };
    let option = |names: &[&str]| {
        let object = known?;
        names.iter().find_map(|name| collections::get(values.text, object, name))
    };
    let incomplete = arguments.incomplete
        || matches!(options, Some(Literal::Hole(..) | Literal::Text(_)))
        || known.is_some_and(|object| object.incomplete);
    let url = url.or_else(|| option(&["url", "uri"]).as_ref().and_then(as_text));
    let base = base.or_else(|| option(&["baseURL", "prefixUrl", "baseUrl"]).as_ref().and_then(as_text));
    let query = option(&["params", "searchParams", "qs"]);
    call.url = url.map(|url| values.with_query(values.based(base.clone(), url), query.as_ref()));
    call.method = match (verb, option(&["method", "type"])) {
        (Some(verb), _) => Some(Text::known(&verb.to_uppercase(), call.client.name)),
        (None, Some(method)) => as_text(&method).or_else(|| Some(Text::hole("method", call.client.name))),
        (None, None) if incomplete => Some(Text::hole("method", call.client.name)),
        (None, None) => Some(Text::known("GET", call.client.name)),
    };
    call.headers = values.headers(option(&["headers"]).as_ref());
    call.headers.incomplete |= incomplete || base.is_some() || values.text.contains("axios.defaults");
    if let Some(value) = option(&["contentType"]).as_ref().and_then(as_text) {
        call.headers.known.push((Text::known("Content-Type", value.span), value));
    }
    let json = option(&["json"]);
    let is_flag = matches!(json, Some(Literal::Bool(..)));
    let data = option(&["data", "body", "payload"]);
    let (body, is_value) = match (&json, &data) {
        (Some(json), _) if !is_flag => (Some(json), true),
        (_, Some(data)) => {
            let is_value = matches!(data, Literal::Object(_) | Literal::Array(_));
            (Some(data), is_value && (family == Family::Axios || is_flag))
        }
        _ => (None, false),
    };
    call.body = match body {
        Some(body) => values.body(body, is_value),
        None if incomplete => Body::Unknown(call.client.name, UnknownBody::Options),
        None => Body::None,
    };
    // What is sent with GET is a query, and nothing is said of it here.
    let is_get = call.method.as_ref().is_some_and(|method| method.value(values.text).eq_ignore_ascii_case("GET"));
    if is_get && family == Family::Ajax {
        call.body = Body::None;
    }
    let sets_type = is_value || is_flag || is_get;
    values.noted(call, sets_type)
}
