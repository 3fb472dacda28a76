//! A request that one JSON object describes: `{"method", "url", "headers", "body"}`, in the names that programs, gateways and
//! workflows give its members.

use std::collections::HashMap;

use super::composed::Composed;
use super::unknown::expressions;
use crate::http::{StartLine, names_graph};
use crate::json::{Document, Kind, Node, SyntaxErrorKind};
use crate::request::{ContainerKind, Mark, Notes, RawRequest, Request};
use crate::text::Span;
use crate::text::mapped::MappedText;

/// Names of the member for the method, without regard to case.
const METHOD: &[&str] = &["method", "httpMethod", "requestMethod", "verb", "BackendMethod"];
/// Names of the member for the URL.
const URL: &[&str] = &["url", "uri", "requestUri", "requestUrl", "BackendUrl", "endpoint"];
/// Names of the member that has it, or only its path, in objects of many kinds: they count only where it leads to Microsoft
/// Graph.
const PATH: &[&str] = &["path", "href", "fullUrl", "link", "urlPath", "apiUrl", "requestPath", "resource"];
/// Names of members by which an object is the record of a request that was sent, of which it may leave the body out.
const RECORDED: &[&str] = &[
    "status",
    "statusCode",
    "responseCode",
    "responseStatus",
    "httpStatus",
    "requestSize",
    "responseSize",
    "duration",
    "durationMs",
    "elapsed",
    "latency",
    "remoteIp",
    "clientIp",
    "userAgent",
    "timestamp",
];
/// Names of the member that has all of it, where the URL is an object with its parts.
const WHOLE: &[&str] = &["raw", "href", "url", "uri", "value"];
/// Names of the member that has the host, in such an object or beside the path.
const HOST: &[&str] = &["hostname", "host"];
/// Names of the member that has the path in such an object.
const PART: &[&str] = &["path", "pathname"];
/// Names of the member that holds what is said of the request besides its URL: the second argument of `fetch` and its kin.
const OPTIONS: &[&str] = &["options", "init", "requestInit", "requestOptions", "config"];
/// Names of the member that holds the headers.
const HEADERS: &[&str] = &["headers", "requestHeaders", "header", "BackendRequestHeaders"];
/// Names of the member that holds the body.
const BODY: &[&str] = &[
    "body",
    "data",
    "requestBody",
    "payload",
    "content",
    "json",
    "BackendRequestBody",
    "postData",
    "jsonBody",
    "entity",
    "postBody",
    "rawBody",
    "requestPayload",
];
/// Names of members besides, that envelopes have and little else.
const OTHERS: &[&str] =
    &["id", "name", "description", "dependsOn", "contentType", "authentication", "timeout", "queries", "params"];

const METHODS: [&str; 5] = ["GET", "POST", "PATCH", "PUT", "DELETE"];

/// The first member whose name is one of `names`, without regard to case.
fn find<'t>(node: Node<'t>, names: &[&str]) -> Option<Node<'t>> {
    let named = |name: &&str| {
        let mut members = node.members();
        members.find(|member| member.key.string().is_some_and(|key| is_name(without_part(&key), name)))
    };
    names.iter().find_map(named).map(|member| member.value)
}

/// Whether a key is this name, without regard to case and to what joins its words: `Request-Url`, `request_url`.
fn is_name(key: &str, name: &str) -> bool {
    let is_joint = |byte: &u8| matches!(byte, b'-' | b'_' | b' ' | b'.');
    if key.len() == name.len() || !key.bytes().any(|byte| is_joint(&byte)) {
        return key.eq_ignore_ascii_case(name);
    }
    let plain = |words: &str| -> Vec<u8> {
        words.bytes().filter(|byte| !is_joint(byte)).map(|byte| byte.to_ascii_lowercase()).collect()
    };
    plain(key) == plain(name)
}

/// The name of a parameter of a connector of Power Automate, without the part of the request that it is in: `request/url`.
fn without_part(key: &str) -> &str {
    key.strip_prefix("request/").unwrap_or(key)
}

/// The same, in the object itself or in that of its options.
fn find_within<'t>(node: Node<'t>, names: &[&str]) -> Option<Node<'t>> {
    find(node, names).or_else(|| find(find(node, OPTIONS)?, names))
}

/// The member that has the URL, or its path.
fn find_url<'t>(node: Node<'t>, is_marked: fn(&str) -> bool) -> Option<Node<'t>> {
    find(node, URL)
        .map(|url| whole_url(url).or_else(|| path_of(url)).unwrap_or(url))
        .or_else(|| find(node, PATH).filter(|path| leads_to_graph(*path, is_marked)))
}

