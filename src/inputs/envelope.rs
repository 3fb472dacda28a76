//! Requests as JSON objects: `{"method": …, "url": …, "headers": { … }, "body": { … }}`, one of them or a list, the records of a
//! gateway, the actions of a workflow.

use crate::input::envelope::{below, is_envelope, may_be_envelope, read, with_batches};
use crate::input::unknown::with_expressions;
use crate::input::{Claim, Input, Opened};
use crate::json::{Document, Kind, Node};
use crate::operations::is_marked;
use crate::request::ContainerKind;
use crate::source::Source;
use crate::text::mapped::MappedText;
use crate::text::words::Words;

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
    let worth = may_have_envelope(source.text());
    (worth && !envelopes(&source.json()).is_empty()).then_some(Claim::Certain)
}

/// Whether it is worth reading a text as JSON.
fn may_have_envelope(text: &str) -> bool {
    static METHODS: Words = Words::new(&["ethod", "METHOD", "verb", "Verb", "VERB", "graph.microsoft."]);
    static URLS: Words =
        Words::new(&["url", "uri", "Url", "Uri", "URL", "URI", "endpoint", "Endpoint", "path", "Path", "href", "link"]);
    text.trim_start_matches('\u{FEFF}').trim_start().starts_with(['{', '"', '['])
        && METHODS.any_in(text)
        && URLS.any_in(text)
}

/// The envelope that a text is, or those in it that lead to Microsoft Graph.
fn envelopes<'t>(document: &'t Document<'_>) -> Vec<Node<'t>> {
    let Some(root) = document.tree.root() else { return Vec::new() };
    let broken = !document.syntax_errors.is_empty();
    let is_one = is_envelope(root, is_marked) || broken && may_be_envelope(root, is_marked);
    if is_one { vec![root] } else { below(root, is_marked) }
}

fn open(source: &Source) -> Opened<'_> {
    let (text, document) = (source.text(), source.json());
    let whole = MappedText::whole(text);
    let read = |root| with_expressions(read(text, &whole, &document, root, ContainerKind::Envelope));
    let found: Vec<_> = envelopes(&document)
        .into_iter()
        .map(|root| {
            let mut raw = read(root);
            let body = root.get("body").map(|body| body.kind()).filter(|_| is_action(text, root));
            raw.notes.is_typed = matches!(body, Some(Kind::Object | Kind::Array));
            raw.notes.is_typed_perhaps = body == Some(Kind::String);
            raw
        })
        .collect();
    Opened::new(with_batches(text, found).into_iter())
}

/// Whether an object is what an action of Logic Apps or Power Automate is given: the value of `inputs`. A body that is an object
/// there is serialized by the service, which sets its type; a text is sent as it is, and whether that has a type is not documented.
fn is_action(text: &str, root: Node<'_>) -> bool {
    let before = text.get(..root.span().start as usize).unwrap_or_default().trim_end();
    before.strip_suffix(':').is_some_and(|name| name.trim_end().ends_with("\"inputs\""))
}
