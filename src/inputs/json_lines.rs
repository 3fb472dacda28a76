//! JSON Lines, also called NDJSON: a body or an envelope on every line.
//!
//! A file is read in parts, so that an archive of any size costs no more memory than a small one.

use crate::http::Message;
use crate::input::envelope::{self, is_envelope};
use crate::input::{Claim, Input, is_named};
use crate::json;
use crate::operations::is_body;
use crate::request::{ContainerKind, Notes, RawRequest};
use crate::source::Source;
use crate::text::mapped::{MappedText, MappedTextBuilder};
use crate::text::{Span, offset};

/// The format.
pub(crate) const INPUT: Input =
    Input { name: "json-lines", json: false, claims, requests, comments: None, names_files: false, by_line: true };

/// The name tells the form, not whose lines they are: logs have it too. One of the first lines has to show that.
fn claims(source: &Source) -> Option<Claim> {
    if !is_named(source, &["ndjson", "jsonl"]) {
        return None;
    }
    let mut first = source.text().lines().filter(|line| !line.trim().is_empty()).take(LINES);
    let ours = first.any(|line| is_body(line) || line.contains("provisionOnDemand"));
    Some(if ours { Claim::Certain } else { Claim::Fallback })
}

/// How many lines are looked at to know whose they are.
const LINES: usize = 16;

fn requests(source: &Source) -> Vec<RawRequest<'_>> {
    let text = source.text();
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + offset(line.trim_end_matches(['\n', '\r']).len()));
        at += offset(line.len());
        if !span.of(text).trim().is_empty() {
            found.push(request(text, span));
        }
    }
    found
}

/// Whether words may describe a request; most lines of an archive do not, and are not read twice.
fn has_request_line(words: &str) -> bool {
    let has = |word: &str| memchr::memmem::find(words.as_bytes(), word.as_bytes()).is_some();
    (has("ethod") || has("erb")) && (has("rl\"") || has("ri\""))
}

fn request(text: &str, line: Span) -> RawRequest<'_> {
    let words = line.of(text);
    if has_request_line(words) {
        let document = json::parse(text, line);
        if let Some(root) = document.tree.root().filter(|&root| is_envelope(root)) {
            return envelope::read(text, &MappedText::whole(text), root, ContainerKind::Envelope);
        }
    }
    let mut builder = MappedTextBuilder::new(text);
    let message = Message { body: Some(builder.line(line)), ..Message::default() };
    RawRequest {
        name: None,
        container: ContainerKind::Body,
        mapped: builder.finish(),
        message,
        response: None,
        notes: Notes::default(),
    }
}
