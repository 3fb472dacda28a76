//! One request as a JSON object: `{"method": …, "url": …, "headers": { … }, "body": { … }}`.

use crate::input::composed::{envelope, is_envelope, may_be_envelope};
use crate::input::{Claim, Input, Opened, may_be_object_with};
use crate::json::Document;
use crate::operations::is_marked;
use crate::request::ContainerKind;
use crate::source::Source;

/// The format.
pub(crate) const INPUT: Input = Input {
    name: "envelope",
    extensions: &["json"],
    json: true,
    claims,
    open,
    comments: None,
    names_files: false,
    by_line: false,
};

fn claims(source: &Source) -> Option<Claim> {
    (may_be_object_with(source, &["method", "url"]) && is_one(&source.json())).then_some(Claim::Certain)
}

fn is_one(document: &Document<'_>) -> bool {
    let broken = !document.syntax_errors.is_empty();
    document.tree.root().is_some_and(|root| is_envelope(root) || broken && may_be_envelope(root, is_marked))
}

fn open(source: &Source) -> Opened<'_> {
    let document = source.json();
    Opened::new(document.tree.root().map(|root| envelope(&document, root, ContainerKind::Envelope)).into_iter())
}
