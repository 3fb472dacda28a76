//! White space that is not JSON's (RFC 8259 section 2 knows space, tab, line feed and carriage return).

use super::lexer::Lexer;
use crate::text::Edit;

/// Whether a character is space to the eye, or invisible, but none in JSON.
pub(super) fn is_odd(character: char) -> bool {
    matches!(character,
        '\u{B}' | '\u{C}' | '\u{85}' | '\u{A0}' | '\u{AD}' | '\u{1680}' | '\u{180E}' | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}'
        | '\u{205F}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{3000}' | '\u{FEFF}')
}

/// What follows the white space of one line, JSON's and any other, at the beginning of `text`.
pub(super) fn skip(text: &str) -> &str {
    text.trim_start_matches(|character| matches!(character, ' ' | '\t') || is_odd(character))
}

/// What follows white space of any kind, line breaks included, at the beginning of `text`.
pub(super) fn skip_lines(text: &str) -> &str {
    text.trim_start_matches(|character: char| character.is_whitespace() || is_odd(character))
}

/// Reads a run of odd white space. What has a width gives way to spaces, what has none vanishes.
pub(super) fn read(lexer: &mut Lexer<'_>) {
    let rest = lexer.rest();
    let run = &rest[..rest.find(|character| !is_odd(character)).unwrap_or(rest.len())];
    let wide = run.chars().filter(|character| character.is_whitespace()).count();
    let span = lexer.span(lexer.at, lexer.at + run.len());
    lexer.odd_space(span, Edit::replace(span, " ".repeat(wide)));
    lexer.at += run.len();
}
