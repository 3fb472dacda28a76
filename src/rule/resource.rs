//! What a request is about: its path in Graph's metadata, and the properties that its query names.

use crate::catalogue::{Catalogue, End, Graph, Route, StepKind, Type, Version, resolve};
use crate::finding::Severity;
use crate::http::Segment;
use crate::http::odata::{QueryOption, options};
use crate::operation::{Fit, NamedRequest, Target};
use crate::request::Request;
use crate::text::Span;

/// The path of a URL, resolved.
#[derive(Debug)]
pub(crate) struct Resource<'a> {
    pub route: Route<'a>,
    /// The version that the URL names, or `None` if it names none, or a gap.
    pub version: Option<Version>,
}

impl<'a> Resource<'a> {
    /// Resolves the path of `request`, or `None` if it has none, or does not go to Graph.
    pub(super) fn of(catalogue: &'a Catalogue, request: &Request<'_>, target: &Target) -> Option<Self> {
        if matches!(target.fit, Fit::Foreign) {
            return None;
        }
        let url = request.url.as_ref()?;
        let text = request.text();
        // What stands up to the version is not part of the path.
        let from = target.version.map_or(0, |version| version.end);
        let first = url.segments.iter().position(|segment| segment.span.start >= from).unwrap_or(url.segments.len());
        let segments = url.segments.get(first..).unwrap_or_default();
        let version = target.version.and_then(|span| Version::of(span.of(text)));
        Some(Self::resolved(catalogue, text, segments, version))
    }

    /// Where the path of a request leads that somebody named.
    pub(super) fn named(catalogue: &'a Catalogue, request: &NamedRequest) -> Self {
        let route = request.route(catalogue);
        let version = Some(route.graph.version());
        Self { route, version }
    }

    fn resolved(catalogue: &'a Catalogue, text: &str, segments: &[Segment], version: Option<Version>) -> Self {
        let of = |version| resolve(catalogue.graph(version), text, segments);
        let route = match version {
            Some(version) => of(version),
            // Whichever version is meant: what one of them knows is known.
            None => {
                let (stable, beta) = (of(Version::V1), of(Version::Beta));
                if stable.failure.is_some() && beta.failure.is_none() { beta } else { stable }
            }
        };
        Self { route, version }
    }

    /// What reports call a request that has no name: `POST /users/{id}/messages`. None unless its path is known.
    #[must_use]
    pub(crate) fn name(&self, request: &Request<'_>) -> Option<String> {
        let template = self.route.template()?;
        Some(match method(request) {
            Some((_, method)) => format!("{method} {template}"),
            None => template,
        })
    }

    /// The metadata that the path was resolved with.
    #[must_use]
    pub(crate) fn graph(&self) -> Graph<'a> {
        self.route.graph
    }

    /// How bad it is to name what the metadata does not have. Beta changes without notice, and often before its metadata.
    #[must_use]
    pub(crate) fn severity(&self) -> Severity {
        if self.version == Some(Version::V1) { Severity::Error } else { Severity::Warning }
    }

    /// Whether every segment of the path is known.
    #[must_use]
    pub(crate) fn is_known(&self) -> bool {
        self.route.is_known()
    }

    /// What the path leads to; none unless every segment is known.
    #[must_use]
    pub(crate) fn end(&self) -> Option<End<'a>> {
        self.is_known().then_some(self.route.end)
    }

    /// What can only be an action that the metadata does not have, with the type of the collection that it would belong to: in a
    /// POST the key at the end of the path, if it is a word and no id.
    #[must_use]
    pub(crate) fn unknown_action(&self, request: &Request<'_>) -> Option<(Span, Type<'a>)> {
        let End::Entity { ty, keyed: true, .. } = self.end()? else { return None };
        let last = self.route.steps.last().filter(|step| step.kind == StepKind::Key)?;
        let words = last.span.of(request.text());
        let is_word = words.len() > 4 && words.bytes().all(|byte| byte.is_ascii_alphabetic());
        (is_word && method(request)?.1 == "POST").then_some((last.span, ty))
    }

    /// The type whose properties the query names: that of the entities, or of those that `$count` counts.
    #[must_use]
    pub(crate) fn query_type(&self) -> Option<Type<'a>> {
        match self.end()? {
            End::Count => self.route.steps.iter().rev().nth(1)?.end.entity_type(),
            end => end.entity_type(),
        }
    }

    /// Whether the path leads to several entities, or counts them.
    #[must_use]
    pub(crate) fn is_collection(&self) -> bool {
        matches!(self.end(), Some(End::Collection { .. } | End::Count))
    }
}

/// The query options of a request.
pub(crate) fn query(request: &Request<'_>) -> Vec<QueryOption> {
    let query = request.url.as_ref().and_then(|url| url.query);
    query.map(|query| options(request.text(), query)).unwrap_or_default()
}

/// The name of a query option as meant: in lower case, without the `$` that Graph does not ask for.
pub(crate) fn option_name(text: &str, option: &QueryOption) -> String {
    let name = option.name.of(text).trim();
    let name = name.strip_prefix("%24").or_else(|| name.strip_prefix('$')).unwrap_or(name);
    name.to_ascii_lowercase()
}

/// Where the method of a request stands, and what it is in upper case.
pub(crate) fn method(request: &Request<'_>) -> Option<(Span, String)> {
    let span = request.method()?;
    Some((span, span.of(request.text()).to_ascii_uppercase()))
}
