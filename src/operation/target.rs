//! What a request is for: the operation that its method and URL name, or the one that they nearly name.

use super::{Operation, default_operation};
use crate::request::{Request, Setting};
use crate::text::Span;

/// What a request is for.
#[derive(Debug)]
pub struct Target {
    /// How well it is known.
    pub fit: Fit,
    /// The version segment of the URL: `v1.0`, `beta`.
    pub version: Option<Span>,
    /// The variables of the operation's path, in its order: the ids of the service principal and of the job.
    pub keys: Vec<Span>,
}

/// How well it is known what a request is for.
#[derive(Clone, Copy, Debug)]
pub enum Fit {
    /// Method and path are those of the operation, or nothing but a body is written down, which is taken for one.
    Operation(&'static Operation),
    /// The path is the operation's, the method is not.
    OtherMethod(&'static Operation),
    /// The path is nearly the operation's.
    Near(&'static Operation),
    /// Another operation of Microsoft Graph.
    Graph,
    /// Not a request to Microsoft Graph, as far as one can tell.
    Foreign,
}

impl Target {
    /// Looks a request up.
    #[must_use]
    pub fn of(request: &Request<'_>) -> Self {
        let named = request.url.as_ref().is_some_and(|url| url.span.of(request.text()).contains("provisionOnDemand"));
        let fit = match named || request.setting() == Setting::Body {
            true => Fit::Operation(default_operation()),
            false => Fit::Foreign,
        };
        Self { fit, version: None, keys: Vec::new() }
    }

    /// The operation that is meant, even if the method or the path is not quite its own.
    #[must_use]
    pub fn operation(&self) -> Option<&'static Operation> {
        match self.fit {
            Fit::Operation(operation) | Fit::OtherMethod(operation) | Fit::Near(operation) => Some(operation),
            Fit::Graph | Fit::Foreign => None,
        }
    }
}
