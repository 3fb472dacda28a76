//! White space that is not JSON's (RFC 8259 section 2 knows space, tab, line feed and carriage return).

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
