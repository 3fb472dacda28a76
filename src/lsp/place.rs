//! What is at a place of a document: which request, and which part of it.

use super::folders::Analysis;
use crate::http::StartLine;
use crate::operation::{Fit, Operation, Target};
use crate::operations;
use crate::request::{ContainerKind, Request};
use crate::rule::{Context, Resource};
use crate::text::{Edit, Span, offset};

/// A place in a request.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    pub(super) request: &'a Request<'a>,
    /// What the request is for, if it is known deeply.
    pub(super) operation: Option<&'static Operation>,
    /// What Graph's metadata says of its URL.
    pub(super) resource: Option<&'a Resource<'a>>,
    /// The place in the text of the request.
    pub(super) at: u32,
    pub(super) part: Part,
}

/// A part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The first line, with the method and the URL.
    Start(Span),
    /// A line of a header.
    Header(Span),
    /// The body, or where it is to be.
    Body(Span),
}

impl<'a> Place<'a> {
    /// The text of the request.
    pub(crate) fn text(&self) -> &'a str {
        self.request.text()
    }

    /// The change of the document that is the change `edit` of the request, or `None` where it cannot be made in this way.
    pub(super) fn edit(&self, edit: &Edit) -> Option<Edit> {
        self.request.raw().mapped.edit(edit)
    }

    /// Where something of the request is in the document.
    pub(crate) fn locate(&self, span: Span) -> Span {
        self.request.raw().mapped.locate(span)
    }

    /// The method, in upper case; `POST` where only a body is written down.
    pub(super) fn method(&self) -> String {
        let method = self.request.method().map(|span| span.of(self.text()).to_ascii_uppercase());
        method.unwrap_or_else(|| "POST".to_owned())
    }
}

/// Calls `act` with each request of a document, up to one that it has something to say of.
pub(super) fn each<R>(analysis: &Analysis, mut act: impl FnMut(&Place<'_>) -> Option<R>) -> Option<R> {
    let source = &analysis.checked.source;
    let config = analysis.checker.config();
    for raw in (analysis.input.open)(source).requests {
        let request = Request::read(&raw);
        let mut target = Target::of(&request, operations::all());
        let by_config = config.sender().and_then(|sender| sender.operation).or(config.operation());
        if let Some(operation) = by_config.filter(|_| request.container() == ContainerKind::Body) {
            target.fit = Fit::Operation(operation);
        }
        let context = Context::new(source, &request, &target, None, config.assumptions(Vec::new()));
        let part = Part::Start(Span::gap(0));
        let place =
            Place { request: &request, operation: target.operation(), resource: context.resource(), at: 0, part };
        if let Some(result) = act(&place) {
            return Some(result);
        }
    }
    None
}

/// Calls `act` with the place of the byte at `at` of the document.
pub(super) fn with<R>(analysis: &Analysis, at: u32, act: impl Fn(&Place<'_>) -> Option<R>) -> Option<R> {
    each(analysis, |place| {
        let inner = place.request.raw().mapped.inner(at)?;
        let part = part(place.request, inner)?;
        act(&Place { at: inner, part, ..*place })
    })
}

/// The part that a place of the text of a request lies in.
fn part(request: &Request<'_>, at: u32) -> Option<Part> {
    let text = request.text();
    let message = &request.raw().message;
    let line = line(text, at);
    let body = message.body.filter(|body| body.start <= at && at <= body.end);
    let is_lines = matches!(request.container(), ContainerKind::Client | ContainerKind::Documentation);
    let Some(start) = message.start.map(|start| start.span()) else {
        // A first line that is not finished is none yet.
        let first = text.find(|it: char| !it.is_whitespace()).map_or(0, offset);
        let is_first = is_lines && line.start <= first && !line.of(text).trim_start().starts_with(['{', '[']);
        return if is_first { Some(Part::Start(line)) } else { body.or(message.body).map(Part::Body) };
    };
    if start.start <= at && at <= start.end.max(line.end) && line.start <= start.start {
        return Some(Part::Start(Span::new(start.start, start.end.max(at))));
    }
    // Where the message is a text of its own, its lines decide what belongs where, even if the body has not begun.
    let has_lines = start.end <= line.start && matches!(message.start, Some(StartLine::Request { .. }));
    if has_lines && is_lines {
        let before = text.get(start.start as usize..line.start as usize).unwrap_or_default();
        let is_head = !before.lines().skip(1).any(|line| line.trim().is_empty());
        let words = line.of(text).trim();
        if is_head && (words.is_empty() || words.starts_with(|first: char| first.is_alphanumeric())) {
            return Some(Part::Header(line));
        }
        if !is_head && message.body.is_none_or(|body| body.is_empty()) {
            return Some(Part::Body(Span::gap(at)));
        }
    }
    body.map(Part::Body)
}

/// The line that the byte at `at` is on, without its end.
fn line(text: &str, at: u32) -> Span {
    let at = text.floor_char_boundary((at as usize).min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |end| at + end);
    Span::new(offset(start), offset(end))
}
