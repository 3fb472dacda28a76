//! A request that somebody names: `POST /users`, `PATCH https://graph.microsoft.com/beta/groups/{id}`.

use crate::catalogue::{Catalogue, Failure, Route, Version, resolve};
use crate::http::Url;
use crate::text::Span;

/// A method, and the path or URL that it is sent to. A path without version is one of v1.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedRequest {
    method: String,
    url: String,
}

/// The methods that a request may be named with.
const METHODS: [&str; 5] = ["GET", "POST", "PATCH", "PUT", "DELETE"];

const HOST: &str = "https://graph.microsoft.com";

impl NamedRequest {
    /// Reads `POST /users`. None if it is not a method and a path.
    #[must_use]
    pub(crate) fn read(words: &str) -> Option<Self> {
        let (method, path) = words.trim().split_once(char::is_whitespace)?;
        Self::new(method, path.trim())
    }

    /// The same of its two parts. None if the method is none, or the path has white space in it.
    #[must_use]
    pub(crate) fn new(method: &str, path: &str) -> Option<Self> {
        let method = METHODS.iter().find(|known| known.eq_ignore_ascii_case(method))?;
        if path.is_empty() || path.contains(char::is_whitespace) {
            return None;
        }
        Some(Self { method: (*method).to_owned(), url: url_of(path) })
    }

    /// Whether a word is a method that a request may be named with.
    #[must_use]
    pub(crate) fn is_method(word: &str) -> bool {
        METHODS.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// The method, in upper case.
    #[must_use]
    pub(crate) fn method(&self) -> &str {
        &self.method
    }

    #[must_use]
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Where its path leads, in the version that it names.
    #[must_use]
    pub(crate) fn route<'c>(&self, catalogue: &'c Catalogue) -> Route<'c> {
        let url = Url::read(&self.url, Span::whole(&self.url));
        let version = url.segments.first().and_then(|first| Version::of(first.span.of(&self.url)));
        let segments = url.segments.get(usize::from(version.is_some())..).unwrap_or_default();
        resolve(catalogue.graph(version.unwrap_or_default()), &self.url, segments)
    }

    /// What reports call it: `POST /users/{id}/messages`.
    #[must_use]
    pub(crate) fn name(&self, catalogue: &Catalogue) -> String {
        let template = self.route(catalogue).template();
        format!("{} {}", self.method, template.unwrap_or_else(|| self.url.clone()))
    }

    /// Why the path leads nowhere, in words, or `None` if it leads somewhere.
    #[must_use]
    pub(crate) fn problem(&self, catalogue: &Catalogue) -> Option<String> {
        let route = self.route(catalogue);
        let Some(Failure { name, nearest, in_other_version, .. }) = &route.failure else {
            return (!route.is_known()).then(|| format!("the metadata has nothing about `{}`", self.path()));
        };
        if *in_other_version && route.graph.version() == Version::V1 {
            let path = self.path().trim_start_matches("/v1.0");
            return Some(format!(
                "`{name}` exists only in beta, according to {}; try `{} /beta{path}`",
                route.graph.label(),
                self.method
            ));
        }
        let nearest = nearest.map(|nearest| format!("; did you mean `{nearest}`?")).unwrap_or_default();
        Some(format!("there is no `{name}` in `{}`, according to {}{nearest}", self.path(), route.graph.label()))
    }

    /// The path after the host.
    fn path(&self) -> &str {
        self.url.strip_prefix(HOST).unwrap_or(&self.url)
    }
}

/// The whole URL of a path, with or without version and leading slash.
fn url_of(path: &str) -> String {
    if path.contains("://") {
        return path.to_owned();
    }
    let path = path.trim_start_matches('/');
    let first = path.split(['/', '?']).next().unwrap_or_default();
    match Version::of(first) {
        Some(_) => format!("{HOST}/{path}"),
        None => format!("{HOST}/v1.0/{path}"),
    }
}
