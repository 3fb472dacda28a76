//! What a user asks about: an operation that is known deeply, by its id, or any request to Graph, by method and URL.

use super::Failure;
use crate::catalogue::Catalogue;
use crate::operation::{NamedRequest, Operation};
use crate::operations;
use crate::text::suggest::{self, alternatives};

/// What was found.
pub(super) enum Lookup {
    Operation(&'static Operation),
    Request(NamedRequest),
}

/// Looks up the words of a command line: an id, `METHOD URL`, or both in one word.
pub(super) fn find(words: &[String]) -> Result<Lookup, Failure> {
    let joined = words.join(" ");
    let Some(request) = NamedRequest::read(&joined) else {
        return match words {
            [id] => by_id(id).map(Lookup::Operation),
            _ => {
                Err(Failure::Message(format!("`{joined}` is no request: write a method and a path, as `POST /users`")))
            }
        };
    };
    if let Some(operation) = operations::of_named(&request) {
        return Ok(Lookup::Operation(operation));
    }
    let catalogue = Catalogue::builtin();
    if let Some(problem) = request.problem(catalogue) {
        return Err(Failure::Message(problem));
    }
    let methods = request.route(catalogue).end.methods();
    if !methods.is_empty() && !methods.contains(&request.method()) {
        let methods = alternatives(methods.iter().copied());
        return Err(Failure::Message(format!("`{}` takes {methods}, not `{}`", request.url(), request.method())));
    }
    Ok(Lookup::Request(request))
}

/// The operation with this id, or a word about which was meant.
fn by_id(id: &str) -> Result<&'static Operation, Failure> {
    let ids = || operations::all().iter().map(|operation| operation.id.as_str());
    operations::find(id).ok_or_else(|| {
        Failure::Message(match suggest::nearest(id, ids()) {
            Some(nearest) => format!("there is no operation `{id}`; did you mean `{nearest}`?"),
            None => format!("there is no operation `{id}`; `msgraph-lint operations` lists them all"),
        })
    })
}
