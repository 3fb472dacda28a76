//! What is known of what is at a place: the findings there, a property, the operation of a URL.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::completion::body_shape;
use super::cursor::{Slot, cursor};
use super::place::{self, Part, Place};
use super::positions::Positions;
use super::protocol::Position;
use super::shapes::{Shape, value_words};
use super::state::{Answer, State, value};
use crate::catalogue::{BodyShape, StepKind, Type, TypeKind, Version};
use crate::escape::markdown;
use crate::finding::Finding;
use crate::operation::Operation;
use crate::source::visible;
use crate::text::Span;

/// Members of an enumeration that are listed.
const MOST_NAMES: usize = 40;

pub(super) fn hover(state: &mut State, uri: &str, position: Position) -> Answer {
    let Some(analysis) = state.analysis_for_place(uri) else { return Ok(Value::Null) };
    let source = &analysis.checked.source;
    let positions = Positions::new(source.text(), source.lines(), state.client.encoding);
    let at = positions.at(position);
    let is_here = |span: Span| if span.is_empty() { span.start == at } else { span.start <= at && at < span.end };
    let found: Vec<&Finding> = analysis.checked.findings.iter().filter(|finding| is_here(finding.span)).collect();
    let known = place::with(&analysis, at, |place| {
        let (span, words) = match place.part {
            Part::Start(_) => operation(place)?,
            Part::Body(body) => property(place, body)?,
            Part::Header(_) => return None,
        };
        Some((place.locate(span), words))
    });
    let mut parts: Vec<String> = found.iter().map(|finding| rule(finding)).collect();
    let mut range = found.first().map(|finding| finding.span);
    if let Some((span, words)) = known {
        range = range.or(Some(span));
        parts.push(words);
    }
    parts.dedup();
    if parts.is_empty() {
        return Ok(Value::Null);
    }
    let mut hover = json!({ "contents": { "kind": "markdown", "value": visible(&parts.join("\n\n---\n\n"), true) } });
    if let Some(span) = range {
        hover["range"] = value(&positions.range(span));
    }
    Ok(hover)
}

/// The first part of the page of a rule.
fn rule(finding: &Finding) -> String {
    let rule = finding.rule;
    let first = rule.manual.split("\n## ").next().unwrap_or_default().trim();
    format!("**[{}]({})** · {}\n\n{first}", rule.id, rule.url(), rule.severity)
}

/// A property of a body, or the value of one.
fn property(place: &Place<'_>, body: Span) -> Option<(Span, String)> {
    let text = place.text();
    // The end of a token belongs to it, so ask for what begins at the place or before.
    let found = cursor(text, body.start, place.at);
    if found.token.is_empty() {
        return None;
    }
    let shape = body_shape(place)?.inside(&found.frames)?;
    let name = match &found.slot {
        Slot::Name => found.token.of(text).trim_matches(['"', '\'']).to_owned(),
        Slot::ValueOf(name) => name.clone(),
        Slot::Value | Slot::Nothing => return None,
    };
    let mut words = format!("**{}**", markdown::code(&name));
    let version = place.resource.map(|resource| resource.graph().version());
    if let Some(navigation) = name.strip_suffix("@odata.bind") {
        let member = shape.ty()?.member(navigation)?;
        let _ = write!(words, ": reference to {}", value_words(member.value().element()));
        return Some((found.token, words));
    }
    let known = shape.names().into_iter().find(|known| known.name.eq_ignore_ascii_case(&name));
    let inner = shape.member(&name);
    let inner = match (inner, known.as_ref().and_then(|known| known.shape)) {
        (Some(inner), _) | (None, Some(inner)) => inner,
        (None, None) => return None,
    };
    let _ = write!(words, ": {}", inner.words());
    if known.is_some_and(|known| known.is_required) {
        words.push_str(", required");
    }
    if let Some(owner) = shape.ty().and_then(|ty| ty.member(&name)).map(|member| member.owner()) {
        let _ = write!(words, " · of {}", link(owner, version));
    }
    if let Some(meaning) = inner.meaning() {
        let _ = write!(words, "\n\n{meaning}");
    }
    let documented = place.operation.and_then(|operation| operation.object_types.as_ref());
    let values = match documented.filter(|types| types.property == name) {
        Some(types) => types.values.iter().map(|kind| kind.name.clone()).collect(),
        None => inner.values(),
    };
    let is_boolean = values.first().is_some_and(|value| value == "true");
    if !values.is_empty() && !is_boolean {
        let shown: Vec<String> =
            values.iter().take(MOST_NAMES).map(|value| markdown::code(value.trim_matches('"'))).collect();
        let more = if values.len() > MOST_NAMES { ", …" } else { "" };
        let _ = write!(words, "\n\nValues: {}{more}", shown.join(", "));
    }
    if let Some(ty) = inner.ty().filter(|ty| ty.kind() != TypeKind::Enum) {
        let _ = write!(words, "\n\nSee {}.", link(ty, version));
    }
    Some((found.token, words))
}

