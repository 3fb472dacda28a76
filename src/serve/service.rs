//! What is at which path: Graph below `/v1.0` and `/beta`, the page and its data at `/` and below `/_…`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

use super::batch;
use super::call::{Answered, Incoming};
use super::clock::Moment;
use super::coding;
use super::connection::{Reply, Service};
use super::graph::Graph;
use super::guard::{Guard, Origin};
use super::limits::Limits;
use super::log::{Entry, Log};
use super::message::{Head, Refused};
use super::page;
use super::record::Recording;
use super::response::Response;
use super::sample;

#[derive(Debug)]
pub(super) struct App {
    pub(super) guard: Guard,
    pub(super) graph: Graph,
    pub(super) log: Log,
    pub(super) recording: Option<Recording>,
    pub(super) limits: Limits,
    /// What ids are made of, besides a number.
    pub(super) seed: String,
    pub(super) count: AtomicU64,
    /// Reports errors to the user.
    pub(super) complain: fn(&str),
}

/// What a browser may read of an answer from another origin.
const EXPOSED: &str =
    "client-request-id, Location, msgraph-lint-answer, msgraph-lint-findings, request-id, Retry-After";

impl Service for App {
    fn answer(&self, head: &Head, body: Vec<u8>, now: Moment) -> Reply {
        match self.route(head, body, now) {
            Ok(reply) => reply,
            Err(response) => Reply::Response(response),
        }
    }

    fn refuse(&self, refused: Refused, _now: Moment) -> Response {
        plain_error(refused.status, refused.message)
    }

    fn news(&self, seen: &mut u64, out: &mut Vec<u8>) {
        self.log.news(seen, out);
    }
}

/// An error that has nothing to do with Graph.
fn plain_error(status: u16, message: &str) -> Response {
    let body = json!({ "error": { "code": "BadRequest", "message": format!("{message}.") } });
    Response::json(status, &body).header("msgraph-lint-answer", "made-up")
}

impl App {
    fn route(&self, head: &Head, body: Vec<u8>, now: Moment) -> Result<Reply, Response> {
        if head.method == "CONNECT" {
            return Err(plain_error(501, "Tunnels are not opened here; send the requests themselves, over plain HTTP"));
        }
        let (host, target) = split(head)?;
        if host.is_some_and(|host| !self.guard.knows(host)) {
            return Err(plain_error(421, "`Host` names another machine; see --allow-host"));
        }
        let origin = head.header("Origin");
        let judged = self.guard.origin(origin, host.unwrap_or_default());
        if judged == Origin::Foreign {
            return Err(plain_error(403, "Pages of the web may not talk to this endpoint"));
        }
        let path = target.split('?').next().unwrap_or_default();
        if path == "/" || path.starts_with("/_") || path == "/favicon.ico" {
            if judged != Origin::Own {
                return Err(plain_error(403, "Only its own page may read this"));
            }
            return Ok(self.own(head, path, target));
        }
        let mut response = if head.method == "OPTIONS" { preflight(head) } else { self.graph(head, target, body, now) };
        if let Some(origin) = origin.filter(|_| judged == Origin::Local) {
            response = response
                .header("Access-Control-Allow-Origin", origin)
                .header("Access-Control-Expose-Headers", EXPOSED)
                .header("Vary", "Origin");
        }
        Ok(Reply::Response(response))
    }

    /// What is the endpoint's own.
    fn own(&self, head: &Head, path: &str, target: &str) -> Reply {
        let is_read = matches!(head.method.as_str(), "GET" | "HEAD");
        let response = match (path, head.method.as_str()) {
            ("/_requests", "DELETE") => {
                self.log.reset();
                Response::empty(204)
            }
            ("/_requests", _) if is_read => {
                let requests: Vec<Value> = self.log.all().iter().map(|entry| entry.shown()).collect();
                Response::json(200, &json!({ "version": 1, "requests": requests })).header("Cache-Control", "no-store")
            }
            ("/_events", "GET") => {
                let seen = head.header("Last-Event-ID").and_then(|id| id.parse().ok()).unwrap_or_default();
                // What was seen of an endpoint that ran here before is no longer there.
                let is_of_another = seen > self.log.last();
                let (seen, begin) =
                    if is_of_another { (0, "event: reset\nid: 0\ndata: {}\n\n") } else { (seen, ":\n\n") };
                let response = Response {
                    status: 200,
                    headers: vec![
                        ("Content-Type", "text/event-stream".to_owned()),
                        ("Cache-Control", "no-store".to_owned()),
                        ("X-Content-Type-Options", "nosniff".to_owned()),
                    ],
                    body: begin.as_bytes().to_vec(),
                };
                return Reply::Stream(response, seen);
            }
            ("/_requests", _) => plain_error(405, "Requests are read with GET and forgotten with DELETE")
                .header("Allow", "GET, HEAD, DELETE"),
            _ if is_read => page::answer(path, target, self.graph.catalogue())
                .unwrap_or_else(|| plain_error(404, "There is nothing here")),
            _ => plain_error(405, "This is only read").header("Allow", "GET, HEAD"),
        };
        Reply::Response(response)
    }

