//! The reader that never gives up: it reads what the author meant, and records every departure from RFC 8259.
//!
//! First [`cut`] cuts the text into tokens and puts quotes right, a line at a time; then [`mod@parse`] fits the tokens
//! together and puts brackets and separators right. A syntax error never stops either. [`safety`] has the last word on which
//! repairs are certain.

mod brackets;
mod calls;
mod choice;
mod comments;
mod content;
mod control;
mod cut;
mod displaced;
mod dots;
mod elements;
mod escaped_quotes;
mod frame;
mod frames;
mod grammar;
mod joined;
mod layout;
mod left_out;
mod lexer;
mod likeness;
mod look_ahead;
mod marks;
mod members;
mod odd_quotes;
mod openers;
mod outside;
mod parse;
mod parser;
mod quotes;
mod safety;
mod spaces;
mod token;
mod words;

pub(super) use choice::choose;
use cut::Cut;
use grammar::Act;

use super::Document;
use super::syntax_error::{SyntaxError, SyntaxErrorKind};
use crate::text::Span;

/// Reads the text in `span`.
pub(super) fn parse(text: &str, span: Span) -> Document<'_> {
    reading(text, span, &[])
}

/// The text in `span` with brackets corrected as `acts` say, and everything else as it reads then.
fn reading<'a>(text: &'a str, span: Span, acts: &[Act]) -> Document<'a> {
    let Cut { tokens, mut syntax_errors, stopped } = cut::cut(text, span);
    let parsed = parse::parse(text, span, &tokens, acts, stopped);
    syntax_errors.extend(parsed.syntax_errors);
    syntax_errors.sort_by_key(|syntax_error| syntax_error.span);
    drop_echoes(&mut syntax_errors, &parsed.unread);
    safety::judge(text, span, &tokens, &parsed.tree, &mut syntax_errors);
    Document { tree: parsed.tree, syntax_errors }
}

/// Removes the syntax errors inside what is passed over as a whole. Both lists are in order.
fn drop_echoes(syntax_errors: &mut Vec<SyntaxError>, unread: &[Span]) {
    let mut unread = unread.iter().peekable();
    syntax_errors.retain(|syntax_error| {
        while unread.next_if(|span| span.end <= syntax_error.span.start && !span.is_empty()).is_some() {}
        let whole = matches!(
            syntax_error.kind,
            SyntaxErrorKind::TrailingContent(_) | SyntaxErrorKind::NestingTooDeep | SyntaxErrorKind::TooMany
        );
        whole || unread.peek().is_none_or(|span| !span.contains(syntax_error.span))
    });
}
