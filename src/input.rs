//! What an input format is: it claims sources, and takes the requests out of them.

pub(crate) mod composed;
pub(crate) mod envelope;
pub(crate) mod language;
pub(crate) mod scripts;
pub(crate) mod unknown;
pub(crate) mod variables;
pub(crate) mod workflow;

use std::rc::Rc;

use crate::comment::Comments;
use crate::page::Page;
use crate::request::RawRequest;
use crate::script::UnreadCall;
use crate::source::Source;
use crate::text::words::Words;

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
    /// The extensions of its files, in lower case. In folders only files with the extension of a format are read.
    pub extensions: &'static [&'static str],
    /// Whether a source is one JSON text, in which the requests stand.
    pub json: bool,
    /// Whether it reads this source. It is asked of every source, so it reads no more of it than it needs; what it read
    /// as JSON, the source keeps.
    pub claims: fn(&Source) -> Option<Claim>,
    /// Opens a source that it claims.
    pub open: for<'a> fn(&'a Source) -> Opened<'a>,
    /// Whether its requests may name files that their bodies are taken from.
    pub names_files: bool,
    /// Whether every line stands for itself, so that a file may be checked in parts that end where a line ends.
    pub by_line: bool,
    /// The comments of a source that was opened, or `None` of a format that has none. What is in a body is never one.
    pub comments: Option<fn(&Source, Option<&Page<'_>>) -> Comments>,
}

/// A source as its format understands it.
pub struct Opened<'a> {
    /// Its requests, in order. Each is made when it is asked for.
    pub requests: Box<dyn Iterator<Item = Rc<RawRequest<'a>>> + 'a>,
    /// The page of documentation that it is, if it is one.
    pub page: Option<Page<'a>>,
    /// The calls of its scripts of which something is not known.
    pub unread: Vec<UnreadCall>,
    /// The languages of the code blocks that call Microsoft Graph and could not be read, one a block.
    pub unread_blocks: Vec<String>,
}

impl<'a> Opened<'a> {
    /// A source with these requests.
    pub(crate) fn new(requests: impl Iterator<Item = RawRequest<'a>> + 'a) -> Self {
        Self { requests: Box::new(requests.map(Rc::new)), page: None, unread: Vec::new(), unread_blocks: Vec::new() }
    }
}

impl Input {
    /// Whether the name of a source ends in one of its extensions.
    #[must_use]
    pub(crate) fn is_named(&self, source: &Source) -> bool {
        is_named(source, self.extensions)
    }

    /// The requests of a source.
    #[must_use]
    pub fn requests<'a>(&self, source: &'a Source) -> Vec<Rc<RawRequest<'a>>> {
        (self.open)(source).requests.collect()
    }

    /// The comments of a source, and the room for more, or `None` of a format that has none.
    #[must_use]
    pub fn comments(&self, source: &Source) -> Option<Comments> {
        let comments = self.comments?;
        let comments = comments(source, (self.open)(source).page.as_ref());
        // A source in which no line can be added is as one without comments.
        (comments.head != Comments::NO_ROOM).then_some(comments)
    }
}

/// Whether the name of a source ends in one of `extensions`, in any case.
#[must_use]
pub(crate) fn is_named(source: &Source, extensions: &[&str]) -> bool {
    let extension = source.name().rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// Whether it is worth reading the source as JSON: it begins as an object does, its bracket lost perhaps,
/// and holds all of `words`.
#[must_use]
pub(crate) fn may_be_object_with(source: &Source, words: &Words) -> bool {
    let text = source.text();
    text.trim_start_matches('\u{FEFF}').trim_start().starts_with(['{', '"']) && words.all_in(text)
}
