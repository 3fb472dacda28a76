//! Raw control characters inside a string.
//!
//! Text for people may have a tab in it, which only has to be escaped. An id, a name or a distinguished name never has one:
//! there a control character is a leftover of copying, and escaping it would keep it in the value.

use std::ops::Range;

use super::lexer::Lexer;
use super::likeness::is_distinguished_name;
use crate::json::SyntaxErrorKind;
use crate::text::Edit;

/// Records the control character at `at`, which is in the string `inner`. Gives what is to be left out of the string,
/// or to be escaped in it where it is free text.
pub(crate) fn read(lexer: &mut Lexer<'_>, at: usize, inner: &Range<usize>, free_text: bool) -> Range<usize> {
    let rest = &lexer.text[at..inner.end];
    let (character, length, escaped) = match rest.as_bytes()[0] {
        b'\r' if rest.starts_with("\r\n") => ('\n', 2, "\\n".to_owned()),
        b'\n' => ('\n', 1, "\\n".to_owned()),
        b'\t' => ('\t', 1, "\\t".to_owned()),
        b'\r' => ('\r', 1, "\\r".to_owned()),
        byte => (char::from(byte), 1, format!("\\u{byte:04x}")),
    };
    let kind = SyntaxErrorKind::ControlCharacter(character);
    let span = lexer.span(at, at + length);
    if free_text {
        lexer.syntax_error(kind, span, None, vec![Edit::replace(span, escaped)], character == '\t');
        return at..at + length;
    }
    // With a line break goes the indentation of the line after it.
    let end = if matches!(character, '\n' | '\r') {
        inner.end - lexer.text[at..inner.end].trim_start_matches([' ', '\t', '\r', '\n']).len()
    } else {
        at + length
    };
    let edits = if may_stand_for_space(lexer, at..end, inner, character) {
        Vec::new()
    } else {
        vec![Edit::delete(lexer.span(at, end))]
    };
    lexer.syntax_error(kind, span, None, edits, false);
    at..end
}

/// Whether a line break or a tab may stand for a space between two words of a distinguished name: nobody knows then.
fn may_stand_for_space(lexer: &Lexer<'_>, gap: Range<usize>, inner: &Range<usize>, character: char) -> bool {
    let letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    matches!(character, '\n' | '\r' | '\t')
        && letter(lexer.text[inner.start..gap.start].chars().next_back())
        && letter(lexer.text[gap.end..inner.end].chars().next())
        && is_distinguished_name(&lexer.text[inner.clone()])
}
