//! A batch of Microsoft Graph, the body of `POST /$batch`: `{"requests": [{"id", "method", "url", "headers", "body"}]}`
//! (<https://learn.microsoft.com/graph/json-batching>).

use crate::input::envelope::{self, is_envelope, may_be_envelope};
use crate::input::{Claim, Input, Opened, may_be_object_with};
use crate::json::{Document, Kind, Node};
use crate::operations::is_marked;
use crate::request::{ContainerKind, RawRequest};
use crate::source::Source;
use crate::text::mapped::MappedText;
use crate::text::words::Words;

pub(crate) const INPUT: Input = Input {
    name: "batch",
    extensions: &["json"],
    json: true,
    claims,
    open,
    comments: None,
    names_files: false,
    by_line: false,
};

/// Names that the format has at its top.
static NAMES: Words = Words::new(&["requests"]);

fn claims(source: &Source) -> Option<Claim> {
    let worth = may_be_object_with(source, &NAMES);
    (worth && is_batch(&source.json(), !source.is_found())).then_some(Claim::Certain)
}

/// Whether a text holds `requests` and nothing else, and the first of them is an envelope. If `is_named`, an id is enough.
fn is_batch(document: &Document<'_>, is_named: bool) -> bool {
    let Some(root) = document.tree.root() else { return false };
    let mut requests = root.get("requests").into_iter().flat_map(Node::elements);
    match document.syntax_errors.is_empty() {
        true => {
            root.members().count() == 1 && {
                requests.next().is_some_and(|first| is_envelope(first, is_marked) || is_step(first, is_named))
            }
        }
        false => requests.any(|node| may_be_envelope(node, is_marked)),
    }
}

/// Whether `node` is a request of a batch that lacks its method or its URL: nothing but members of such, and its id.
fn is_step(node: Node<'_>, is_named: bool) -> bool {
    const MEMBERS: [&str; 6] = ["id", "method", "url", "headers", "body", "dependsOn"];
    let has = |name: &str| node.get(name).is_some();
    node.kind() == Kind::Object
        && has("id")
        && (has("url") || has("method") || is_named)
        && node.members().all(|member| member.key.string().is_some_and(|key| MEMBERS.contains(&&*key)))
}

fn open(source: &Source) -> Opened<'_> {
    Opened::new(requests(source).into_iter())
}

fn requests(source: &Source) -> Vec<RawRequest<'_>> {
    let document = source.json();
    let objects = envelope::steps(&document).into_iter();
    let (text, whole) = (source.text(), MappedText::whole(source.text()));
    objects
        .map(|request| envelope::read(text, &whole, &document, request, ContainerKind::Batch { example: false }))
        .collect()
}
