//! Answers requests to Graph: checks each, refuses what the service would, and makes up an answer to the others.

use serde_json::json;

use super::answer;
use super::call::{Answered, Incoming, Outcome, success};
use super::clock::Moment;
use super::coding::CodingError;
use super::findings;
use super::lenient;
use super::refusals::{self, Refusal};
use super::response::Response;
use super::seen::Seen;
use super::source;
use super::throttle::Throttle;
use crate::catalogue::{BodyShape, Catalogue, End, Version};
use crate::check::Checker;
use crate::operation::{Answer, Asked, Fit, Operation, Target};
use crate::report::Checked;
use crate::request::Request;
use crate::rule::Context;

#[derive(Debug)]
pub(super) struct Graph {
    pub(super) checker: Checker,
    /// Whether any finding at error level is refused.
    pub(super) strict: bool,
    /// Whether a request needs an access token, of whatever kind.
    pub(super) require_token: bool,
    /// Counts calls, if they are limited.
    pub(super) throttle: Option<Throttle>,
}

impl Graph {
    /// The metadata that requests are checked by.
    pub(super) fn catalogue(&self) -> &Catalogue {
        self.checker.config().catalogue().unwrap_or_else(|| Catalogue::builtin())
    }

    /// Answers a request. None of one that is too large to be checked.
    pub(super) fn answer(&self, incoming: &Incoming<'_>) -> Option<Answered> {
        // What is uploaded as content is a picture or a file, and may be anything.
        let body = if incoming.is_content() { &[] } else { incoming.body };
        let headers = source::sent(incoming.headers);
        let (is_unseen, mut seen) = (incoming.fault.is_some(), None);
        let watch = &mut |context: &Context<'_>| seen = Some(Seen::of(context));
        let checked = source::check(&self.checker, incoming.method, incoming.target, headers, body, is_unseen, watch)?;
        let seen = seen?;
        let outcome = self.outcome(incoming, &checked, &seen);
        let (response, is_known) = match outcome {
            Outcome::Success(response) => (response, false),
            Outcome::Refused(refusal, headers) => (refused(&refusal, headers, incoming, &checked), refusal.is_known),
        };
        let client_id = incoming.header("client-request-id").filter(|id| is_id(id)).unwrap_or(incoming.id);
        let response = response
            .header("request-id", incoming.id)
            .header("client-request-id", client_id)
            .header("x-ms-ags-diagnostic", r#"{"ServerInfo":{"DataCenter":"None","RoleInstance":"msgraph-lint"}}"#)
            .header("msgraph-lint-answer", if is_known { "known" } else { "made-up" })
            .header("msgraph-lint-findings", findings::counts(&checked));
        Some(Answered { response, is_known, checked, name: seen.name })
    }

    /// Decides between a refusal and an answer that is made up.
    fn outcome(&self, incoming: &Incoming<'_>, checked: &Checked, seen: &Seen) -> Outcome {
        let raw = seen.read(checked.source.text());
        let request = Request::read(&raw);
        let target = &seen.target;
        let keys = target.keys.iter().map(|(name, span)| (name, span.of(request.text()))).collect();
        let assumptions = self.checker.config().assumptions(keys);
        let context = Context::new(&checked.source, &request, target, None, assumptions);
        let deep = target.operation();
        if self.require_token && !incoming.header("Authorization").is_some_and(has_token) {
            let headers = vec![("WWW-Authenticate", "Bearer realm=\"\"".to_owned())];
            let message = "Access token is empty.".to_owned();
            let refusal = Refusal { status: 401, code: "InvalidAuthenticationToken", message, is_known: true };
            return Outcome::Refused(refusal, headers);
        }
        if let Some(fault) = incoming.fault {
            return coding_fault(fault).into();
        }
        if let (Some(throttle), Fit::Operation(operation)) = (&self.throttle, target.fit)
            && let Some(wait) = throttled(throttle, operation, target, &request, incoming.now)
        {
            return wait;
        }
        let is_blank = incoming.body.iter().all(u8::is_ascii_whitespace);
        let body = raw.message.body.map(|span| span.of(checked.source.text())).unwrap_or_default();
        let wants_json =
            deep.is_some() || context.resource().is_some_and(|it| is_typed(it.route.body(incoming.method)));
        let is_json = !wants_json || is_blank || is_other_type(incoming) || lenient::is_read(body);
        if let Some(refusal) = refusals::of(checked, deep.is_some(), is_json) {
            let allowed = answer::allowed(&context);
            let headers = if refusal.status == 405 { vec![("Allow", allowed)] } else { Vec::new() };
            return Outcome::Refused(refusal, headers);
        }
        if let Some(id) = &seen.impossible_id {
            return refusals::no_such(id).into();
        }
        match incoming.media_type() {
            Some(media_type) if !is_blank && !takes(&context, incoming.method, &media_type, deep) => {
                return refusals::wrong_media_type(&media_type).into();
            }
            _ if is_blank && needs_body(&context, incoming.method, deep) => {
                let message = refusals::EMPTY.to_owned();
                return Refusal { status: 400, code: "BadRequest", message, is_known: true }.into();
            }
            _ => {}
        }
        if let Some(refusal) = refusals::strict(checked).filter(|_| self.strict) {
            return refusal.into();
        }
        match target.fit {
            Fit::Operation(operation) => self.deep(operation, incoming, &context),
            Fit::Graph | Fit::OtherMethod(_) | Fit::Near(_) | Fit::Foreign => answer::by_path(incoming, &context),
        }
    }

    /// Answers for an operation that is known better than by its types.
    fn deep(&self, operation: &'static Operation, incoming: &Incoming<'_>, context: &Context<'_>) -> Outcome {
        let Some(answers) = operation.code.answers else { return answer::by_response(operation, incoming, context) };
        let (text, version) = (context.text(), context.target().version);
        let asked = Asked {
            root: context.document().and_then(|document| document.tree.root()),
            assumptions: context.assumptions(),
            version: version.map_or(Version::V1.name(), |version| version.of(text)),
            now: &incoming.now.precise(),
            id: incoming.id,
        };
        match answers(&asked) {
            Answer::Success(body) => Outcome::Success(success(operation.response.status, &body)),
            Answer::Refused { code, message, is_known } => Refusal { status: 400, code, message, is_known }.into(),
        }
    }
}

/// The answer to what is refused, with the findings.
fn refused(
    refusal: &Refusal,
    headers: Vec<(&'static str, String)>,
    incoming: &Incoming<'_>,
    checked: &Checked,
) -> Response {
    let client_id = incoming.header("client-request-id").filter(|id| is_id(id)).unwrap_or(incoming.id);
    let body = json!({ "error": {
        "code": refusal.code,
        "message": refusal.message,
        "innerError": {
            "date": incoming.now.seconds(),
            "request-id": incoming.id,
            "client-request-id": client_id,
            "findings": findings::shown(checked),
        },
    } });
    let mut response = Response::json(refusal.status, &body);
    response.headers.extend(headers);
    response
}

fn coding_fault(fault: CodingError) -> Refusal {
    let refusal = |status, code, message: &str| Refusal { status, code, message: message.to_owned(), is_known: false };
    match fault {
        CodingError::Unknown => refusal(415, "UnsupportedMediaType", "The Content-Encoding is not supported."),
        CodingError::TooLarge => refusal(413, "RequestEntityTooLarge", "The request body is too large."),
        CodingError::Damaged => refusals::unreadable(),
    }
}

fn throttled(
    throttle: &Throttle,
    operation: &Operation,
    target: &Target,
    request: &Request<'_>,
    now: Moment,
) -> Option<Outcome> {
    let limit = operation.rate_limit.as_ref()?;
    // The first variable of the path names who is limited.
    let owner = target.keys.iter().next().map_or("", |(_, span)| span.of(request.text()));
    let wait = throttle.count(&format!("{} {owner}", operation.id), limit, now)?;
    let message = "Too many requests.".to_owned();
    let refusal = Refusal { status: 429, code: "TooManyRequests", message, is_known: true };
    Some(Outcome::Refused(refusal, vec![("Retry-After", wait.to_string())]))
}

/// Whether the body may be of this type.
fn takes(context: &Context<'_>, method: &str, media_type: &str, deep: Option<&Operation>) -> bool {
    let is_json = media_type == "application/json";
    if deep.is_some() {
        return is_json;
    }
    match context.resource() {
        // Mail is taken as MIME too, and what is of SCIM has a type of its own.
        Some(resource) if is_typed(resource.route.body(method)) => {
            is_json || media_type == "text/plain" || media_type.ends_with("+json")
        }
        _ => true,
    }
}

/// Whether the body says that it is something else than JSON, which is then what is wrong with it, or right.
fn is_other_type(incoming: &Incoming<'_>) -> bool {
    incoming.media_type().is_some_and(|media_type| !media_type.is_empty() && !media_type.contains("json"))
}

fn is_typed(shape: BodyShape<'_>) -> bool {
    matches!(shape, BodyShape::Value(_) | BodyShape::Parameters(_) | BodyShape::Reference | BodyShape::Batch)
}

/// Whether there must be a body: the reference says so, or something is made or changed.
fn needs_body(context: &Context<'_>, method: &str, deep: Option<&Operation>) -> bool {
    let is_needed = |operation: &Operation| {
        operation.headers.iter().any(|header| header.required && header.name.eq_ignore_ascii_case("Content-Type"))
    };
    if let Some(operation) = deep {
        return is_needed(operation);
    }
    context.resource().is_some_and(|resource| {
        let shape = resource.route.body(method);
        matches!(shape, BodyShape::Value(_) | BodyShape::Reference) && resource.route.end != End::Content
    })
}

fn has_token(value: &str) -> bool {
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    scheme.eq_ignore_ascii_case("Bearer") && !token.trim().is_empty()
}

/// Whether words may be sent back as an id.
fn is_id(words: &str) -> bool {
    (1..=64).contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Puts a refusal in place of an answer.
pub(super) fn replace_by(refusal: &Refusal, incoming: &Incoming<'_>, answered: &mut Answered) {
    let response = refused(refusal, Vec::new(), incoming, &answered.checked);
    answered.response.status = response.status;
    answered.response.body = response.body;
    for (name, value) in &mut answered.response.headers {
        if *name == "msgraph-lint-answer" {
            *value = if refusal.is_known { "known" } else { "made-up" }.to_owned();
        }
    }
}
