//! What a user is shown of an operation of Graph who asks for it by its id, by method and URL, or by the beginning of a path: the
//! same on a terminal and on the page of the endpoint.

mod below;
mod known;
mod lookup;
mod metadata;

pub(crate) use below::below;
pub(crate) use lookup::{Lookup, find};
pub(crate) use metadata::answer;

use crate::catalogue::Catalogue;

/// A name, and words about it, which may be none.
pub(crate) type Row = (String, String);

/// A title, and its rows. A part without rows is not shown.
pub(crate) type Part = (String, Vec<Row>);

/// What is known of an operation.
pub(crate) struct Sheet {
    pub(crate) title: String,
    /// Method and path, where the title is not made of them.
    pub(crate) call: Option<(String, String)>,
    pub(crate) summary: String,
    /// The address of its page in the reference, or of that of its type.
    pub(crate) link: Option<String>,
    pub(crate) parts: Vec<Part>,
}

/// The sheet of what was found.
pub(crate) fn of(lookup: &Lookup, catalogue: &Catalogue) -> Sheet {
    match lookup {
        Lookup::Operation(operation) => known::sheet(operation),
        Lookup::Request(request) => metadata::sheet(request, catalogue),
    }
}

/// Whether the words ask for what is below a path.
pub(crate) fn is_path(words: &str) -> bool {
    !words.contains(char::is_whitespace) && (words.starts_with('/') || words.contains("://"))
}
