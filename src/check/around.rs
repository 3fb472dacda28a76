//! Whether a request without a known host goes to Microsoft Graph, by what is around it in its source.

use crate::http::names_graph;
use crate::input::Input;
use crate::operation::{Fit, Likeness, Target, is_elsewhere};
use crate::operations;
use crate::page;
use crate::request::{ContainerKind, Request};
use crate::source::Source;

/// Where the requests of a source go whose hosts are known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// One goes to Microsoft Graph.
    graph: bool,
    /// One goes to another service.
    elsewhere: bool,
}

impl Around {
    /// Reads all requests of a source. It is needed only where the host of one is not known.
    pub(super) fn of(source: &Source, input: &Input) -> Self {
        let mut around = Self::default();
        for raw in input.requests(source) {
            let request = Request::read(&raw);
            match Target::of(&request, operations::all()).fit {
                Fit::Foreign => around.elsewhere |= is_elsewhere(&request),
                _ => around.graph |= request.url.is_some(),
            }
        }
        around
    }
}

/// Whether a request whose host is not known goes to Microsoft Graph: its path is one of Graph's, or nearly, and either the
/// user named the file, or other requests of it go to Graph. A path that is only nearly one of Graph's is another service's if
/// a request of the file goes there.
pub(super) fn is_graphs(
    source: &Source,
    request: &Request<'_>,
    likeness: Likeness,
    around: &dyn Fn() -> Around,
) -> bool {
    let is_named = !source.is_found();
    match (request.container(), likeness) {
        // All steps of a batch go to one service.
        (ContainerKind::Batch, Likeness::None) if has_path_only(request) => {
            let Around { graph, elsewhere } = around();
            graph && !elsewhere
        }
        (_, Likeness::None) => false,
        (ContainerKind::Client, Likeness::Whole) => is_named || names_graph(source.text()),
        (ContainerKind::Client, Likeness::Near) => {
            let Around { graph, elsewhere } = around();
            (graph || is_named) && !elsewhere
        }
        (ContainerKind::Batch, Likeness::Near) => is_named || around().graph,
        (ContainerKind::Documentation, Likeness::Near | Likeness::Whole) => {
            let Around { graph, elsewhere } = around();
            // The requests of a page that none but Graph can answer are read for the words of the page.
            graph || !elsewhere && page::names_service(source.text())
        }
        _ => false,
    }
}

/// Whether the URL of a request begins with its path.
fn has_path_only(request: &Request<'_>) -> bool {
    request.url.as_ref().is_some_and(|url| url.host.is_none() && url.span.of(request.text()).starts_with('/'))
}
