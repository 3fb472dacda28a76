//! What an input format is: it claims sources, and takes the requests out of them.

pub mod composed;
pub mod envelope;
pub mod language;
pub mod unknown;
pub mod variables;

use crate::comment::Comments;
use crate::json::Document;
use crate::request::RawRequest;
use crate::source::Source;
use crate::text::Span;

/// How sure a format is that a source is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// It would read the source if nothing better is found, and somebody named it.
    Fallback,
    /// Name or content say so.
    Certain,
}

/// An input format. One file in `inputs/` makes one.
#[derive(Debug)]
pub struct Input {
    /// Its name in reports and options.
    pub name: &'static str,
    /// Whether a source is one JSON text, in which the requests stand.
    pub json: bool,
    /// Whether it reads this source.
    pub claims: fn(&Source) -> Option<Claim>,
    /// The requests of a source.
    pub requests: for<'a> fn(&'a Source) -> Vec<RawRequest<'a>>,
    /// Whether its requests may name files that their bodies are taken from.
    pub names_files: bool,
    /// Whether every line stands for itself, so that a file may be checked in parts that end where a line ends.
    pub by_line: bool,
    /// Its comments; none of a format that has none. What stands in a body is never one.
    pub comments: Option<fn(&Source) -> Comments>,
}

/// Whether the name of a source ends in one of `extensions`, in any case.
#[must_use]
pub fn is_named(source: &Source, extensions: &[&str]) -> bool {
    let extension = source.name().rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// The source as one JSON value.
#[must_use]
pub fn as_json(source: &Source) -> Document<'_> {
    crate::json::parse(source.text(), Span::whole(source.text()))
}

/// Whether it is worth reading the source as JSON: it begins as an object does, its bracket lost perhaps, and holds all of
/// `words`.
#[must_use]
pub fn may_be_object_with(source: &Source, words: &[&str]) -> bool {
    let text = source.text();
    text.trim_start_matches('\u{FEFF}').trim_start().starts_with(['{', '"'])
        && words.iter().all(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}
