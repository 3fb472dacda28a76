//! What is kept of a request when it has been checked, for the rules that look at all requests of a source together.

use super::Context;
use crate::http::StartLine;
use crate::operation::{Fit, Operation};
use crate::request::{ContainerKind, Notes};
use crate::text::Span;

/// A request. A recording may hold a hundred thousand, so little is kept of each.
#[derive(Debug)]
pub(crate) struct RequestSummary {
    /// Where its URL is in the source; the beginning of its body, if it has none.
    pub place: Span,
    /// What kind of container it is in.
    pub container: ContainerKind,
    /// What it is for, if that is known.
    pub operation: Option<&'static Operation>,
    /// Whether it goes to Microsoft Graph, as far as is known.
    pub graph: bool,
    /// What its container says of it.
    pub notes: Notes,
}

impl RequestSummary {
    /// What is to be kept of a request. A batch is judged as a whole; of other containers only the
    /// requests to Microsoft Graph matter.
    #[must_use]
    pub(crate) fn of(context: &Context<'_>) -> Option<Self> {
        let (container, target) = (context.container(), context.target());
        let graph = !matches!(target.fit, Fit::Foreign);
        if !graph && !container.is_batch() {
            return None;
        }
        let raw = context.request().raw();
        let here = match raw.message.start {
            Some(StartLine::Request { url, .. }) => url,
            _ => Span::gap(raw.message.body.map_or(0, |body| body.start)),
        };
        let place = raw.mapped.locate(here);
        Some(Self { place, container, operation: target.operation(), graph, notes: raw.notes.clone() })
    }
}
