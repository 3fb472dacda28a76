//! Requests as JSON objects: `{"method": …, "url": …, "headers": { … }, "body": { … }}`, one of them or a list, the records of a
//! gateway, the actions of a workflow.

use crate::input::envelope::{below, is_envelope, may_be_envelope, read, with_batches};
use crate::input::unknown::with_expressions;
use crate::input::{Claim, Input, as_json, is_named};
use crate::json::{Document, Node};
use crate::request::{ContainerKind, RawRequest};
use crate::source::Source;
use crate::text::mapped::MappedText;

/// The format.
pub(crate) const INPUT: Input =
    Input { name: "envelope", json: true, claims, requests, comments: None, names_files: false, by_line: false };

fn claims(source: &Source) -> Option<Claim> {
    // The first of many lines is no envelope of its own.
    let worth = !is_named(source, &["ndjson", "jsonl"]) && may_have_envelope(source.text());
    (worth && !envelopes(&as_json(source)).is_empty()).then_some(Claim::Certain)
}

/// Whether it is worth reading a text as JSON.
fn may_have_envelope(text: &str) -> bool {
    let has = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    text.trim_start_matches('\u{FEFF}').trim_start().starts_with(['{', '"', '['])
        && (has("ethod") || has("verb"))
        && ["url", "uri", "Url", "Uri", "URL", "URI"].into_iter().any(has)
}

/// The envelope that a text is, or those in it that lead to Microsoft Graph.
fn envelopes<'t>(document: &'t Document<'_>) -> Vec<Node<'t>> {
    let Some(root) = document.tree.root() else { return Vec::new() };
    let broken = !document.syntax_errors.is_empty();
    if is_envelope(root) || broken && may_be_envelope(root) { vec![root] } else { below(root) }
}

fn requests(source: &Source) -> Vec<RawRequest<'_>> {
    let (text, document) = (source.text(), as_json(source));
    let whole = MappedText::whole(text);
    let found = envelopes(&document);
    with_batches(
        text,
        found.into_iter().map(|root| with_expressions(read(text, &whole, root, ContainerKind::Envelope))).collect(),
    )
}