/// The page of a type in the reference.
fn link(ty: Type<'_>, version: Option<Version>) -> String {
    let view = if version == Some(Version::Beta) { "beta" } else { "1.0" };
    let page = ty.name().replace('.', "-").to_ascii_lowercase();
    format!("[{}](https://learn.microsoft.com/graph/api/resources/{page}?view=graph-rest-{view})", ty.name())
}

/// The sheet of the operation that a URL calls.
fn operation(place: &Place<'_>) -> Option<(Span, String)> {
    let url = place.request.url.as_ref()?;
    if place.at < url.span.start || place.at > url.span.end {
        return None;
    }
    if let Some(operation) = place.operation {
        return Some((url.span, sheet(operation)));
    }
    let resource = place.resource?;
    let name = resource.name(place.request)?;
    let route = &resource.route;
    let mut words = format!("**{}** ({})", markdown::code(&name), resource.graph().version().name());
    let last = route.steps.last()?;
    match last.kind {
        StepKind::Operation { operation, .. } => {
            let kind = if operation.is_function() { "Function" } else { "Action" };
            let _ = write!(words, "\n\n{kind} {}", markdown::code(operation.name()));
        }
        StepKind::Member(member) => {
            let _ = write!(words, "\n\nOf {}", link(member.owner(), Some(resource.graph().version())));
        }
        _ => {}
    }
    match route.body(&place.method()) {
        BodyShape::Value(value) => {
            let _ = write!(words, "\n\nBody: {}", value_words(value));
        }
        BodyShape::Parameters(action) => {
            let parameters = action.parameters().map(|it| {
                format!("\n- {}: {}", markdown::code(it.name()), Shape::Typed(route.graph, it.value()).words())
            });
            let parameters: String = parameters.collect();
            if !parameters.is_empty() {
                let _ = write!(words, "\n\nBody:\n{parameters}");
            }
        }
        BodyShape::Reference => words.push_str("\n\nBody: a reference, `{\"@odata.id\": \"…\"}`"),
        BodyShape::Batch => words.push_str("\n\nBody: the requests of a batch"),
        BodyShape::Nothing | BodyShape::Unknown => {}
    }
    let is_read = ["GET"].contains(&place.method().as_str()) || route.operation().is_some();
    if let Some(answer) = route.answer().filter(|_| is_read) {
        let _ = write!(words, "\n\nAnswer: {}", value_words(answer));
    }
    match (route.operation().and_then(|operation| operation.page()), route.end.entity_type()) {
        (Some(page), _) => {
            let _ = write!(words, "\n\n[Reference]({page})");
        }
        (None, Some(ty)) => {
            let _ = write!(words, "\n\nSee {}.", link(ty, Some(resource.graph().version())));
        }
        (None, None) => {}
    }
    Some((url.span, words))
}

/// What the reference says of an operation that is known deeply.
fn sheet(operation: &Operation) -> String {
    let mut words = format!(
        "**[{}]({})**\n\n{}\n\n{}",
        operation.title,
        operation.documentation,
        operation.summary,
        markdown::code(&format!("{} {}", operation.method, operation.path)),
    );
    let permissions = &operation.permissions;
    for (who, privileges) in [
        ("work or school account", permissions.delegated_work.as_ref()),
        ("application", permissions.application.as_ref()),
    ] {
        if let Some(privileges) = privileges {
            let _ = write!(words, "\n\nPermission ({who}): {}", privileges.least.join(", "));
        }
    }
    let required = operation.headers.iter().filter(|header| header.required);
    let required: Vec<String> = required.map(|header| format!("{}: {}", header.name, header.value)).collect();
    if !required.is_empty() {
        let _ = write!(words, "\n\nHeaders: {}", required.join("; "));
    }
    let response = &operation.response;
    let _ = write!(words, "\n\nAnswer: {} {}", response.status, response.reason);
    if let Some(ty) = &response.type_name {
        let _ = write!(words, ", {ty}");
    }
    words
}
