//! The reader that never gives up: it reads what the author meant, and records every departure from RFC 8259.
//!
//! First [`lexer`] cuts the text into tokens and puts quotes right, a line at a time; then [`parser`] fits the tokens
//! together and puts brackets and separators right. A slip never stops either. [`safety`] has the last word on which
//! repairs are certain.

mod brackets;
mod choice;
mod comments;
mod content;
mod displaced;
mod dots;
mod elements;
mod frames;
mod grammar;
mod layout;
mod lexer;
mod members;
mod openers;
mod outside;
mod parser;
mod quotes;
mod safety;
mod spaces;
mod token;
mod words;

pub(super) use choice::choose;
use grammar::Act;
use lexer::Cut;

use super::Document;
use super::slip::{Slip, SlipKind};
use crate::text::Span;

/// Reads the text in `span`.
pub(super) fn parse(text: &str, span: Span) -> Document<'_> {
    reading(text, span, &[])
}

/// The text in `span` with brackets put right as `acts` say, and everything else as it reads then.
fn reading<'a>(text: &'a str, span: Span, acts: &[Act]) -> Document<'a> {
    let Cut { tokens, mut slips, stopped } = lexer::cut(text, span);
    let parsed = parser::parse(text, span, &tokens, acts, stopped);
    slips.extend(parsed.slips);
    slips.sort_by_key(|slip| slip.span);
    drop_echoes(&mut slips, &parsed.unread);
    safety::judge(text, span, &tokens, &parsed.tree, &mut slips);
    Document { tree: parsed.tree, slips }
}

/// Takes away the slips inside what is passed over as a whole. Both lists are in order.
fn drop_echoes(slips: &mut Vec<Slip>, unread: &[Span]) {
    let mut unread = unread.iter().peekable();
    slips.retain(|slip| {
        while unread.next_if(|span| span.end <= slip.span.start && !span.is_empty()).is_some() {}
        let whole = matches!(slip.kind, SlipKind::TrailingContent(_) | SlipKind::NestingTooDeep | SlipKind::TooMany);
        whole || unread.peek().is_none_or(|span| !span.contains(slip.span))
    });
}
