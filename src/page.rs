//! A Markdown page: its blocks of code, what the comments before them say they are, and the requests in them.
//!
//! The only module besides the command line that knows a Markdown reader. It knows how the pages of the Microsoft Graph
//! reference are written (annotations of API Doctor, <https://github.com/OneDrive/apidoctor>), and no operation.

mod annotation;
mod block;
mod comments;
mod pairing;
mod pre;
mod reader;

use std::ops::Range;
use std::rc::Rc;

pub(crate) use annotation::BLOCK_TYPES;
pub use annotation::{Annotation, Field};
pub use block::{Block, Part, Role};
pub use comments::comments;
pub(crate) use comments::head;
pub use pairing::Example;

use crate::catalogue::{Catalogue, Route, Version, resolve};
use crate::http::{Url, names_graph};
use crate::request::RawRequest;
use crate::source::Source;
use crate::text::Span;

/// What only requests to Microsoft Graph have in their URL.
const GRAPH: [&str; 3] = ["graph.microsoft.", "microsoftgraph.", "/serviceprincipal"];

/// A Markdown page with its code blocks and examples.
#[derive(Debug)]
pub struct Page<'a> {
    /// The source text that all spans refer to.
    pub text: &'a str,
    /// The name of the page's file, as reports show it.
    pub name: &'a str,
    /// Its fenced blocks, and those of indented lines that are messages or bodies, in order.
    pub blocks: Vec<Block<'a>>,
    /// Its requests, each with the answer that belongs to it.
    pub examples: Vec<Example<'a>>,
    /// Its answers whose bodies are JSON, as texts of their own.
    pub answers: Vec<Rc<RawRequest<'a>>>,
}

impl<'a> Page<'a> {
    /// Reads a text in Markdown, whatever it is about. Its messages are requests to Microsoft Graph only if it is a page of
    /// Graph; scripts in its blocks say for themselves what they call.
    #[must_use]
    pub fn read(source: &'a Source) -> Self {
        let blocks = reader::blocks(source.text());
        let mut page =
            Self { text: source.text(), name: source.name(), blocks, examples: Vec::new(), answers: Vec::new() };
        if page.is_of_graph() {
            page.examples = pairing::examples(page.text, &page.blocks);
            page.answers = pairing::answers(page.text, &page.blocks, &page.examples);
        } else if page.is_about_graph() {
            page.answers = pairing::answers(page.text, &page.blocks, &[]);
        }
        page
    }

    /// Whether its messages are requests to Microsoft Graph.
    #[must_use]
    pub(crate) fn is_of_graph(&self) -> bool {
        self.is_annotated() || self.blocks.iter().any(|block| is_of_graph(block)) || self.has_paths_of_graph()
    }

    /// Whether its requests have paths only, and its words name Microsoft Graph, which has them: with a version of its, or
    /// all are nearly paths of Graph, half of which can hardly be those of another service.
    fn has_paths_of_graph(&self) -> bool {
        if !names_service(self.text) {
            return false;
        }
        let urls: Vec<&str> = self.blocks.iter().flat_map(Block::urls).collect();
        if !urls.iter().all(|url| url.starts_with('/')) {
            return false;
        }
        if names_graph(self.text) && urls.iter().any(|url| url.starts_with("/v1.0/") || url.starts_with("/beta/")) {
            return true;
        }
        let routes: Vec<Route<'_>> = urls.iter().map(|url| route(url)).collect();
        let distinct = routes.iter().filter(|route| route.is_distinct()).count();
        distinct > 0 && 2 * distinct >= routes.len() && routes.iter().all(Route::is_near)
    }

    /// Whether its answers came from Microsoft Graph: its words name the service, and no request is to another one.
    fn is_about_graph(&self) -> bool {
        let is_request = |block: &Block<'_>| block.parts.iter().any(|part| part.role == Role::Request);
        names_graph(self.text) && !self.blocks.iter().any(is_request)
    }

    /// Whether any block has an annotation.
    #[must_use]
    pub(crate) fn is_annotated(&self) -> bool {
        self.blocks.iter().any(|block| block.annotation.is_some())
    }

    /// The words of the front matter: the lines between `---` at the head of the page.
    #[must_use]
    pub(crate) fn front_matter(&self) -> &'a str {
        let text = self.text.trim_start_matches('\u{FEFF}');
        text.strip_prefix("---").and_then(|rest| rest.split_once("\n---")).map_or("", |(front, _)| front)
    }

    /// The version of Microsoft Graph that the page is about, if it says so: by its folder in the reference, or by the
    /// notice that every page of the beta version has.
    #[must_use]
    pub(crate) fn version(&self) -> Option<&'static str> {
        let name = self.name.replace('\\', "/");
        let in_folder = |version: &str| name.split('/').any(|folder| folder == version);
        if in_folder("beta") || self.text.contains("[!INCLUDE [beta-disclaimer]") {
            Some("beta")
        } else {
            in_folder("v1.0").then_some("v1.0")
        }
    }

    /// The lines of `span`, each without its line end.
    pub(crate) fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Span> {
        let mut at = range.start;
        std::iter::from_fn(move || {
            let rest = text.get(at..range.end).filter(|rest| !rest.is_empty())?;
            let length = rest.find('\n').unwrap_or(rest.len());
            let words = rest[..length].trim_end_matches('\r');
            let line = Span::new(crate::text::offset(at), crate::text::offset(at + words.len()));
            at += length + 1;
            Some(line)
        })
    }
}

/// Whether the words of a page name the service.
#[must_use]
pub(crate) fn names_service(text: &str) -> bool {
    names_graph(text) || memchr::memmem::find(text.as_bytes(), b"Microsoft Graph").is_some()
}

/// Where a path leads in Graph, with or without a version.
fn route(path: &str) -> Route<'static> {
    let url = Url::read(path, Span::whole(path));
    let version = url.segments.first().and_then(|first| Version::of(first.span.of(path)));
    let segments = url.segments.get(usize::from(version.is_some())..).unwrap_or_default();
    resolve(Catalogue::builtin().graph(version.unwrap_or(Version::V1)), path, segments)
}

fn is_of_graph(block: &Block<'_>) -> bool {
    let text = block.mapped.text();
    let hosts = block.parts.iter().filter_map(|part| Some(part.message.header(text, "Host")?.value));
    let mut urls = block.parts.iter().filter_map(Part::url).chain(block.templates.iter().copied()).chain(hosts);
    urls.any(|url| {
        let url = url.of(text).to_ascii_lowercase();
        GRAPH.iter().any(|mark| url.contains(mark))
    })
}