/// What has all of the URL in an object with its parts: `{"raw": "https://…"}`.
fn whole_url(url: Node<'_>) -> Option<Node<'_>> {
    find(url, WHOLE).filter(|whole| url.kind() == Kind::Object && whole.kind() == Kind::String)
}

/// The path in an object with the parts of a URL.
fn path_of(url: Node<'_>) -> Option<Node<'_>> {
    find(url, PART).filter(|path| url.kind() == Kind::Object && path.kind() == Kind::String)
}

/// The host that is beside a path, in an object with the parts of a URL, or in the envelope itself if it is one of Graph.
fn host_of<'t>(envelope: Node<'t>) -> Option<Node<'t>> {
    match find(envelope, URL).filter(|url| url.kind() == Kind::Object) {
        Some(parts) => find(parts, HOST).filter(|host| host.kind() == Kind::String),
        // In a record of a log it may be another machine.
        None => find(envelope, HOST).filter(|host| leads_to_graph(*host, |_| false)),
    }
}

/// Reads an envelope out of JSON that is in `inner`, which was taken out of the text `outer` of a source. A body that is a
/// string is the text that is sent in an envelope, and a value like any other in a batch.
#[must_use]
pub(crate) fn read<'a>(
    outer: &'a str,
    inner: &MappedText<'a>,
    document: &Document<'_>,
    envelope: Node<'_>,
    container: ContainerKind,
) -> RawRequest<'a> {
    read_answered(outer, inner, document, envelope, container, None)
}

/// The same, with the answer in a batch of answers, which is in `inner` too.
fn read_answered<'a>(
    outer: &'a str,
    inner: &MappedText<'a>,
    document: &Document<'_>,
    envelope: Node<'_>,
    container: ContainerKind,
    answer: Option<Node<'_>>,
) -> RawRequest<'a> {
    let mut composed = Composed::new(outer, inner);
    let member = |names| match container {
        // The service takes the names of a batch as they are; what is in one that is written otherwise is read all the same.
        ContainerKind::Batch { .. } => {
            names_of_batch(names).and_then(|name| envelope.get(name).or_else(|| find(envelope, &[name])))
        }
        _ => find_within(envelope, names),
    };
    let url = member(URL).or_else(|| find(envelope, PATH).filter(|_| !container.is_batch()));
    let whole = url.and_then(whole_url);
    let path = url.map(|url| path_of(url).unwrap_or(url)).filter(|_| whole.is_none());
    let is_path = path.and_then(Node::string).is_some_and(|words| !words.contains("://") && !words.is_empty());
    let host = host_of(envelope).filter(|_| is_path && !container.is_batch());
    composed.request_line(member(METHOD), host, whole.or(path));
    let headers = member(HEADERS);
    match headers.map(Node::kind) {
        Some(Kind::Array) => composed.listed_headers(headers, "name"),
        _ => composed.headers(headers),
    }
    if !container.is_batch()
        && let Some(content_type) = find(envelope, &["contentType"]).filter(|_| headers.is_none_or(|it| !has_type(it)))
    {
        composed.named_header("Content-Type", content_type);
    }
    let body = member(BODY).or_else(|| body_apart(envelope).filter(|_| !container.is_batch()));
    if let Some(kind) = body.and_then(type_of_posted).filter(|_| container == ContainerKind::Envelope)
        && !composed.has_header("Content-Type")
    {
        composed.named_header("Content-Type", kind);
    }
    match body.map(inside_matcher) {
        Some(body) if body.kind() == Kind::String && is_expression(body) => composed.unseen_body(),
        Some(body) if body.kind() == Kind::String && container == ContainerKind::Envelope => match is_cut(body) {
            true => composed.cut_body(body),
            false => composed.text_body(body),
        },
        Some(body) if body.kind() == Kind::Null => {}
        // The body of a recording or of a client, with its type.
        Some(body) if let Some(sent) = posted(body).filter(|_| container == ContainerKind::Envelope) => {
            match sent.kind() {
                Kind::String => composed.text_body(sent),
                _ => composed.json_body(document, sent),
            }
        }
        Some(body) => composed.json_body(document, body),
        None if container == ContainerKind::Envelope && find(envelope, RECORDED).is_some() => composed.unseen_body(),
        None => {}
    }
    let name = ["id", "name"].into_iter().find_map(|key| envelope.get(key)?.string());
    let status = answer.and_then(|answer| answer.get("status")).filter(|status| status.kind() == Kind::Number);
    let (message, response) = match answer.zip(status) {
        Some((answer, status)) => {
            let message = composed.response(status);
            composed.headers(answer.get("headers"));
            if let Some(body) = answer.get("body").filter(|body| body.kind() == Kind::Object) {
                composed.answer_body(body);
            }
            (message, Some(composed.message()))
        }
        None => (composed.message(), None),
    };
    // The record of a gateway shows some of what was sent.
    let is_record = headers.is_none() && (!is_closed(envelope) || is_logged(document, envelope));
    let notes = match container {
        ContainerKind::Batch { .. } => {
            // A script fills it in.
            let filled = message.start.filter(|_| url.is_some_and(Node::has_hole)).map(|start| match start {
                StartLine::Request { url, .. } => url,
                start => start.span(),
            });
            Notes { unknown: filled.into_iter().collect(), ..notes(inner, envelope) }
        }
        _ => Notes { is_body_apart: is_record, has_url_hole: url.is_some_and(has_expression), ..Notes::default() },
    };
    RawRequest { notes, ..composed.finish(name.map(|name| name.into_owned()), container, message, response) }
}

