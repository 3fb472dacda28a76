//! JSON Lines, also called NDJSON: a body or an envelope on every line.
//!
//! A file is read in parts, so that an archive of any size costs no more memory than a small one.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::http::{Message, names_graph};
use crate::input::envelope::{self, below, is_envelope};
use crate::input::{Claim, Input, Opened};
use crate::json;
use crate::operations::{is_body, is_marked};
use crate::request::{Bodies, ContainerKind, Notes, RawRequest};
use crate::source::Source;
use crate::text::mapped::{MappedText, MappedTextBuilder};
use crate::text::{Span, offset};

pub(crate) const INPUT: Input = Input {
    name: "json-lines",
    extensions: &["ndjson", "jsonl"],
    json: false,
    claims,
    open,
    comments: None,
    names_files: false,
    by_line: true,
};

/// The extension says nothing about the content: logs have it too. One of the first lines must be a request.
fn claims(source: &Source) -> Option<Claim> {
    if !INPUT.is_named(source) {
        return None;
    }
    let mut first = source.text().lines().filter(|line| !line.trim().is_empty()).take(LINES);
    let ours = first.any(|line| is_body(line) || is_marked(line) || has_request_line(line) && names_graph(line));
    Some(if ours { Claim::Certain } else { Claim::Fallback })
}

/// How many lines are looked at to know whose they are.
const LINES: usize = 16;

fn open(source: &Source) -> Opened<'_> {
    let text = source.text();
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let span = Span::new(at, at + offset(line.trim_end_matches(['\n', '\r']).len()));
        at += offset(line.len());
        span
    });
    Opened::new(lines.filter(|line| !line.of(text).trim().is_empty()).map(|line| request(text, line)))
}

/// Whether words may describe a request; most lines of an archive do not, and are not read twice.
fn has_request_line(words: &str) -> bool {
    static METHODS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["ethod", "erb"].map(Finder::new));
    static URLS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["rl\"", "ri\""].map(Finder::new));
    let has_any = |names: &[Finder<'_>]| names.iter().any(|name| name.find(words.as_bytes()).is_some());
    has_any(&*METHODS) && has_any(&*URLS)
}

fn request(text: &str, line: Span) -> RawRequest<'_> {
    let words = line.of(text);
    if has_request_line(words) {
        let document = json::parse(text, line);
        let root = document.tree.root();
        let one = root.filter(|&root| is_envelope(root, is_marked));
        // In the record of a log the request is a member.
        if let Some(root) = one.or_else(|| below(root?, is_marked).first().copied()) {
            return envelope::read(text, &MappedText::whole(text), &document, root, ContainerKind::Envelope);
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
        bodies: Bodies::default(),
    }
}
