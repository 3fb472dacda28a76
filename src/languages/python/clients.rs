//! The functions and methods that send requests, and the calls that they make.

use crate::languages::expressions::arguments::Arguments;
use crate::languages::expressions::operators::as_text;
use crate::languages::expressions::outline::Site;
use crate::languages::expressions::requests::Callee;
use crate::languages::expressions::values::Values;
use crate::languages::{Body, Call, KnownClient, Literal, Part, Text, UnknownBody};
use crate::text::Span;

const VERBS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "options"];

/// Modules whose functions are named like methods of HTTP.
const MODULES: [&str; 3] = ["requests", "httpx", "grequests"];

/// What makes an object that sends requests.
struct Maker {
    /// Its path, or the end of it.
    name: &'static str,
    /// The argument that is put before every URL that has no host.
    base: Option<&'static str>,
    /// What every URL begins with that has no host.
    always: Option<&'static str>,
}

const MAKERS: [Maker; 13] = [
    Maker { name: "requests.Session", base: None, always: None },
    Maker { name: "requests.session", base: None, always: None },
    Maker { name: "httpx.Client", base: Some("base_url"), always: None },
    Maker { name: "httpx.AsyncClient", base: Some("base_url"), always: None },
    Maker { name: "aiohttp.ClientSession", base: Some("base_url"), always: None },
    Maker { name: "ClientSession", base: Some("base_url"), always: None },
    Maker { name: "Session", base: None, always: None },
    Maker { name: "OAuth2Session", base: None, always: None },
    Maker { name: "requests_oauthlib.OAuth2Session", base: None, always: None },
    Maker { name: "urllib3.PoolManager", base: None, always: None },
    Maker { name: "httplib2.Http", base: None, always: None },
    // https://github.com/microsoftgraph/msgraph-sdk-python-core, before its version 1
    Maker { name: "msgraph.core.GraphClient", base: None, always: Some("https://graph.microsoft.com/v1.0") },
    Maker { name: "http.client.HTTPSConnection", base: Some("host"), always: None },
];

/// Arguments that only what sends requests has.
const MARKS: [&str; 9] = ["json", "data", "headers", "params", "timeout", "auth", "content", "body", "verify"];

/// The call that is made at a site, or `None` if it sends no request.
pub(super) fn call(values: &Values<'_>, site: &Site, clients: &[KnownClient]) -> Option<Call> {
    let callee = values.callee(site)?;
    let name = values.words(callee.name);
    if let Some(known) = clients.iter().find(|client| client.name == name || client.name == callee.path) {
        return Some(values.of_known(&callee, known));
    }
    match callee.path.as_str() {
        "urllib.request.Request" | "urllib2.Request" => return Some(urllib(values, &callee)),
        "urllib.request.urlopen" | "urllib2.urlopen" => {
            let call = urllib(values, &callee);
            // It may be given a request, which is a call by itself.
            let is_text = call.url.as_ref().is_some_and(|url| !url.is_hole());
            return is_text.then_some(call);
        }
        "aiohttp.request" | "requests.Request" => return Some(send(values, &callee, None, None, &callee.path)),
        _ => {}
    }
    // What is imported may have another name here: `from requests import post as send`.
    let name =
        callee.path.rsplit('.').next().filter(|_| callee.object.is_none() && !callee.path.is_empty()).unwrap_or(name);
    let verb = VERBS.iter().find(|verb| **verb == name);
    if verb.is_none() && !matches!(name, "request" | "stream" | "ws_connect") {
        return None;
    }
    let module = callee.path.rsplit_once('.').map_or("", |(module, _)| module);
    if MODULES.contains(&module) {
        return Some(send(values, &callee, verb.copied(), None, &callee.path));
    }
    let object = callee.object.clone()?;
    if let Some(origin) = values.origin(&object, callee.at) {
        let last = origin.path.rsplit('.').next().unwrap_or_default();
        if let Some(maker) = MAKERS.iter().find(|maker| maker.name == origin.path || maker.name == last) {
            let mut base = maker.always.map(|always| Text::known(always, values.place(callee.name)));
            if let Some(argument) = maker.base {
                let arguments = values.arguments(&origin.inside, origin.at);
                let place = if argument == "host" { 0 } else { usize::MAX };
                base = arguments.get(argument, place).and_then(as_text).or(base);
                if argument == "host" {
                    let host = base.unwrap_or_else(|| Text::hole("host", values.place(callee.name)));
                    return Some(connection(values, &callee, &host));
                }
            }
            return Some(send(values, &callee, verb.copied(), base, &origin.path));
        }
    }
    // What it is called of is not known: only what nothing else looks like.
    let arguments = values.arguments(&callee.inside, callee.at);
    let url = match verb {
        Some(_) => arguments.get("url", 0),
        None => arguments.get("url", 1),
    };
    let url = url.and_then(as_text)?;
    let is_marked = arguments.named.iter().any(|(name, ..)| MARKS.contains(&name.as_str()));
    let begins_with_hole = matches!(url.parts.first(), Some(Part::Hole { .. }));
    let is_meant = values.is_address(&url) || is_marked && begins_with_hole;
    is_meant.then(|| send(values, &callee, verb.copied(), None, ""))
}