/// Whether an envelope is a member of the record of a log.
fn is_logged(document: &Document<'_>, envelope: Node<'_>) -> bool {
    const SIGNS: &[&str] = &["level", "severity", "msg", "time", "timestamp", "customDimensions", "res", "response"];
    let root = document.tree.root().filter(|root| root.span() != envelope.span());
    root.is_some_and(|root| find(root, SIGNS).is_some())
}

/// A body under a name that means something else as often: `params` with more than the options of a query, and the first of
/// the patterns of a mock server.
fn body_apart<'t>(envelope: Node<'t>) -> Option<Node<'t>> {
    let is_deep =
        |node: &Node<'t>| node.members().any(|member| matches!(member.value.kind(), Kind::Array | Kind::Object));
    let pattern = || find(envelope, &["bodyPatterns"])?.elements().find_map(|pattern| pattern.get("equalToJson"));
    find(envelope, &["params"]).filter(is_deep).or_else(pattern)
}

/// What is in the matcher of a mock server, `{"type": "JSON", "json": …}`; otherwise the body itself.
fn inside_matcher(body: Node<'_>) -> Node<'_> {
    let is_matcher = body.get("type").and_then(Node::string).is_some_and(|words| words.eq_ignore_ascii_case("json"));
    body.get("json").filter(|_| is_matcher).unwrap_or(body)
}

/// Whether a part of a URL is an expression of a workflow, which fills it in.
fn has_expression(url: Node<'_>) -> bool {
    url.string().is_some_and(|words| !expressions(&words).is_empty())
}

/// What is sent of a body with its type: `{"mimeType": …, "text": "…"}`, `{"mode": "json", "json": …}`, `{"type": "json", "raw": "…"}`,
/// `{"contentType": "application/json", "body": "…"}`.
fn posted(body: Node<'_>) -> Option<Node<'_>> {
    let kind = ["mimeType", "mode", "type", "contentType"].into_iter().find_map(|name| body.get(name)?.string())?;
    let is_kind = kind.contains('/') || ["json", "raw", "text"].iter().any(|known| kind.eq_ignore_ascii_case(known));
    let sent = ["text", "raw", "json", "body"].into_iter().find_map(|name| body.get(name));
    sent.filter(|sent| is_kind && matches!(sent.kind(), Kind::String | Kind::Object))
}

/// The type of such a body.
fn type_of_posted(body: Node<'_>) -> Option<Node<'_>> {
    let kind = ["mimeType", "contentType"].into_iter().find_map(|name| body.get(name));
    kind.filter(|kind| posted(body).is_some() && kind.string().is_some_and(|words| words.contains('/')))
}

fn names_of_batch(names: &[&str]) -> Option<&'static str> {
    match *names.first()? {
        "method" => Some("method"),
        "url" => Some("url"),
        "headers" => Some("headers"),
        "body" => Some("body"),
        _ => None,
    }
}

fn has_type(headers: Node<'_>) -> bool {
    find(headers, &["content-type"]).is_some()
        || headers.elements().any(|header| {
            header.get("name").and_then(Node::string).is_some_and(|name| name.eq_ignore_ascii_case("content-type"))
        })
}

/// Whether a string is an expression of Logic Apps and Power Automate, whose value is known when the workflow runs.
fn is_expression(node: Node<'_>) -> bool {
    node.string().is_some_and(|words| {
        words.strip_prefix('@').is_some_and(|rest| {
            rest.starts_with(|it: char| it == '{' || it.is_ascii_alphabetic()) && rest.ends_with([')', '}', ']', '\''])
        })
    })
}

/// Bytes of a body that gateways log at most
/// (<https://learn.microsoft.com/azure/api-management/api-management-howto-use-azure-monitor>).
const LOGGED: usize = 8192;

/// Whether a string is a body of which a gateway logged the beginning only.
fn is_cut(body: Node<'_>) -> bool {
    let Some(words) = body.string().filter(|words| (LOGGED - 3..=LOGGED).contains(&words.len())) else { return false };
    let document = crate::json::parse(&words, Span::whole(&words));
    let is_open =
        |kind: &SyntaxErrorKind| matches!(kind, SyntaxErrorKind::UnclosedBracket(_) | SyntaxErrorKind::UnclosedString);
    document.syntax_errors.iter().any(|syntax_error| is_open(&syntax_error.kind))
}

/// What a batch says of one of its requests besides.
fn notes(inner: &MappedText<'_>, envelope: Node<'_>) -> Notes {
    let mark = |node: Node<'_>| {
        // A number is not what the reference asks for, but it identifies a request all the same.
        let text = node.string().or_else(|| node.number().map(Into::into))?;
        (!text.trim().is_empty()).then(|| Mark { span: inner.locate(node.span()), text: text.into_owned() })
    };
    let is_miscased = envelope.get("method").is_none() && find(envelope, METHOD).is_some();
    let after = envelope.get("dependsOn").into_iter().flat_map(Node::elements);
    Notes {
        entry: Some(inner.locate(envelope.first())),
        // Of a request whose names begin with capitals only the method is reported.
        id: envelope.get("id").or_else(|| find(envelope, &["id"]).filter(|_| is_miscased)).and_then(mark),
        has_unknown_id: envelope
            .get("id")
            .map_or(envelope.is_incomplete(), |id| id.has_hole() || id.kind() == Kind::Unknown),
        has_url_hole: envelope.get("url").is_some_and(|url| url.has_hole() || has_expression(url)),
        after: after.filter_map(mark).collect(),
        has_method: envelope.get("method").is_some() || envelope.is_incomplete(),
        has_url: envelope.get("url").is_some() || envelope.is_incomplete(),
        ..Notes::default()
    }
}

/// Whether `node` is an envelope: a method of HTTP and a URL, and no member that is none of an envelope's, unless the
/// URL leads to Microsoft Graph.
#[must_use]
pub(crate) fn is_envelope(node: Node<'_>, is_marked: fn(&str) -> bool) -> bool {
    may_be_envelope(node, is_marked) || has_method(node) && has_url(node) && is_closed(node)
}

/// Whether an object has no member that is none of an envelope's.
fn is_closed(node: Node<'_>) -> bool {
    let known = |key: &str| {
        [METHOD, URL, HEADERS, BODY, OTHERS].iter().any(|names| names.iter().any(|name| is_name(key, name)))
    };
    node.members().all(|member| member.key.string().is_some_and(|key| known(&key)))
}

/// Whether `node` may be an envelope of a request to Microsoft Graph, where a text is not JSON and members may have got where
/// they do not belong.
#[must_use]
pub(crate) fn may_be_envelope(node: Node<'_>, is_marked: fn(&str) -> bool) -> bool {
    let is_to_graph = || find_url(node, is_marked).is_some_and(|url| leads_to_graph(url, is_marked));
    // What has a body is a request, if its method was forgotten.
    let is_at_graph = || host_of(node).is_some_and(|host| leads_to_graph(host, is_marked)) && find_path(node).is_some();
    node.kind() == Kind::Object
        && (has_method(node) || find(node, BODY).is_some_and(is_sent))
        && (is_to_graph() || is_at_graph())
}

/// The path that is beside a host.
fn find_path(node: Node<'_>) -> Option<Node<'_>> {
    find(node, URL).and_then(path_of).or_else(|| find(node, PART)).filter(|path| path.kind() == Kind::String)
}

/// Whether `url` can be one of Microsoft Graph only.
fn leads_to_graph(url: Node<'_>, is_marked: fn(&str) -> bool) -> bool {
    url.string().is_some_and(|url| is_marked(&url) || names_graph(&url.to_ascii_lowercase()))
}

/// Whether a value can be the body of a request.
fn is_sent(body: Node<'_>) -> bool {
    match body.kind() {
        Kind::Object => true,
        Kind::String => body.string().is_some_and(|words| words.trim_start().starts_with('{')),
        _ => false,
    }
}

fn has_method(node: Node<'_>) -> bool {
    let method = find_within(node, METHOD).and_then(Node::string);
    method.is_some_and(|method| METHODS.iter().any(|known| known.eq_ignore_ascii_case(&method)))
}

fn has_url(node: Node<'_>) -> bool {
    find(node, URL).is_some_and(|url| url.kind() == Kind::String)
}

/// The envelopes below `root`, in order: of a list, of the records of a gateway, of the actions of a workflow. What is in
/// one of them is none.
#[must_use]
pub(crate) fn below<'t>(root: Node<'t>, is_marked: fn(&str) -> bool) -> Vec<Node<'t>> {
    let mut found: Vec<Node<'t>> = Vec::new();
    let mut end = 0;
    // The nodes of a tree are in the order of the text.
    for node in root.tree().nodes() {
        if node.kind() == Kind::Object && node.span().start >= end && may_be_envelope(node, is_marked) {
            end = node.span().end;
            found.push(node);
        }
    }
    found
}

