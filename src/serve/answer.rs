//! Answers that are made up: from what the catalogue knows of the end of a path.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::call::{Incoming, Outcome, success};
use super::refusals::Refusal;
use super::response::Response;
use super::sample::Maker;
use super::source::HOST;
use crate::catalogue::{End, Holder, Operation as Bound, Primitive, Route, StepKind, Type, Value as TypedValue};
use crate::json::{Kind, Node};
use crate::operation::Operation;
use crate::rule::Context;
use crate::rule::resource::{Resource, option_name, query};
use crate::text::{guid, placeholder};

/// The methods that the end of a path takes, for `Allow`.
pub(super) fn allowed(context: &Context<'_>) -> String {
    if let Some(operation) = context.operation() {
        return operation.method.clone();
    }
    let end = context.resource().and_then(Resource::end);
    let methods = match end {
        Some(End::Collection { holder: Holder::Result(_), .. } | End::Function(_) | End::Count) => "GET, HEAD",
        Some(End::Collection { .. }) => "GET, HEAD, POST",
        Some(End::Action(_) | End::Batch) => "POST",
        Some(End::Metadata | End::Service) => "GET, HEAD",
        _ => "GET, HEAD, PATCH, PUT, DELETE",
    };
    methods.to_owned()
}

/// The first id in the path that nothing can have: a gap, or zeros only.
pub(super) fn impossible_id(context: &Context<'_>) -> Option<String> {
    let steps = &context.resource()?.route.steps;
    let keys = steps.iter().filter(|step| step.kind == StepKind::Key);
    let mut ids = keys.map(|step| key_words(step.span.of(context.text())).into_owned());
    let is_nil = |id: &str| guid::is_canonical(id) && id.bytes().all(|byte| matches!(byte, b'0' | b'-'));
    ids.find(|id| placeholder::find(id).is_some() || is_nil(id))
}

/// What is known of one request while its answer is made.
struct Making<'m, 'c> {
    incoming: &'m Incoming<'m>,
    context: &'m Context<'c>,
    resource: &'m Resource<'c>,
    maker: Maker<'m>,
    /// What `$select` names, in lower case; empty without it.
    selected: Vec<String>,
    /// Whether `$count=true` is asked for.
    counts: bool,
}

/// Answers by where the path leads and by the method.
pub(super) fn by_path(incoming: &Incoming<'_>, context: &Context<'_>) -> Outcome {
    let Some(resource) = context.resource() else {
        return not_found();
    };
    let now = format!("{}Z", incoming.now.seconds());
    let (selected, counts) = options(context);
    let maker = Maker { seed: incoming.target, now: &now };
    let making = Making { incoming, context, resource, maker, selected, counts };
    match incoming.method {
        "GET" | "HEAD" => making.read(),
        "POST" => making.post(),
        "PATCH" | "PUT" => making.change(),
        "DELETE" => Outcome::Success(Response::empty(204)),
        _ => not_allowed(context),
    }
}

/// Answers for an operation by what the reference says of its answer.
pub(super) fn by_response(operation: &Operation, incoming: &Incoming<'_>, context: &Context<'_>) -> Outcome {
    let status = operation.response.status;
    let made = operation.response.type_name.as_ref().zip(context.resource()).and_then(|(name, resource)| {
        let ty = resource.graph().ty(name)?;
        let now = format!("{}Z", incoming.now.seconds());
        let mut entity = Maker { seed: incoming.target, now: &now }.entity(ty, None);
        merge(&mut entity, ty, sent(context));
        Some(with_context(context_url(resource, context.text(), "/$entity"), entity))
    });
    Outcome::Success(made.map_or_else(|| Response::empty(status), |body| success(status, &body)))
}

fn not_found() -> Outcome {
    let message = "Every path of Microsoft Graph begins with /v1.0 or /beta.".to_owned();
    Refusal { status: 404, code: "NotFound", message, is_known: false }.into()
}

fn not_allowed(context: &Context<'_>) -> Outcome {
    let message = "Specified HTTP method is not allowed for the request target.".to_owned();
    let refusal = Refusal { status: 405, code: "Request_BadRequest", message, is_known: false };
    Outcome::Refused(refusal, vec![("Allow", allowed(context))])
}

/// What `$select` names, and whether `$count` is asked for.
fn options(context: &Context<'_>) -> (Vec<String>, bool) {
    let text = context.text();
    let (mut selected, mut counts) = (Vec::new(), false);
    for option in query(context.request()) {
        let value = option.value.map(|value| value.of(text)).unwrap_or_default();
        match option_name(text, &option).as_str() {
            "select" => {
                let value = percent_decode_str(value).decode_utf8_lossy().to_ascii_lowercase();
                selected.extend(value.split(',').map(|name| name.trim().to_owned()).filter(|name| name != "*"));
            }
            "count" => counts = value.eq_ignore_ascii_case("true"),
            _ => {}
        }
    }
    (selected, counts)
}

