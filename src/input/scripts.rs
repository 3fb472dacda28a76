//! What formats share whose sources hold scripts.

use crate::operation::{Fit, Operation, Target};
use crate::request::{RawRequest, Request};
use crate::script::{Requests, UnreadCall};

/// Whether a request is one to Microsoft Graph, or may be.
#[must_use]
pub fn is_graph(raw: &RawRequest<'_>, operations: &'static [Operation]) -> bool {
    !matches!(Target::of(&Request::read(raw), operations).fit, Fit::Foreign)
}

/// The calls of which something is not known, without those to other services.
#[must_use]
pub fn unread(requests: &Requests<'_>, operations: &'static [Operation]) -> Vec<UnreadCall> {
    let is_ours = |call: &&UnreadCall| {
        call.request.and_then(|request| requests.found.get(request)).is_none_or(|raw| is_graph(raw, operations))
    };
    requests.unread.iter().filter(is_ours).copied().collect()
}