/// `requests.post(url, json=…)` and kin. Without a verb, the method is the first argument.
fn send(values: &Values<'_>, callee: &Callee, verb: Option<&'static str>, base: Option<Text>, maker: &str) -> Call {
    let arguments = values.arguments(&callee.inside, callee.at);
    let client = values.client(callee.name, None);
    let first = usize::from(verb.is_none());
    let method = match verb {
        Some(verb) => Some(Text::known(&verb.to_uppercase(), client.name)),
        None => arguments.get("method", 0).and_then(as_text).or_else(|| Some(Text::hole("method", client.name))),
    };
    let url = arguments.get("url", first).and_then(as_text).map(|url| values.based(base, url));
    let url = url.map(|url| values.with_query(url, arguments.named("params")));
    let mut headers = values.headers(arguments.named("headers"));
    // What an object sends besides, or an authentication adds, is not known.
    let is_function = MODULES.iter().any(|module| maker.starts_with(module)) && !maker.contains("ession");
    headers.incomplete |= arguments.incomplete || !is_function || maker.contains("Client");
    let is_json = arguments.named("json").is_some_and(|json| !matches!(json, Literal::Null(_)));
    let body = body(values, &arguments, verb, first);
    let call = Call { span: values.span(&callee.whole), client, method, url, headers, body, notes: Vec::new() };
    values.noted(call, is_json)
}

fn body(values: &Values<'_>, arguments: &Arguments, verb: Option<&str>, first: usize) -> Body {
    let is_null = |value: &&Literal| matches!(value, Literal::Null(_));
    if let Some(json) = arguments.named("json").filter(|json| !is_null(json)) {
        return match json {
            // A text is sent as a JSON string, which is hardly what anybody means.
            Literal::Text(text) if !text.is_hole() => Body::Json(json.clone()),
            Literal::Text(_) => Body::Unknown(json.span(), UnknownBody::Computed),
            json => values.body(json, true),
        };
    }
    let sends = matches!(verb, Some("post" | "put" | "patch"));
    let placed = arguments.placed.get(first + 1).filter(|_| sends || verb.is_none());
    let named = ["data", "content", "body"].iter().find_map(|name| arguments.named(name));
    match named.or(placed).filter(|data| !is_null(data)) {
        Some(data) => values.body(data, false),
        None if arguments.named("files").is_some() || arguments.named("fields").is_some() => {
            Body::Unknown(arguments.named("files").map_or(Span::default(), Literal::span), UnknownBody::Computed)
        }
        None if arguments.incomplete => Body::Unknown(Span::default(), UnknownBody::Computed),
        None => Body::None,
    }
}

/// Reads a call of `urllib.request.Request(url, data=…, headers=…, method=…)`.
fn urllib(values: &Values<'_>, callee: &Callee) -> Call {
    let arguments = values.arguments(&callee.inside, callee.at);
    let client = values.client(callee.name, None);
    let url = arguments.get("url", 0).and_then(as_text);
    let data = arguments.get("data", 1);
    let body = data.map_or(Body::None, |data| values.body(data, false));
    let mut headers = values.headers(arguments.get("headers", 2));
    // `request.add_header(…)` may come after it.
    headers.incomplete = true;
    let method = arguments.named("method").and_then(as_text);
    let call = Call { span: values.span(&callee.whole), client, method, url, headers, body, notes: Vec::new() };
    values.noted(call, false)
}

/// Reads a call such as `connection.request("POST", "/v1.0/users", body, headers)`.
fn connection(values: &Values<'_>, callee: &Callee, host: &Text) -> Call {
    let arguments = values.arguments(&callee.inside, callee.at);
    let client = values.client(callee.name, None);
    let method = arguments.get("method", 0).and_then(as_text).or_else(|| Some(Text::hole("method", client.name)));
    let scheme = Text::known("https://", Span::gap(host.span.start));
    let url = arguments
        .get("url", 1)
        .and_then(as_text)
        .map(|url| if values.is_address(&url) { url } else { scheme.joined(host, url.span).joined(&url, url.span) });
    let body = arguments.get("body", 2).map_or(Body::None, |body| values.body(body, false));
    let mut headers = values.headers(arguments.get("headers", 3));
    headers.incomplete |= arguments.incomplete;
    let call = Call { span: values.span(&callee.whole), client, method, url, headers, body, notes: Vec::new() };
    values.noted(call, false)
}
