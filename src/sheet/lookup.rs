//! What a user asks about: an operation that is known deeply, by its id, or any request to Graph, by method and URL.

use crate::catalogue::{Catalogue, Containment, End, Holder};
use crate::operation::{NamedRequest, Operation};
use crate::operations;
use crate::text::suggest::{self, alternatives};

pub(crate) enum Lookup {
    Operation(&'static Operation),
    Request(NamedRequest),
}

/// Looks up an id, or `METHOD URL`.
///
/// # Errors
pub(crate) fn find(words: &str, catalogue: &Catalogue) -> Result<Lookup, String> {
    let Some(request) = NamedRequest::read(words) else {
        return match words {
            id if !id.contains(char::is_whitespace) && !NamedRequest::is_method(id) => by_id(id).map(Lookup::Operation),
            _ => Err(format!("`{words}` is not a request: write a method and a path, as `POST /users`")),
        };
    };
    if let Some(operation) = operations::of_named(&request) {
        return Ok(Lookup::Operation(operation));
    }
    if let Some(problem) = request.problem(catalogue) {
        return Err(problem);
    }
    let methods = request.route(catalogue).end.methods();
    if !methods.is_empty() && !methods.contains(&request.method()) {
        let methods = alternatives(methods.iter().copied());
        return Err(format!("`{}` takes {methods}, not `{}`", request.url(), request.method()));
    }
    if let Some(member) = referred(&request, catalogue) {
        let name = request.name(catalogue);
        return Err(format!("`{member}` holds references, which are added with `{name}/$ref`"));
    }
    Ok(Lookup::Request(request))
}

/// The navigation property that a POST goes to, if it only refers to what it leads to.
fn referred<'c>(request: &NamedRequest, catalogue: &'c Catalogue) -> Option<&'c str> {
    match request.route(catalogue).end {
        End::Collection { holder: Holder::Member(member), .. } if request.method() == "POST" => {
            (member.containment() == Containment::Reference).then(|| member.name())
        }
        _ => None,
    }
}

/// The operation with this id, or a word about which was meant.
fn by_id(id: &str) -> Result<&'static Operation, String> {
    let ids = || operations::all().iter().map(|operation| operation.id.as_str());
    operations::find(id).ok_or_else(|| match suggest::nearest(id, ids()) {
        Some(nearest) => format!("there is no operation `{id}`; did you mean `{nearest}`?"),
        None => format!("there is no operation `{id}`; `msgraph-lint operations` lists those with an id, and `msgraph-lint operations /users` what is below a path"),
    })
}
