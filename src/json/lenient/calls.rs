//! A function around a value: `str("a")`, `ObjectId("a")`.

use super::lexer::Lexer;
use super::token::TokenKind;
use crate::json::SyntaxErrorKind;
use crate::json::strict;
use crate::text::Edit;

/// The longest name that is looked at.
const LONGEST: usize = 40;

/// Whether the call of a function with one string in it is here as a value; if so, reads it.
pub(super) fn read(lexer: &mut Lexer<'_>) -> bool {
    let start = lexer.at;
    let rest = lexer.rest();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b':');
    let name = rest.bytes().take(LONGEST).take_while(is_name).count();
    if name == 0 || !rest[name..].starts_with("(\"") || !lexer.is_behind_colon() {
        return false;
    }
    let opening = start + name + 1;
    let Some((end, _)) = strict::string_end(lexer.text.as_bytes(), opening) else { return false };
    if !lexer.text[end..].starts_with(')') {
        return false;
    }
    let (call, closing) = (lexer.span(start, opening), lexer.span(end, end + 1));
    let edits = vec![Edit::delete(call), Edit::delete(closing)];
    lexer.syntax_error(SyntaxErrorKind::StrayCharacter { fence: false }, call, Some(closing), edits, false);
    lexer.at = opening;
    lexer.push(TokenKind::String(None), end);
    lexer.at = end + 1;
    true
}
