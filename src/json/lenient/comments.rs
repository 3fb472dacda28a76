//! Comments of every language, and fence lines of Markdown.

use super::lexer::Lexer;
use crate::json::SyntaxErrorKind;
use crate::text::{Edit, Span, offset};

/// Whether a comment or a fence line begins here. `##` is not a comment but a heading: prose that was pasted along.
pub(super) fn starts(lexer: &mut Lexer<'_>) -> bool {
    let rest = lexer.rest();
    let hash = rest.starts_with('#') && !rest.starts_with("##");
    hash || ["//", "/*", "<!--"].iter().any(|mark| rest.starts_with(mark)) || is_fence(lexer) || is_dashed(lexer)
}

/// `-- the rule`: a comment of SQL at the end of a line, with nothing of JSON in it.
fn is_dashed(lexer: &mut Lexer<'_>) -> bool {
    let at = lexer.at;
    lexer.rest().starts_with("-- ") && !lexer.tokens.is_empty() && is_plain(lexer.line_from(at))
}

/// Whether nothing of JSON is in the words.
fn is_plain(words: &str) -> bool {
    !words.contains(['"', '{', '}', '[', ']', ':', ','])
}

/// Where a comment ends that is never closed: with its line, or with its own words if more of the text is there.
fn unclosed_end(lexer: &mut Lexer<'_>, marks: usize) -> usize {
    let start = lexer.at;
    let line = lexer.line_from(start).trim_end();
    if is_plain(line) {
        return start + line.len();
    }
    let is_word = |it: char| it.is_alphanumeric() || matches!(it, ' ' | '-' | '_' | '.' | '!' | '?' | '\'');
    let words = line.get(marks..).unwrap_or_default();
    let length = words.find(|it| !is_word(it)).unwrap_or(words.len());
    start + marks + words[..length].trim_end().len()
}

/// Three backquotes, or fewer with nothing after them on the line: what is left of a code fence.
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
        Some(terminator) => match rest.find(terminator) {
            Some(at) => start + at + terminator.len(),
            None => unclosed_end(lexer, if terminator == "*/" { 2 } else { 4 }),
        },
        None => start + lexer.line_from(start).trim_end().len(),
    };
    let span = lexer.span(start, end);
    let edits = vec![Edit::delete(removal(lexer.text, lexer.body, span))];
    lexer.syntax_error(SyntaxErrorKind::Comment, span, None, edits, false);
    lexer.go_to(end);
}

/// What to take out so that no empty line and no space at a line's end is left: the whole line if nothing else is on
/// it, otherwise the space before it too. What is outside of the body is not touched.
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
