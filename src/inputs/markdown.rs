//! A page in Markdown: the requests in its fenced blocks, each with the answer that is shown with it.

use crate::input::{Claim, Input};
use crate::page::Page;
use crate::request::Written;
use crate::source::Source;

/// The format.
pub(crate) const INPUT: Input = Input { name: "markdown", claims, requests, by_line: false };

fn claims(source: &Source) -> Option<Claim> {
    Page::is_named(source.name()).then_some(Claim::Certain)
}

fn requests(source: &Source) -> Vec<Written<'_>> {
    let examples = Page::of(source).map(|page| page.examples).unwrap_or_default();
    examples.into_iter().map(|example| example.written).collect()
}
