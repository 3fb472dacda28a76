//! Draws the Markdown of a rule's page for a terminal: headings, lists, code, links, wrapped lines.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::formats::{Paint, Style, prose};

/// Columns that a list or a quotation moves its content to the right.
const INDENT: usize = 2;

/// `markdown` as a terminal shows it.
pub(super) fn draw(markdown: &str, style: &Style) -> String {
    let mut page =
        Page { style, text: String::new(), words: String::new(), lists: Vec::new(), link: None, block: Block::Prose };
    Parser::new(markdown).for_each(|event| page.take(event));
    page.end_block();
    page.text
}

#[derive(Clone, Copy, PartialEq)]
enum Block {
    Prose,
    Title,
    Code,
}

struct Page<'s> {
    style: &'s Style,
    text: String,
    /// The words of the block being read, already coloured.
    words: String,
    /// The lists around it: the number of the next item in an ordered one.
    lists: Vec<Option<u64>>,
    /// The address of the link being read, and where its words begin in `words`.
    link: Option<(String, usize)>,
    block: Block,
}

impl Page<'_> {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.end_block();
                self.block = Block::Title;
                if level != HeadingLevel::H1 {
                    self.space();
                }
            }
            Event::Start(Tag::CodeBlock(_)) => {
                self.end_block();
                self.space();
                self.block = Block::Code;
            }
            Event::Start(Tag::Paragraph) if self.lists.is_empty() => self.space(),
            Event::Start(Tag::List(first)) => {
                self.end_block();
                if self.lists.is_empty() {
                    self.space();
                }
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.end_block();
                self.lists.pop();
            }
            Event::Start(Tag::Item) => self.begin_item(),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.link = Some((dest_url.into_string(), self.words.len()));
            }
            Event::End(TagEnd::Link) => self.end_link(),
            Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Paragraph | TagEnd::Item) => self.end_block(),
            Event::Text(text) => self.words.push_str(&text),
            Event::Code(code) => self.words.push_str(&self.style.paint(Paint::Code, &self.quoted(&code))),
            Event::Html(text) | Event::InlineHtml(text) => self.words.push_str(&text),
            Event::SoftBreak => self.words.push(' '),
            Event::HardBreak => self.words.push('\n'),
            _ => {}
        }
    }

    /// Where there is no colour, quotation marks tell code from prose.
    fn quoted(&self, code: &str) -> String {
        if self.style.color { code.to_owned() } else { format!("`{code}`") }
    }

    /// An empty line, unless the page begins here.
    fn space(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn begin_item(&mut self) {
        self.end_block();
        let sign = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ if self.style.unicode => "• ".to_owned(),
            _ => "- ".to_owned(),
        };
        self.words.push_str(&sign);
    }

    fn end_link(&mut self) {
        let Some((address, start)) = self.link.take() else { return };
        if self.words.get(start..) != Some(&address) {
            self.words.push(' ');
            self.words.push_str(&self.style.paint(Paint::Faint, &format!("({address})")));
        }
    }

    fn end_block(&mut self) {
        let words = std::mem::take(&mut self.words);
        let block = std::mem::replace(&mut self.block, Block::Prose);
        let depth = self.lists.len().saturating_sub(1) * INDENT;
        match block {
            _ if words.trim().is_empty() => {}
            Block::Title => self.text.push_str(&format!("{}\n", self.style.paint(Paint::Strong, &words))),
            Block::Code => {
                for line in words.lines() {
                    self.text.push_str(format!("    {line}").trim_end());
                    self.text.push('\n');
                }
            }
            Block::Prose => {
                let first = " ".repeat(depth);
                let other = " ".repeat(if self.lists.is_empty() { 0 } else { depth + INDENT });
                let options = prose(self.style.width).break_words(false);
                let options = options.initial_indent(&first).subsequent_indent(&other);
                self.text.push_str(&textwrap::fill(&words, options));
                self.text.push('\n');
            }
        }
    }
}
