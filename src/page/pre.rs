//! Blocks of code that a page writes in HTML: `<pre>` with the words between its tags, entities read.

use std::ops::Range;

use super::block::Block;
use crate::text::mapped::MappedTextBuilder;
use crate::text::{Span, offset};

/// Tags inside a block that change how its words look, and no more.
const TAGS: [&str; 8] = ["code", "span", "b", "i", "em", "strong", "mark", "a"];

const ENTITIES: [(&str, &str); 7] =
    [("&quot;", "\""), ("&#34;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];

/// The block of code in the HTML block at `range` of the page `text`, if that is a `<pre>` with a message or a body in it.
pub(super) fn block(text: &str, range: Range<usize>) -> Option<Block<'_>> {
    let words = text.get(range.clone())?;
    words.get(..4).filter(|tag| tag.eq_ignore_ascii_case("<pre"))?;
    let start = words.find('>')? + 1;
    let end = ["</pre", "</PRE"].iter().filter_map(|tag| words.find(tag)).min().unwrap_or(words.len());
    let inner = words.get(start..end).filter(|inner| inner.contains(['{', '/']))?;
    let place =
        |from: usize, to: usize| Span::new(offset(range.start + start + from), offset(range.start + start + to));
    let mut builder = MappedTextBuilder::new(text);
    // The line break after the tag is not shown.
    let lead = inner.len() - inner.trim_start_matches(['\r', '\n']).len();
    let (mut at, mut done) = (lead, lead);
    while let Some(found) = inner[at..].find(['<', '&']).map(|found| at + found) {
        let rest = &inner[found..];
        let entity = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
        let (length, sign) = match entity {
            Some((entity, sign)) => (entity.len(), *sign),
            None => (tag_length(rest), ""),
        };
        if length == 0 {
            at = found + 1;
            continue;
        }
        if done < found {
            builder.verbatim(place(done, found), "");
        }
        if !sign.is_empty() {
            builder.opaque(sign, place(found, found + length));
        }
        (at, done) = (found + length, found + length);
    }
    if done < inner.len() {
        builder.verbatim(place(done, inner.len()), "");
    }
    let content = Span::new(0, builder.len());
    Block::indented(range.start, builder.finish(), content)
}

/// The length of the tag that `words` begin with; 0 if it is none of those that only change looks.
fn tag_length(words: &str) -> usize {
    let inner = words.trim_start_matches(['<', '/']);
    let length = inner.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let is_known = TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(&inner[..length]));
    let line = words.lines().next().unwrap_or_default();
    line.find('>').filter(|_| is_known).map_or(0, |end| end + 1)
}
