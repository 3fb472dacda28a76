//! A batch of Microsoft Graph, the body of `POST /$batch`: `{"requests": [{"id", "method", "url", "headers", "body"}]}`
//! (<https://learn.microsoft.com/graph/json-batching>).

use crate::input::composed::{envelope, is_envelope};
use crate::input::{Claim, Input, as_json, may_be_object_with};
use crate::json::{Kind, Node};
use crate::request::{Setting, Written};
use crate::source::Source;

/// The format.
pub(crate) const INPUT: Input = Input { name: "batch", claims, requests, comments: None, by_line: false };

fn claims(source: &Source) -> Option<Claim> {
    let worth = may_be_object_with(source, &["requests", "method", "url"]);
    (worth && as_json(source).tree.root().is_some_and(is_batch)).then_some(Claim::Certain)
}

/// Whether `node` holds `requests` and nothing else, and the first of them is an envelope.
fn is_batch(node: Node<'_>) -> bool {
    let alone = node.members().count() == 1;
    alone && node.get("requests").and_then(|requests| requests.elements().next()).is_some_and(is_envelope)
}

fn requests(source: &Source) -> Vec<Written<'_>> {
    let document = as_json(source);
    let list = document.tree.root().and_then(|root| root.get("requests"));
    let objects = list.into_iter().flat_map(Node::elements).filter(|request| request.kind() == Kind::Object);
    objects.map(|request| envelope(source.text(), request, Setting::Batch)).collect()
}
