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

    /// Whether its requests have paths only, with a version of Microsoft Graph, which its words name.
    fn has_paths_of_graph(&self) -> bool {
        let urls = || {
            self.blocks
                .iter()
                .flat_map(|block| block.parts.iter().filter_map(move |part| Some(part.url()?.of(block.mapped.text()))))
        };
        urls().any(|url| url.starts_with("/v1.0/") || url.starts_with("/beta/"))
            && urls().all(|url| url.starts_with('/'))
            && memchr::memmem::find(self.text.as_bytes(), b"graph.microsoft.").is_some()
    }

    /// Whether its answers came from Microsoft Graph: its words name the service, and no request is to another one.
    fn is_about_graph(&self) -> bool {
        let is_request = |block: &Block<'_>| block.parts.iter().any(|part| part.role == Role::Request);
        memchr::memmem::find(self.text.as_bytes(), b"graph.microsoft.com").is_some()
            && !self.blocks.iter().any(is_request)
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

fn is_of_graph(block: &Block<'_>) -> bool {
    let text = block.mapped.text();
    let hosts = block.parts.iter().filter_map(|part| Some(part.message.header(text, "Host")?.value));
    let mut urls = block.parts.iter().filter_map(Part::url).chain(block.templates.iter().copied()).chain(hosts);
    urls.any(|url| {
        let url = url.of(text).to_ascii_lowercase();
        GRAPH.iter().any(|mark| url.contains(mark))
    })
}
