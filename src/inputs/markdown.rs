//! A page in Markdown: the requests in its fenced blocks, each with the answer that is shown with it.

use std::rc::Rc;
use std::sync::Arc;

use crate::comment::{Comment, Comments, Place};
use crate::http::{Message, names_graph};
use crate::input::envelope::of_batch;
use crate::input::{Claim, Input, Opened, scripts};
use crate::languages::Language;
use crate::operations;
use crate::page::{self, Block, Page};
use crate::request::{Bodies, ContainerKind, Notes, RawRequest};
use crate::script::{self, Requests};
use crate::source::Source;
use crate::source::client::KnownClient;
use crate::text::Span;
use crate::text::mapped::MappedTextBuilder;

pub(crate) const INPUT: Input = Input {
    name: "markdown",
    extensions: &["md", "markdown", "mdx"],
    json: false,
    claims,
    open,
    comments: Some(comments),
    names_files: false,
    by_line: false,
};

fn claims(source: &Source) -> Option<Claim> {
    INPUT.is_named(source).then_some(Claim::Certain)
}

fn open(source: &Source) -> Opened<'_> {
    let page = Page::read(source);
    let mut found: Vec<Rc<RawRequest<'_>>> = Vec::new();
    for example in &page.examples {
        found.push(Rc::clone(&example.raw));
        found.extend(of_batch(source.text(), &example.raw, found.len()).into_iter().map(Rc::new));
    }
    found.extend(bodies(source.text(), &page).into_iter().map(Rc::new));
    let clients = scripts::clients(source, operations::clients());
    let (mut unread, mut unread_blocks) = (Vec::new(), Vec::new());
    for block in &page.blocks {
        let requests = self::requests(source.text(), block, &clients);
        let is_read = requests.as_ref().is_some_and(|it| !it.found.is_empty() || !it.unread.is_empty());
        if !is_read && !block.is_message() && calls_graph(block) {
            unread_blocks.push(block.language.clone());
        }
        if let Some(requests) = requests {
            unread.extend(scripts::unread(&requests, operations::all()));
            found.extend(requests.found.into_iter().map(Rc::new));
        }
    }
    found.extend(page.answers.iter().map(Rc::clone));
    Opened { requests: Box::new(found.into_iter()), page: Some(page), unread, unread_blocks }
}

/// The blocks that are nothing but a body of an operation that is known by it, and of no request on the page.
fn bodies<'a>(text: &'a str, page: &Page<'a>) -> Vec<RawRequest<'a>> {
    let is_taken = |number: usize| page.examples.iter().any(|example| example.body == Some(number));
    let mut found = Vec::new();
    for (number, block) in page.blocks.iter().enumerate() {
        let words = block.mapped.text();
        let is_known = |body: &Span| operations::is_body(body.of(words));
        let Some(body) = block.body.filter(|body| !is_taken(number) && is_known(body)) else { continue };
        let mut builder = MappedTextBuilder::new(text);
        let span = builder.append(&block.mapped, body);
        let message = Message { body: Some(span), ..Message::default() };
        found.push(RawRequest {
            name: None,
            container: ContainerKind::Documentation,
            mapped: builder.finish(),
            message,
            response: None,
            notes: Notes::default(),
            bodies: Bodies::default(),
        });
    }
    found
}

/// What the script in a block sends, or `None` if the block is in no language that is read.
fn requests<'a>(page: &'a str, block: &Block<'a>, clients: &[KnownClient]) -> Option<Requests<'a>> {
    let language = Language::of_fence(&block.language)?;
    let text = block.mapped.text();
    let requests = script::requests(text, block.content, language, clients, true);
    // Where the words are in the page unbroken, they were read right there.
    Some(if std::ptr::eq(text, page) { requests } else { requests.through(&Arc::new(block.mapped.clone())) })
}

/// Whether a block of a language names an endpoint of Microsoft Graph.
fn calls_graph(block: &Block<'_>) -> bool {
    let words = block.content.of(block.mapped.text());
    !block.language.is_empty() && names_graph(words)
}

/// A comment is about the block that it is before, or between whose parts.
fn comments(source: &Source, page: Option<&Page<'_>>) -> Comments {
    let text = source.text();
    let all = page.map_or(&[][..], |page| &page.blocks);
    let blocks: Vec<Span> = all.iter().map(|block| block.extent(text)).collect();
    let found = page::comments(text).into_iter().map(|(span, words)| {
        let next = blocks.partition_point(|block| block.end < span.end);
        Comment { span, words, about: blocks.get(next).copied() }
    });
    let places = all.iter().zip(&blocks).map(|(block, &about)| {
        let before = &text[..about.start as usize];
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let lead = before[line..].trim_start_matches(|character| " \t>".contains(character));
        let line = crate::text::offset(line);
        // What is indented as the lines of a block is one of them.
        let end = if block.is_indented { line } else { about.start - crate::text::offset(lead.len()) };
        Place { line, lead: Span::new(line, end), about }
    });
    Comments { found: found.collect(), places: places.collect(), head: page::head(text), marks: ("<!-- ", " -->") }
}
