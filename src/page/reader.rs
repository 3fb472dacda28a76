//! Reads a page with a Markdown reader, and takes its blocks of code out.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::annotation::Annotation;
use super::block::Block;
use super::pre;
use crate::text::mapped::{MappedText, MappedTextBuilder};
use crate::text::{Span, offset};

/// The blocks of a page, in order: those in fences, and those of indented lines that are messages or bodies.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = Lines { text, pieces: Vec::new() };
    let mut annotation = None;
    let mut fence: Option<Range<usize>> = None;
    let mut indented: Option<Range<usize>> = None;
    let mut in_html = false;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                in_html = true;
                lines.pieces.clear();
            }
            Event::Html(words) if in_html => lines.push(&words, range),
            Event::End(TagEnd::HtmlBlock) => {
                in_html = false;
                let (mapped, span) = lines.take();
                if let Some(block) = pre::block(text, range) {
                    blocks.push(block);
                    annotation = None;
                    continue;
                }
                // Another comment may be between the annotation and the block.
                annotation = Annotation::read(&mapped, span).or(annotation);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                fence = Some(range);
                lines.pieces.clear();
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                indented = Some(range);
                lines.pieces.clear();
                annotation = None;
            }
            Event::Text(words) if fence.is_some() || indented.is_some() => lines.push(&words, range),
            Event::End(TagEnd::CodeBlock) if indented.is_some() => {
                if let Some(indented) = indented.take() {
                    let (mapped, span) = lines.take();
                    blocks.extend(Block::indented(indented.start, mapped, span));
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some(fence) = fence.take() {
                    let (mapped, span) = lines.take();
                    blocks.push(Block::new(text, fence, mapped, span, annotation.take()));
                }
            }
            // The annotation is directly before its block; containers of either do not part them.
            Event::Start(Tag::Item | Tag::List(_) | Tag::BlockQuote(_))
            | Event::End(TagEnd::Item | TagEnd::List(_) | TagEnd::BlockQuote(_)) => {}
            _ => annotation = None,
        }
    }
    blocks
}

/// The lines of one block, as the Markdown reader gives them: without the marks of the containers around it.
struct Lines<'a> {
    text: &'a str,
    pieces: Vec<Piece>,
}

struct Piece {
    /// Where they are in the page.
    range: Range<usize>,
    /// What they are, if that is not what is there: of a tab that is partly indentation, spaces are left.
    instead: Option<String>,
}

impl<'a> Lines<'a> {
    fn push(&mut self, words: &str, range: Range<usize>) {
        let instead = (self.text.get(range.clone()) != Some(words)).then(|| words.to_owned());
        if let (None, Some(last)) = (&instead, self.pieces.last_mut().filter(|last| last.instead.is_none())) {
            // The Markdown reader skips the CR of a line end.
            let gap = self.text.get(last.range.end..range.start);
            if gap.is_some_and(|gap| gap.is_empty() || gap == "\r") {
                last.range.end = range.end;
                return;
            }
        }
        self.pieces.push(Piece { range, instead });
    }

    /// The mapped text that the lines make, and where they are in it: in the page itself, if they are there unbroken.
    fn take(&mut self) -> (MappedText<'a>, Span) {
        let pieces = std::mem::take(&mut self.pieces);
        let span = |range: &Range<usize>| Span::new(offset(range.start), offset(range.end));
        match pieces.as_slice() {
            [] => return (MappedText::whole(self.text), Span::gap(0)),
            [Piece { range, instead: None }] => return (MappedText::whole(self.text), span(range)),
            _ => {}
        }
        let mut builder = MappedTextBuilder::new(self.text);
        for Piece { range, instead } in &pieces {
            match instead {
                Some(words) => builder.opaque(words, span(range)),
                None => {
                    let line = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
                    builder.verbatim(span(range), &self.text[line..range.start])
                }
            };
        }
        let end = builder.len();
        (builder.finish(), Span::new(0, end))
    }
}
