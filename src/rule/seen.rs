//! What is kept of a request when it has been checked, for the rules that look at all requests of a source together.

use super::Context;
use crate::http::StartLine;
use crate::operation::{Fit, Operation};
use crate::request::{Notes, Setting};
use crate::text::Span;

/// A request. A recording may hold a hundred thousand, so little is kept of each.
#[derive(Debug)]
pub struct Seen {
    /// Where its URL stands in the source; the beginning of its body, if it has none.
    pub place: Span,
    /// What kind of container it stands in.
    pub setting: Setting,
    /// What it is for, if that is known.
    pub operation: Option<&'static Operation>,
    /// Whether it goes to Microsoft Graph, as far as one can tell.
    pub graph: bool,
    /// What its container says of it.
    pub notes: Notes,
}

impl Seen {
    /// What is to be kept of a request. A batch is judged as a whole; of other containers only the requests to Microsoft
    /// Graph matter.
    #[must_use]
    pub fn of(context: &Context<'_>) -> Option<Self> {
        let (setting, target) = (context.setting(), context.target());
        let graph = !matches!(target.fit, Fit::Foreign);
        if !graph && setting != Setting::Batch {
            return None;
        }
        let written = context.request().written();
        let here = match written.message.start {
            Some(StartLine::Request { url, .. }) => url,
            _ => Span::gap(written.message.body.map_or(0, |body| body.start)),
        };
        let place = written.passage.locate(here);
        Some(Self { place, setting, operation: target.operation(), graph, notes: written.notes.clone() })
    }
}
