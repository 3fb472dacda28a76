//! What was read of a request while it was checked: its answer is made of it, and nothing is read twice.

use super::{answer, source};
use crate::operation::Target;
use crate::request::{Bodies, RawRequest};
use crate::rule::Context;

#[derive(Debug)]
pub(super) struct Seen {
    pub(super) target: Target,
    bodies: Bodies,
    /// The operation: its id, or its method and path, or `None` if the path is not known.
    pub(super) name: Option<String>,
    /// The first id in the path that nothing can have.
    pub(super) impossible_id: Option<String>,
}

impl Seen {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let request = context.request();
        let name = match context.operation() {
            Some(operation) => Some(operation.id.clone()),
            None => context.resource().and_then(|resource| resource.name(request)),
        };
        Self {
            target: context.target().clone(),
            bodies: request.raw().bodies.clone(),
            name,
            impossible_id: answer::impossible_id(context),
        }
    }

    /// The request as [`source::read`] reads it, with the bodies that are known.
    pub(super) fn read<'t>(&self, text: &'t str) -> RawRequest<'t> {
        RawRequest { bodies: self.bodies.clone(), ..source::read(text) }
    }
}
