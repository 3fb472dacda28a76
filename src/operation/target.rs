//! What a request is for: the operation that its method and URL name, or the one that they nearly name.

use super::path::{self, Alignment, Atom, Departure, Path, read_mixed};
use super::{Host, Operation, Operations};
use crate::catalogue::{Catalogue, Version, resolve};
use crate::http::Url;
use crate::request::{ContainerKind, Request};
use crate::text::Span;

/// What a request is for.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// How well it is known.
    pub fit: Fit,
    /// The version segment of the URL: `v1.0`, `beta`.
    pub version: Option<Span>,
    /// The variables of the operation's path.
    pub keys: Keys,
    /// How much it looks like a request to Microsoft Graph, if its host is not known and nothing else decides.
    pub likeness: Likeness,
    /// Where the path departs from that of the operation; empty unless it is nearly the operation's.
    pub departures: Vec<Departure>,
}

/// Where the variables of an operation's path are in a URL, by their names in the template.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys(Vec<(&'static str, Span)>);

impl Keys {
    /// Where the variable `name` stands, or `None` if the path has none of that name.
    #[must_use]
    pub(crate) fn get(&self, name: &str) -> Option<Span> {
        self.iter().find(|(key, _)| *key == name).map(|(_, span)| span)
    }

    /// All of them, in the order of the path.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, Span)> {
        self.0.iter().copied()
    }
}

/// How much a request to an unknown host looks like one to Microsoft Graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// Its host is known, or its path is none of Microsoft Graph.
    None,
    /// The path is one of Microsoft Graph that may be one of another service too, or nearly one of Microsoft Graph.
    Near,
    /// The path can hardly be one of another service, or the host is a variable.
    Whole,
}

/// How well it is known what a request is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fit {
    /// Method and path are those of the operation, or nothing but a body is written down, which is taken for one.
    Operation(&'static Operation),
    /// The path is the operation's, the method is not.
    OtherMethod(&'static Operation),
    /// The path is nearly the operation's.
    Near(&'static Operation),
    /// Another operation of Microsoft Graph.
    Graph,
    /// Not a request to Microsoft Graph, as far as is known.
    Foreign,
}

impl Fit {
    fn rank(self) -> u8 {
        match self {
            Self::Operation(_) => 0,
            Self::OtherMethod(_) => 1,
            Self::Near(_) => 2,
            Self::Graph => 3,
            Self::Foreign => 4,
        }
    }
}

impl Target {
    /// Looks a request up among `operations`. The first of them is what a body is taken for whose operation is not known.
    #[must_use]
    pub(crate) fn of(request: &Request<'_>, operations: Operations) -> Self {
        if request.container() == ContainerKind::Answer {
            // What an answer of any operation has to be is JSON.
            return Self::of_fit(Fit::Graph);
        }
        let Some(url) = &request.url else { return Self::without_url(request, operations) };
        let text = request.text();
        let host = host(request, url);
        let path = Path::read(text, url);
        let method = request.method().map(|span| span.of(text));
        let fit = |operation: &'static Operation, alignment: &Alignment| {
            if !alignment.departures.is_empty() {
                Fit::Near(operation)
            } else if method.is_none_or(|method| operation.method.eq_ignore_ascii_case(method)) {
                Fit::Operation(operation)
            } else {
                Fit::OtherMethod(operation)
            }
        };
        let best_of = |path: &Path<'_>, align: fn(&'static [String], &[Atom<'_>]) -> Option<Alignment>| {
            let templates =
                operations.iter().flat_map(|operation| operation.templates.iter().map(move |it| (operation, it)));
            let aligned = templates.filter_map(|(operation, template)| {
                let alignment = align(template, &path.atoms)?;
                Some((fit(operation, &alignment), alignment))
            });
            aligned.min_by_key(|(fit, alignment)| (fit.rank(), alignment.departures.len()))
        };
        let best = best_of(&path, path::exact).or_else(|| best_of(&path, path::near));
        if best.is_none()
            && let Some(behind) = Path::behind_gateway(text, url)
            && let Some((fit, alignment)) = best_of(&behind, path::exact)
        {
            return Self { version: behind.version, keys: Keys(alignment.keys), ..Self::of_fit(fit) };
        }
        // What aligns without its query may be the beginning of a path that goes on there.
        if (best.is_none() || url.query.is_some())
            && host != Some(Host::Other)
            && let Some(mixed) = operations.iter().find_map(|operation| mixed(text, url, operation))
        {
            return mixed;
        }
        let is_other = |operation: &Operation| {
            method.is_some_and(|method| operation.other_methods.iter().any(|other| other.eq_ignore_ascii_case(method)))
        };
        let mut target = Self { version: path.version, ..Self::of_fit(Fit::Foreign) };
        match best {
            // On the same path another method may be another operation, of which no more is known.
            Some((Fit::OtherMethod(operation), _)) if is_other(operation) => {}
            // A host that is none of Microsoft Graph has paths of its own.
            Some((Fit::Near(_), _)) if host == Some(Host::Other) => {}
            Some((fit, alignment)) => {
                return Self { fit, keys: Keys(alignment.keys), departures: alignment.departures, ..target };
            }
            None => {}
        }
        let graph = match host {
            Some(Host::Graph | Host::Retired | Host::Near(_)) => true,
            Some(Host::Other) => false,
            Some(Host::Variable) | None => {
                let root = path.atoms.first().map(|atom| atom.words.as_ref());
                let known = root.is_some_and(|root| {
                    [Version::V1, Version::Beta]
                        .iter()
                        .any(|version| Catalogue::builtin().graph(*version).root(root).is_some())
                });
                // Other services have versions too: `$service/v1/users`.
                let is_version =
                    |span: Span| matches!(span.of(text), "v1.0" | "beta") || span.of(text).starts_with('{');
                let is_ours = |span: Span| !request.container().is_script() || is_version(span);
                let is_batch = request.container().is_batch();
                let is_on_page = host.is_none() && is_named_on_page(request);
                known && (path.version.is_some_and(is_ours) || is_batch || is_on_page)
            }
        };
        if graph {
            target.fit = Fit::Graph;
        }
        target.likeness = match host {
            _ if graph => Likeness::None,
            // Of a URL that is nothing but a variable not even the path is known.
            Some(Host::Variable) if !path.atoms.is_empty() => Likeness::Whole,
            None => likeness(request, url, path.version),
            Some(_) => Likeness::None,
        };
        target
    }

    /// The operation that is meant, even if the method or the path is not quite its own.
    #[must_use]
    pub(crate) fn operation(&self) -> Option<&'static Operation> {
        match self.fit {
            Fit::Operation(operation) | Fit::OtherMethod(operation) | Fit::Near(operation) => Some(operation),
            Fit::Graph | Fit::Foreign => None,
        }
    }

    /// A request without a URL is known by its body, if at all.
    fn without_url(request: &Request<'_>, operations: Operations) -> Self {
        let root = request.body.as_ref().and_then(|body| body.document.tree.root());
        let has_property_of = |operation: &Operation| root.is_some_and(|root| operation.body.knows_property_of(root));
        let default = operations
            .iter()
            .next()
            .filter(|operation| request.container() == ContainerKind::Body || has_property_of(operation));
        Self::of_fit(default.map_or(Fit::Foreign, Fit::Operation))
    }

    fn of_fit(fit: Fit) -> Self {
        Self { fit, version: None, keys: Keys::default(), departures: Vec::new(), likeness: Likeness::None }
    }
}

