//! Comments of every language, and fence lines of Markdown.

use super::lexer::Lexer;
use crate::json::SyntaxErrorKind;
use crate::text::{Edit, Span, offset};

/// Whether a comment or a fence line begins here. `##` is no comment but a heading: prose that was pasted along.
pub(super) fn starts(lexer: &mut Lexer<'_>) -> bool {
    let rest = lexer.rest();
    let hash = rest.starts_with('#') && !rest.starts_with("##");
    hash || ["//", "/*", "<!--"].iter().any(|mark| rest.starts_with(mark)) || is_fence(lexer)
}

/// Three backquotes, or fewer with nothing behind them on the line: what is left of a code fence.
fn is_fence(lexer: &mut Lexer<'_>) -> bool {
    let at = lexer.at;
    let line = lexer.line_from(at);
    line.starts_with("```")
        || line.starts_with("~~~")
        || (line.starts_with('`') && line.trim_end().trim_matches('`').is_empty())
}

/// Reads the comment whose start [`starts`] detected.
pub(crate) fn read(lexer: &mut Lexer<'_>) {
    let start = lexer.at;
    if is_fence(lexer) {
        let length = lexer.line_from(start).trim_end().len();
        let span = lexer.span(start, start + length);
        let edits = vec![Edit::delete(removal(lexer.text, lexer.body, span))];
        lexer.syntax_error(SyntaxErrorKind::StrayCharacter { fence: true }, span, None, edits, true);
        lexer.at = span.end as usize;
        return;
    }
    let rest = lexer.rest();
    let terminator = if rest.starts_with("/*") {
        Some("*/")
    } else if rest.starts_with("<!--") {
        Some("-->")
    } else {
        None
    };
    let end = match terminator {
        Some(terminator) => rest.find(terminator).map_or(lexer.text.len(), |at| start + at + terminator.len()),
        None => start + lexer.line_from(start).trim_end().len(),
    };
    let span = lexer.span(start, end);
    let edits = vec![Edit::delete(removal(lexer.text, lexer.body, span))];
    lexer.syntax_error(SyntaxErrorKind::Comment, span, None, edits, false);
    lexer.go_to(end);
}

/// What to take out so that no empty line and no space at a line's end is left: the whole line if nothing else stands on
/// it, otherwise the space before it too. What stands outside of the body is not touched.
pub(super) fn removal(text: &str, body: Span, span: Span) -> Span {
    let before = Span::new(body.start, span.start).of(text);
    let behind = Span::new(span.end, body.end).of(text);
    let lead = before.trim_end_matches([' ', '\t']);
    let tail = behind.trim_start_matches([' ', '\t']);
    let begins_line = lead.is_empty() || lead.ends_with('\n');
    let start = body.start + offset(lead.len());
    let blank = body.end - offset(tail.len());
    if begins_line && tail.starts_with("\r\n") {
        Span::new(start, blank + 2)
    } else if begins_line && tail.starts_with('\n') {
        Span::new(start, blank + 1)
    } else if tail.is_empty() || tail.starts_with(['\n', '\r']) {
        Span::new(start, span.end)
    } else {
        span
    }
}
