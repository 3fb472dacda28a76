//! Whether a request without a known host goes to Microsoft Graph, by what is around it in its source.

use crate::input::Input;
use crate::operation::{Fit, Likeness, Target, is_elsewhere};
use crate::operations;
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
        (_, Likeness::None) => false,
        (ContainerKind::Client, Likeness::Whole) => is_named || mentions_graph(source),
        (ContainerKind::Client, Likeness::Near) => {
            let Around { graph, elsewhere } = around();
            (graph || is_named) && !elsewhere
        }
        (ContainerKind::Batch, Likeness::Near) => is_named || around().graph,
        (ContainerKind::Documentation, Likeness::Near | Likeness::Whole) => around().graph,
        _ => false,
    }
}

/// Whether another request of the source, or a comment, shows that it is about Microsoft Graph.
fn mentions_graph(source: &Source) -> bool {
    memchr::memmem::find(source.text().as_bytes(), b"graph.microsoft.").is_some()
}