    fn graph(&self, head: &Head, target: &str, body: Vec<u8>, now: Moment) -> Response {
        let id = self.next_id();
        let (body, fault) = match coding::decoded(body, head.header("Content-Encoding"), self.limits.body) {
            Ok(body) => (body, None),
            Err(fault) => (Vec::new(), Some(fault)),
        };
        let headers = &head.headers;
        let incoming = Incoming { method: &head.method, target, headers, body: &body, fault, now, id: &id };
        let Some(mut answered) = self.graph.answer(&incoming) else {
            return plain_error(413, "The request is too large to be checked");
        };
        if is_batch(&incoming) && answered.response.status == 200 {
            self.batch(&incoming, &mut answered);
        }
        let response = answered.response.clone();
        self.keep(answered, &incoming, None);
        response
    }

    /// Answers the steps of a batch, and puts their answers into that of the batch.
    fn batch(&self, incoming: &Incoming<'_>, answered: &mut Answered) {
        let version = incoming.path().split('/').find(|part| !part.is_empty()).unwrap_or_default();
        let steps = match batch::steps(incoming.body, version) {
            Ok(steps) => steps,
            Err(refusal) => {
                answered.is_known = refusal.is_known;
                super::graph::replace_by(&refusal, incoming, answered);
                return;
            }
        };
        let body = batch::run(&steps, |step| {
            let id = self.next_id();
            let request = step.incoming(incoming, &id);
            let answered = self.graph.answer(&request)?;
            let answer = batch::Answer::of(&answered);
            self.keep(answered, &request, Some(format!("step {} of a batch", step.id)));
            Some(answer)
        });
        answered.response.body = body.to_string().into_bytes();
    }

    /// Keeps a request for those who ask, and records it. The step of a batch is recorded in the batch.
    fn keep(&self, answered: Answered, incoming: &Incoming<'_>, comment: Option<String>) {
        let Answered { response, is_known, checked, name } = answered;
        let is_step = comment.is_some();
        let entry = self.log.add(Entry {
            number: 0,
            at: incoming.now,
            method: incoming.method.to_owned(),
            target: incoming.target.to_owned(),
            is_known,
            name,
            comment,
            checked,
            is_unseen: incoming.fault.is_some(),
            response,
        });
        if !is_step {
            self.record(&entry);
        }
    }

    fn record(&self, entry: &Arc<Entry>) {
        if let Some(recording) = &self.recording
            && let Err(error) = recording.add(entry)
        {
            (self.complain)(&format!("the recording could not be written, and ends here: {error}"));
        }
    }

    fn next_id(&self) -> String {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        sample::guid(&[&self.seed, &number.to_string()])
    }
}

fn is_batch(incoming: &Incoming<'_>) -> bool {
    let mut parts = incoming.path().split('/').filter(|part| !part.is_empty());
    let last = parts.next_back().unwrap_or_default();
    incoming.method == "POST" && (last == "$batch" || last == "%24batch") && parts.count() == 1
}

/// Host, and path with query. A proxy is sent the whole URL (RFC 9112 section 3.2.2).
fn split(head: &Head) -> Result<(Option<&str>, &str), Response> {
    let host = head.header("Host");
    if head.target.starts_with('/') {
        return Ok((host, &head.target));
    }
    if head.target == "*" && head.method == "OPTIONS" {
        return Ok((host, "/v1.0"));
    }
    let rest = head.target.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("http://"));
    let Some(rest) = rest.and_then(|_| head.target.get(7..)) else {
        return Err(plain_error(400, "The target of the request is not a path"));
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    if host.is_some_and(|host| !host.eq_ignore_ascii_case(authority)) {
        return Err(plain_error(400, "The target of the request and `Host` name different machines"));
    }
    let path = if path.starts_with('/') { path } else { "/" };
    Ok((Some(authority), path))
}

/// What a browser asks before it sends a request to another origin.
fn preflight(head: &Head) -> Response {
    let asked = head.header("Access-Control-Request-Headers").unwrap_or("Authorization, Content-Type");
    Response::empty(204)
        .header("Allow", "GET, HEAD, POST, PATCH, PUT, DELETE, OPTIONS")
        .header("Access-Control-Allow-Methods", "GET, POST, PATCH, PUT, DELETE")
        .header("Access-Control-Allow-Headers", asked)
        .header("Access-Control-Max-Age", "600")
}
