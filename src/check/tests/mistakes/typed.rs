//! What the metadata says of the values of a body: a plain walk, apart from that of the library.

use crate::catalogue::{BodyShape, Catalogue, Route, Value, Version, resolve};
use crate::http::{self, StartLine, Url};
use crate::json::{self, Document, Kind, Node};
use crate::text::Span;

/// The parts of a request.
pub(super) struct Request<'t> {
    pub(super) text: &'t str,
    pub(super) method: Span,
    pub(super) url: Url,
    pub(super) headers: Vec<http::Header>,
    pub(super) body: Option<Span>,
    pub(super) route: Route<'static>,
}

/// A value of a body, and what it is declared to be.
pub(super) struct Declared {
    /// The key, or `None` of an element of a list.
    pub(super) key: Option<Span>,
    pub(super) span: Span,
    pub(super) kind: Kind,
    pub(super) value: Value<'static>,
    /// Whether it is a parameter of an action, whose names are free in their case.
    pub(super) is_parameter: bool,
}

impl<'t> Request<'t> {
    /// None for what is not a request to Graph with a version.
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let message = http::read(text, Span::whole(text));
        let Some(StartLine::Request { method: Some(method), url, .. }) = message.start else { return None };
        let url = Url::read(text, url);
        let host = url.host?.of(text);
        let (version, segments) = url.segments.split_first()?;
        let version = Version::of(version.span.of(text)).filter(|_| host == "graph.microsoft.com")?;
        let route = resolve(Catalogue::builtin().graph(version), text, segments);
        Some(Self { text, method, url, headers: message.headers, body: message.body, route })
    }

    pub(super) fn document(&self) -> Option<Document<'t>> {
        self.body.map(|span| json::parse(self.text, span))
    }

    /// The values of the body that the metadata declares.
    pub(super) fn values(&self, root: Node<'_>) -> Vec<Declared> {
        let mut found = Vec::new();
        match self.route.body(self.method.of(self.text)) {
            BodyShape::Value(value) if value.named().is_some() && !value.collection => walk(root, value, &mut found),
            BodyShape::Parameters(action) => {
                for member in root.members() {
                    let name = member.key.string().unwrap_or_default();
                    if let Some(parameter) = action.parameter(&name) {
                        declare(Some(member.key.span()), member.value, parameter.value(), true, &mut found);
                    }
                }
            }
            _ => {}
        }
        found
    }
}

fn walk(node: Node<'_>, value: Value<'static>, found: &mut Vec<Declared>) {
    let Some(expected) = value.named() else { return };
    let declared = node.get("@odata.type").and_then(Node::string);
    let version = Catalogue::builtin().graph(expected_version(value));
    let ty = declared.and_then(|name| version.ty(&name)).unwrap_or(expected);
    for member in node.members() {
        let name = member.key.string().unwrap_or_default();
        if let Some(property) = ty.member(&name).filter(|property| property.name() == name) {
            declare(Some(member.key.span()), member.value, property.value(), false, found);
        }
    }
}

fn expected_version(value: Value<'static>) -> Version {
    let beta = Catalogue::builtin().graph(Version::Beta);
    let is_beta = value.named().is_some_and(|ty| beta.ty(ty.name()) == Some(ty));
    if is_beta { Version::Beta } else { Version::V1 }
}

fn declare(key: Option<Span>, node: Node<'_>, value: Value<'static>, is_parameter: bool, found: &mut Vec<Declared>) {
    found.push(Declared { key, span: node.span(), kind: node.kind(), value, is_parameter });
    match node.kind() {
        Kind::Array if value.collection => {
            node.elements().for_each(|element| declare(None, element, value.element(), is_parameter, found));
        }
        Kind::Object if !value.collection => walk(node, value, found),
        _ => {}
    }
}