impl Making<'_, '_> {
    fn read(&self) -> Outcome {
        let route = &self.resource.route;
        let body = match route.end {
            End::Collection { ty, .. } => self.list(vec![Value::Object(self.entity(ty, None))]),
            End::Entity { ty, .. } => {
                with_context(self.url("/$entity"), self.entity(ty, key(route, self.context.text()).as_deref()))
            }
            End::Property(value) => self.property(value),
            End::Function(operation) => return self.returned(operation),
            End::Reference { collection, .. } => {
                let reference = json!({ "@odata.id": self.reference() });
                if collection {
                    json!({ "@odata.context": self.metadata("Collection($ref)"), "value": [reference] })
                } else {
                    let mut body = json!({ "@odata.context": self.metadata("$ref") });
                    body["@odata.id"] = reference["@odata.id"].clone();
                    body
                }
            }
            End::Count => return Outcome::Success(Response::with_body(200, "text/plain", "1")),
            End::Content => {
                return Outcome::Success(Response::with_body(200, "application/octet-stream", "sample content"));
            }
            End::Service => {
                let roots = self.resource.graph().roots();
                let root = |root: crate::catalogue::Root<'_>| {
                    let kind = if root.is_set() { "EntitySet" } else { "Singleton" };
                    json!({ "name": root.name(), "kind": kind, "url": root.name() })
                };
                json!({ "@odata.context": self.metadata(""), "value": roots.map(root).collect::<Vec<_>>() })
            }
            End::Metadata => {
                let message =
                    "The metadata itself is not served here; the service gives it without a token.".to_owned();
                return Refusal { status: 501, code: "NotImplemented", message, is_known: false }.into();
            }
            End::Unknown => json!({}),
            End::Action(_) | End::Batch => return not_allowed(self.context),
        };
        Outcome::Success(success(200, &body))
    }

    fn post(&self) -> Outcome {
        match self.resource.route.end {
            End::Collection { ty, .. } | End::Entity { ty, .. } => {
                let id = self.maker.guid("id");
                let mut entity = self.maker.entity(ty, Some(&id));
                merge(&mut entity, ty, sent(self.context));
                let location = format!("{HOST}{}/{id}", self.incoming.path().trim_end_matches('/'));
                let body = with_context(self.url("/$entity"), entity);
                Outcome::Success(success(201, &body).header("Location", location))
            }
            End::Action(operation) => self.returned(operation),
            End::Reference { .. } => Outcome::Success(Response::empty(204)),
            End::Property(value) => Outcome::Success(success(201, &self.property(value))),
            End::Unknown => Outcome::Success(success(200, &json!({}))),
            // Its steps are answered one by one, by who takes them apart.
            End::Batch => Outcome::Success(success(200, &json!({ "responses": [] }))),
            _ => not_allowed(self.context),
        }
    }

    fn change(&self) -> Outcome {
        let wants_it = self.incoming.header("Prefer").is_some_and(|it| it.contains("return=representation"));
        match self.resource.route.end {
            End::Entity { ty, .. } if wants_it => {
                let mut entity = self.maker.entity(ty, key(&self.resource.route, self.context.text()).as_deref());
                merge(&mut entity, ty, sent(self.context));
                let body = with_context(self.url("/$entity"), entity);
                Outcome::Success(success(200, &body).header("Preference-Applied", "return=representation"))
            }
            End::Action(_) | End::Function(_) | End::Batch | End::Count | End::Metadata | End::Service => {
                not_allowed(self.context)
            }
            _ => Outcome::Success(Response::empty(204)),
        }
    }

    /// What an action or a function gives back.
    fn returned(&self, operation: Bound<'_>) -> Outcome {
        match operation.returns() {
            None => Outcome::Success(Response::empty(204)),
            Some(value) if value.primitive() == Some(Primitive::Stream) => {
                Outcome::Success(Response::with_body(200, "application/octet-stream", "sample content"))
            }
            Some(value) => Outcome::Success(success(200, &self.property(value))),
        }
    }

    /// A value that is not an entity of a set.
    fn property(&self, value: TypedValue<'_>) -> Value {
        let name = self.resource.route.steps.last().map(|step| step.span.of(self.context.text())).unwrap_or_default();
        let url = match value.named() {
            Some(ty) if value.collection => self.metadata(&format!("Collection({})", ty.full_name())),
            Some(ty) => self.metadata(&ty.full_name()),
            None => self.url(""),
        };
        match self.maker.value(value, name) {
            Some(Value::Object(object)) => with_context(url, object),
            Some(made) => json!({ "@odata.context": url, "value": made }),
            None => json!({ "@odata.context": url, "value": null }),
        }
    }

    fn entity(&self, ty: Type<'_>, key: Option<&str>) -> Map<String, Value> {
        let id = self.maker.guid("id");
        let mut entity = self.maker.entity(ty, Some(key.unwrap_or(&id)));
        if !self.selected.is_empty() {
            let is_wanted = |name: &str| {
                let lower = name.to_ascii_lowercase();
                lower.starts_with('@') || lower == "id" || self.selected.iter().any(|known| known.as_str() == lower)
            };
            entity.retain(|name, _| is_wanted(name));
        }
        entity
    }

    fn list(&self, elements: Vec<Value>) -> Value {
        let mut body = Map::new();
        body.insert("@odata.context".to_owned(), Value::from(self.url("")));
        if self.counts {
            body.insert("@odata.count".to_owned(), Value::from(elements.len()));
        }
        body.insert("value".to_owned(), Value::from(elements));
        Value::Object(body)
    }

    /// The address of something that a reference may lead to.
    fn reference(&self) -> String {
        let version = self.resource.graph().version().name();
        format!("{HOST}/{version}/directoryObjects/{}", self.maker.guid("reference"))
    }

    fn metadata(&self, fragment: &str) -> String {
        let mark = if fragment.is_empty() { "" } else { "#" };
        format!("{HOST}/{}/$metadata{mark}{fragment}", self.resource.graph().version().name())
    }

    fn url(&self, behind: &str) -> String {
        context_url(self.resource, self.context.text(), behind)
    }
}

