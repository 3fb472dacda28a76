//! One request as a JSON object: `{"method": …, "url": …, "headers": { … }, "body": { … }}`.

use crate::input::composed::{envelope, is_envelope, may_be_envelope};
use crate::input::{Claim, Input, as_json, is_named, may_be_object_with};
use crate::json::Document;
use crate::operations::is_marked;
use crate::request::{ContainerKind, RawRequest};
use crate::source::Source;

/// The format.
pub(crate) const INPUT: Input =
    Input { name: "envelope", json: true, claims, requests, comments: None, names_files: false, by_line: false };

fn claims(source: &Source) -> Option<Claim> {
    // The first of many lines is no envelope of its own.
    let worth = !is_named(source, &["ndjson", "jsonl"]) && may_be_object_with(source, &["method", "url"]);
    (worth && is_one(&as_json(source))).then_some(Claim::Certain)
}

fn is_one(document: &Document<'_>) -> bool {
    let broken = !document.syntax_errors.is_empty();
    document.tree.root().is_some_and(|root| is_envelope(root) || broken && may_be_envelope(root, is_marked))
}

fn requests(source: &Source) -> Vec<RawRequest<'_>> {
    let document = as_json(source);
    document.tree.root().map(|root| envelope(source.text(), root, ContainerKind::Envelope)).into_iter().collect()
}
