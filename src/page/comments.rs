//! The comments of a page, and where it begins.

use pulldown_cmark::{Event, Parser, Tag};

use crate::text::{Span, offset};

/// The comments of a page, in order: each with its marks, and the words between them. What is shown as code is none.
#[must_use]
pub fn comments(text: &str) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    for (event, range) in Parser::new(text).into_offset_iter() {
        if !matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)) {
            continue;
        }
        let mut at = range.start;
        while let Some(open) = text[at..range.end].find("<!--").map(|open| at + open)
            && let Some(close) = text[open + 4..range.end].find("-->").map(|close| open + 4 + close)
        {
            at = close + 3;
            let span = |start, end| Span::new(offset(start), offset(end));
            found.push((span(open, at), span(open + 4, close)));
        }
    }
    found
}

/// The beginning of the first line after the front matter.
#[must_use]
pub(crate) fn head(text: &str) -> u32 {
    let page = text.trim_start_matches('\u{FEFF}');
    let start = text.len() - page.len();
    let behind = page.strip_prefix("---").and_then(|front| {
        let end = page.len() - front.len() + front.find("\n---")? + 1;
        Some(end + page[end..].find('\n')? + 1)
    });
    offset(start + behind.unwrap_or_default())
}