/// The requests of the batch that is the body of `batch`, if it is one; each with its way back to the source. `number` is another
/// one for each batch of the source: a function of a script may send the same body twice.
#[must_use]
pub(crate) fn of_batch<'a>(outer: &'a str, batch: &RawRequest<'a>, number: usize) -> Vec<RawRequest<'a>> {
    let text = batch.mapped.text();
    let is_batch = |url: Span| {
        let url = url.of(text);
        let path = url.split(['?', '#']).next().unwrap_or(url);
        path.trim_end_matches('/').to_ascii_lowercase().ends_with("/$batch")
    };
    let (Some(StartLine::Request { url, .. }), Some(body)) = (batch.message.start, batch.message.body) else {
        return Vec::new();
    };
    if !is_batch(url) {
        return Vec::new();
    }
    let request = Request::read(batch);
    let Some(document) = request.body.as_ref().filter(|it| it.span == body).map(|body| &body.document) else {
        return Vec::new();
    };
    let objects = steps(document);
    let answers = request.response_body.as_ref().and_then(|body| body.document.tree.root());
    let answers: HashMap<String, Node<'_>> = answers
        .and_then(|root| root.get("responses"))
        .into_iter()
        .flat_map(Node::elements)
        .filter_map(|answer| Some((answer.get("id")?.string()?.into_owned(), answer)))
        .collect();
    let container = ContainerKind::Batch { example: batch.container.is_example() };
    let read = |request: Node<'_>| {
        let id = request.get("id").and_then(Node::string);
        let answer = id.and_then(|id| answers.get(&*id).copied());
        let mut step = read_answered(outer, &batch.mapped, document, request, container, answer);
        step.notes.batch = number;
        step
    };
    objects.into_iter().map(read).collect()
}

/// The requests of a batch. They are read where the list stands alone, or under a name that is nearly its own; and one that
/// is not in a list is the only one.
#[must_use]
pub(crate) fn steps<'t>(document: &'t Document<'_>) -> Vec<Node<'t>> {
    let Some(root) = document.tree.root() else { return Vec::new() };
    let list = find(root, &["requests", "request", "value"]).unwrap_or(root);
    let is_one =
        |node: Node<'_>| node.get("url").or_else(|| node.get("method")).is_some_and(|it| it.kind() == Kind::String);
    let values: Vec<Node<'t>> = match list.kind() {
        Kind::Object if is_one(list) => vec![list],
        Kind::Object => list.members().map(|member| member.value).collect(),
        _ => list.elements().collect(),
    };
    values.into_iter().filter(|request| request.kind() == Kind::Object).collect()
}

/// `requests`, each batch among them followed by what is in it.
#[must_use]
pub(crate) fn with_batches<'a>(outer: &'a str, requests: Vec<RawRequest<'a>>) -> Vec<RawRequest<'a>> {
    let mut all = Vec::with_capacity(requests.len());
    for request in requests {
        let steps = of_batch(outer, &request, all.len());
        all.push(request);
        all.extend(steps);
    }
    all
}
