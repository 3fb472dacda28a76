//! An answer of the service that was kept: an error, or what came back for a batch. It is not a request, and no body of one.

use crate::http::Message;
use crate::input::{Claim, Input, Opened, may_be_object_with};
use crate::json::{Document, Kind, Node};
use crate::request::{Bodies, ContainerKind, Notes, RawRequest};
use crate::source::Source;
use crate::text::Span;
use crate::text::mapped::MappedText;
use crate::text::words::Words;

pub(crate) const INPUT: Input = Input {
    name: "answer",
    extensions: &["json"],
    json: true,
    claims,
    open,
    comments: None,
    names_files: false,
    by_line: false,
};

/// Nothing says that it came from Microsoft Graph, so it is read only if somebody named it.
/// Names that the answer to a batch has, and that of a refusal.
static OF_BATCH: Words = Words::new(&["responses", "status"]);
static OF_ERROR: Words = Words::new(&["error", "code"]);

fn claims(source: &Source) -> Option<Claim> {
    let worth = may_be_object_with(source, &OF_BATCH) || may_be_object_with(source, &OF_ERROR);
    (worth && is_answer(&source.json())).then_some(Claim::Fallback)
}

/// Whether a text is `{"responses": [{"id", "status", …}]}` or `{"error": {"code", "message", …}}`.
fn is_answer(document: &Document<'_>) -> bool {
    let Some(root) = document.tree.root() else { return false };
    let has = |node: Node<'_>, names: &[&str]| {
        node.kind() == Kind::Object && names.iter().all(|name| node.get(name).is_some())
    };
    let is_step = |node: Node<'_>| has(node, &["status"]) && (has(node, &["id"]) || has(node, &["body"]));
    let is_batch = root.get("responses").is_some_and(|list| list.elements().next().is_some_and(is_step));
    let is_error = root.get("error").is_some_and(|error| has(error, &["code", "message"]));
    // An OData answer may say where it comes from.
    let is_alone =
        |name: &str| root.members().all(|it| it.key.string().is_some_and(|key| key == name || key.starts_with('@')));
    is_batch && is_alone("responses") || is_error && is_alone("error")
}

fn open(source: &Source) -> Opened<'_> {
    let (text, span) = (source.text(), Span::whole(source.text()));
    let message = Message { body: Some(span), ..Message::default() };
    let raw = RawRequest {
        name: None,
        container: ContainerKind::Answer,
        mapped: MappedText::whole(text),
        message,
        response: None,
        notes: Notes::default(),
        bodies: Bodies::known(source.parsed().clone()),
    };
    Opened::new(std::iter::once(raw))
}