/// The value of `@odata.context`, such as `https://graph.microsoft.com/v1.0/$metadata#users('…')/messages/$entity`.
fn context_url(resource: &Resource<'_>, text: &str, behind: &str) -> String {
    let mut fragment = String::new();
    let steps = &resource.route.steps;
    for (at, step) in steps.iter().enumerate() {
        let is_last = at + 1 == steps.len();
        match step.kind {
            // The key of what is answered itself is not part of it.
            StepKind::Key | StepKind::AlternateKey if is_last => {}
            StepKind::Key | StepKind::AlternateKey => {
                fragment.push_str(&format!(
                    "('{}')",
                    percent_encoding::utf8_percent_encode(
                        &key_words(step.span.of(text)),
                        percent_encoding::NON_ALPHANUMERIC,
                    )
                ));
            }
            StepKind::Root(root) => push(&mut fragment, root.name()),
            StepKind::Member(member) => push(&mut fragment, member.name()),
            StepKind::Cast(ty) => push(&mut fragment, &ty.full_name()),
            StepKind::Operation { operation, .. } => push(&mut fragment, operation.name()),
            StepKind::Path | StepKind::System | StepKind::Open => {}
        }
    }
    let version = resource.graph().version().name();
    format!("{HOST}/{version}/$metadata#{fragment}{behind}")
}

fn push(fragment: &mut String, name: &str) {
    if !fragment.is_empty() {
        fragment.push('/');
    }
    fragment.push_str(name);
}

/// The key of the entity that a path ends with.
fn key(route: &Route<'_>, text: &str) -> Option<String> {
    let step = route.steps.last()?;
    (step.kind == StepKind::Key).then(|| key_words(step.span.of(text)).into_owned())
}

/// The key in a segment: all of it, or what is in its parentheses.
fn key_words(segment: &str) -> Cow<'_, str> {
    let inner = segment.find('(').and_then(|open| segment.get(open + 1..)?.strip_suffix(')')).unwrap_or(segment);
    let inner = inner.strip_prefix('\'').and_then(|inner| inner.strip_suffix('\'')).unwrap_or(inner);
    percent_decode_str(inner).decode_utf8_lossy()
}

fn with_context(url: String, object: Map<String, Value>) -> Value {
    let mut body = Map::new();
    body.insert("@odata.context".to_owned(), Value::from(url));
    body.extend(object);
    Value::Object(body)
}

/// The object in the body of the request.
fn sent<'c>(context: &'c Context<'_>) -> Option<Node<'c>> {
    context.document()?.tree.root().filter(|root| root.kind() == Kind::Object)
}

/// Puts in what the request says of the properties of a type. What is not a strict JSON is left out.
fn merge(entity: &mut Map<String, Value>, ty: Type<'_>, sent: Option<Node<'_>>) {
    for member in sent.into_iter().flat_map(Node::members) {
        let Some(known) = member.key.string().and_then(|name| ty.member(&name)) else { continue };
        if known.is_navigation() || known.name() == "id" {
            continue;
        }
        if let Ok(value) = serde_json::from_str(member.value.words()) {
            entity.insert(known.name().to_owned(), value);
        }
    }
}
