//! A page in Markdown: the requests in its fenced blocks, each with the answer that is shown with it.

use crate::comment::{Comment, Comments, Place};
use crate::input::envelope::with_batches;
use crate::input::{Claim, Input};
use crate::page::{self, Page};
use crate::request::RawRequest;
use crate::source::Source;
use crate::text::Span;

/// The format.
pub(crate) const INPUT: Input = Input {
    name: "markdown",
    json: false,
    claims,
    requests,
    comments: Some(comments),
    names_files: false,
    by_line: false,
};

fn claims(source: &Source) -> Option<Claim> {
    Page::is_named(source.name()).then_some(Claim::Certain)
}

fn requests(source: &Source) -> Vec<RawRequest<'_>> {
    let Some(page) = Page::of(source) else { return Vec::new() };
    let requests = page.examples.into_iter().map(|example| example.raw).collect();
    let mut found = with_batches(source.text(), requests);
    found.extend(page.answers);
    found
}

/// A comment is about the block that it stands before, or between whose parts.
fn comments(source: &Source) -> Comments {
    let text = source.text();
    let page = Page::of(source);
    let blocks: Vec<Span> = page.iter().flat_map(|page| &page.blocks).map(|block| block.extent(text)).collect();
    let found = page::comments(text).into_iter().map(|(span, words)| {
        let next = blocks.partition_point(|block| block.end < span.end);
        Comment { span, words, about: blocks.get(next).copied() }
    });
    let places = blocks.iter().map(|&about| {
        let before = &text[..about.start as usize];
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let lead = before[line..].trim_start_matches(|character| " \t>".contains(character));
        let line = crate::text::offset(line);
        Place { line, lead: Span::new(line, about.start - crate::text::offset(lead.len())), about }
    });
    Comments { found: found.collect(), places: places.collect(), head: page::head(text), marks: ("<!-- ", " -->") }
}
