//! The requests of a document, for the outline of an editor, and the links to what is known of each.

use serde_json::{Value, json};

use super::place::{self, Place};
use super::positions::Positions;
use super::state::{Answer, State, value};
use crate::http::StartLine;
use crate::source::visible;
use crate::text::{Span, secret};

/// The number of a method among the kinds of symbols.
const METHOD: u32 = 6;

pub(super) fn symbols(state: &mut State, uri: &str) -> Answer {
    let Some(analysis) = state.analysis(uri) else { return Ok(json!([])) };
    let source = &analysis.checked.source;
    let positions = Positions::new(source.text(), source.lines(), state.client.encoding);
    let mut symbols = Vec::new();
    place::each(&analysis, |place| -> Option<()> {
        let message = &place.request.raw().message;
        let start = match message.start {
            Some(StartLine::Request { span, .. }) => span,
            _ => message.body?,
        };
        let first = place.locate(start);
        let end = message.body.map_or(first, |body| place.locate(body));
        // The parts of a request may be in any order.
        let whole = first.join(end);
        let name = name(place);
        symbols.push(json!({
            "name": visible(&secret::masked(&name), false),
            "kind": METHOD,
            "range": value(&positions.range(whole)),
            "selectionRange": value(&positions.range(first)),
        }));
        None
    });
    Ok(json!(symbols))
}

/// What a request is called: the name that its author gave it, what it does, or its first line.
fn name(place: &Place<'_>) -> String {
    let own = place.request.raw().name.clone().filter(|name| !name.trim().is_empty());
    let operation = || place.operation.map(|operation| operation.title.clone());
    let known = || place.resource.and_then(|resource| resource.name(place.request));
    let written = || {
        let start = place.request.raw().message.start?;
        Some(start.span().of(place.text()).chars().take(80).collect())
    };
    own.or_else(known).or_else(operation).or_else(written).unwrap_or_else(|| "request".to_owned())
}

pub(super) fn links(state: &mut State, uri: &str) -> Answer {
    let Some(analysis) = state.analysis(uri) else { return Ok(json!([])) };
    let source = &analysis.checked.source;
    let positions = Positions::new(source.text(), source.lines(), state.client.encoding);
    let mut links: Vec<(Span, Value)> = Vec::new();
    place::each(&analysis, |place| -> Option<()> {
        let url = place.request.url.as_ref()?;
        let page = match place.operation {
            Some(operation) => Some((operation.documentation.clone(), operation.title.clone())),
            None => place
                .resource
                .and_then(|it| it.route.operation())
                .and_then(|operation| Some((operation.page()?, operation.name().to_owned()))),
        };
        let (target, title) = page?;
        let span = place.locate(url.segments.last().map_or(url.span, |segment| segment.span));
        let link = json!({
            "range": value(&positions.range(span)),
            "target": target,
            "tooltip": format!("{title} in the reference"),
        });
        links.push((span, link));
        None
    });
    links.sort_by_key(|(span, _)| *span);
    Ok(links.into_iter().map(|(_, link)| link).collect())
}