/// Whether it is a request of a page that has the annotations of Microsoft's reference, which names hosts and versions in some examples only.
fn is_named_on_page(request: &Request<'_>) -> bool {
    request.container() == ContainerKind::Documentation && request.raw().name.is_some()
}

/// How much a path without a host looks like one of Microsoft Graph. A known beginning alone says little: other services have
/// `/users/1/orders` too.
fn likeness(request: &Request<'_>, url: &Url, version: Option<Span>) -> Likeness {
    if !matches!(
        request.container(),
        ContainerKind::Client | ContainerKind::Batch { .. } | ContainerKind::Documentation
    ) {
        return Likeness::None;
    }
    let text = request.text();
    let mut segments = url.segments.as_slice();
    if let Some(version) = version {
        let Some((first, rest)) = segments.split_first() else { return Likeness::None };
        if first.span != version || Version::of(version.of(text)).is_none() {
            return Likeness::None;
        }
        segments = rest;
    }
    let route = resolve(Catalogue::builtin().graph(Version::V1), text, segments);
    if route.is_distinct() {
        Likeness::Whole
    } else if route.is_near() {
        Likeness::Near
    } else {
        Likeness::None
    }
}

/// Whether the URL of a request names the host of another service.
#[must_use]
pub(crate) fn is_elsewhere(request: &Request<'_>) -> bool {
    request.url.as_ref().is_some_and(|url| host(request, url) == Some(Host::Other))
}

/// The target of a URL in which part of the operation's path is in the query or after another sign.
fn mixed(text: &str, url: &Url, operation: &'static Operation) -> Option<Target> {
    let (path, mut departures) = read_mixed(text, url, operation.mark.as_deref()?)?;
    let alignment = operation
        .templates
        .iter()
        .filter_map(|template| path::near(template, &path.atoms))
        .min_by_key(|alignment| alignment.departures.len())?;
    departures.extend(alignment.departures);
    let keys = Keys(alignment.keys);
    Some(Target { version: path.version, keys, departures, ..Target::of_fit(Fit::Near(operation)) })
}

/// The host that the request goes to: that of the URL, or the one that a `Host` header names.
fn host(request: &Request<'_>, url: &Url) -> Option<Host> {
    let text = request.text();
    let span = url.host.or_else(|| request.header("Host").map(|header| header.value))?;
    Some(Host::of(span.of(text)))
}
