//! PowerShell's strings: where they end, and what expands in them
//! (<https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules>).

use std::ops::Range;

use crate::text::quoting::powershell::{is_double_quote, is_single_quote};
use crate::text::{Span, offset};

/// The end of a string's characters, and the end of the string; where it is never closed, where it is given up.
type End = Result<(usize, usize), usize>;

/// The end of the single-quoted string whose characters begin at `start`.
pub(super) fn single_end(text: &str, start: usize, by_line: bool) -> End {
    let mut characters = text[start..].char_indices();
    while let Some((at, character)) = characters.next() {
        if is_single_quote(character) {
            let behind = &text[start + at + character.len_utf8()..];
            if !behind.starts_with(is_single_quote) {
                return Ok((start + at, start + at + character.len_utf8()));
            }
            characters.next();
        } else if by_line && matches!(character, '\n' | '\r') {
            return Err(start + at);
        }
    }
    Err(text.len())
}

/// What is open inside a string that expands.
enum Inside {
    /// The string itself, or one inside of `$( … )`.
    Double,
    /// A string in which nothing expands.
    Single,
    /// `$( … )`, or a parenthesis in it.
    Paren,
}

/// The end of the double-quoted string whose characters begin at `start`. What is in `$( … )` may hold strings again.
pub(super) fn double_end(text: &str, start: usize, by_line: bool) -> End {
    let mut open = vec![Inside::Double];
    let mut characters = text[start..].char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map_or('\0', |&(_, next)| next);
        if by_line && matches!(character, '\n' | '\r') {
            return Err(start + at);
        }
        match (open.last(), character) {
            (Some(Inside::Double | Inside::Paren), '`') => drop(characters.next()),
            (Some(Inside::Double), '$') if next == '(' => {
                characters.next();
                open.push(Inside::Paren);
            }
            (Some(Inside::Double), _) if is_double_quote(character) => {
                if is_double_quote(next) {
                    characters.next();
                    continue;
                }
                open.pop();
                if open.is_empty() {
                    return Ok((start + at, start + at + character.len_utf8()));
                }
            }
            (Some(Inside::Single), _) if is_single_quote(character) => {
                if is_single_quote(next) {
                    characters.next();
                } else {
                    open.pop();
                }
            }
            (Some(Inside::Paren), '(') => open.push(Inside::Paren),
            (Some(Inside::Paren), ')') => drop(open.pop()),
            (Some(Inside::Paren), _) if is_double_quote(character) => open.push(Inside::Double),
            (Some(Inside::Paren), _) if is_single_quote(character) => open.push(Inside::Single),
            _ => {}
        }
    }
    Err(text.len())
}

/// The end of the here-string whose first line begins at `start`: the end of its last line, and the end of the mark.
pub(super) fn here_end(text: &str, start: usize, expands: bool) -> Option<(usize, usize)> {
    let quote: fn(char) -> bool = if expands { is_double_quote } else { is_single_quote };
    let bytes = text.as_bytes();
    let mut line = start;
    loop {
        let rest = text.get(line..)?;
        if let Some(first) = rest.chars().next().filter(|&first| quote(first))
            && rest[first.len_utf8()..].starts_with('@')
        {
            let mut end = line.saturating_sub(1).max(start);
            if end > start && bytes.get(end) == Some(&b'\n') && bytes.get(end - 1) == Some(&b'\r') {
                end -= 1;
            }
            return Some((end, line + first.len_utf8() + 1));
        }
        line += memchr::memchr(b'\n', rest.as_bytes())? + 1;
    }
}

/// The longest name in braces, in bytes. What is never closed is looked at no further.
const LONGEST_NAME: usize = 128;

/// The length of the variable at the start of `text`, which is a `$`, and where its name is, or `None` if there is none.
pub(super) fn variable_length(text: &str) -> Option<(usize, Range<usize>)> {
    let rest = &text[1..];
    let first = rest.chars().next()?;
    // `${{ … }}` is no variable: a workflow fills it in.
    if rest.starts_with("{{") {
        return None;
    }
    if first == '{' {
        let near = &rest[..rest.floor_char_boundary(LONGEST_NAME.min(rest.len()))];
        let end = near.find(['}', '\n'])?;
        return rest[end..].starts_with('}').then_some((end + 2, 2..end + 1));
    }
    if matches!(first, '$' | '?' | '^') && !rest[1..].starts_with(is_name) {
        return Some((2, 1..2));
    }
    if !(is_name(first) || first == '?') {
        return None;
    }
    let mut length = 0;
    for (at, character) in rest.char_indices() {
        let behind = &rest[at + character.len_utf8()..];
        // `$env:PATH`, and no `$type::member`.
        let is_scope =
            character == ':' && !behind.starts_with(':') && behind.starts_with(is_name) && !rest[..at].contains(':');
        if !(is_name(character) || character == '?' || is_scope) {
            break;
        }
        length = at + character.len_utf8();
    }
    Some((length + 1, 1..length + 1))
}

/// A part of a string that expands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Words(Span),
    /// A variable, with its sign, and its name.
    Variable(Span, Span),
    /// A subexpression inside the string, `$( … )`.
    Expression(Span),
}

/// The parts of the characters of a string in `inner`, in which variables expand.
pub(super) fn pieces(text: &str, inner: Span) -> Vec<Piece> {
    let words = inner.of(text);
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    let place = |start: usize, end: usize| Span::new(inner.start + offset(start), inner.start + offset(end));
    while let Some(found) = memchr::memchr2(b'$', b'`', &words.as_bytes()[at..]).map(|found| at + found) {
        if words.as_bytes()[found] == b'`' {
            at = found + 1 + words[found + 1..].chars().next().map_or(0, char::len_utf8);
            continue;
        }
        let (length, piece) = if words[found + 1..].starts_with('(') {
            let length = expression_length(&words[found..]);
            (length, Piece::Expression(place(found, found + length)))
        } else if let Some((length, name)) = variable_length(&words[found..]) {
            (length, Piece::Variable(place(found, found + length), place(found + name.start, found + name.end)))
        } else {
            at = found + 1;
            continue;
        };
        if found > from {
            pieces.push(Piece::Words(place(from, found)));
        }
        pieces.push(piece);
        at = found + length;
        from = at;
    }
    if from < words.len() {
        pieces.push(Piece::Words(place(from, words.len())));
    }
    pieces
}

/// The length of `$( … )` at the start of `words`.
fn expression_length(words: &str) -> usize {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    for (at, character) in words.char_indices() {
        match (quote, character) {
            _ if escaped => escaped = false,
            (None, '`') => escaped = true,
            (Some(open), _) if character == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    words.len()
}

/// Whether a character may be in the name of a variable or a member.
pub(super) fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_end_where_they_do() {
        let end = |text: &str| double_end(text, 1, false).map(|(_, end)| end).ok();
        for text in [r#""a""b""#, "\"`\"\"", r#""$(f "x)" ')"')""#, "\"\u{201C}\u{201D}a\u{201D}", r#""$("$("a")")""#] {
            assert_eq!(end(text), Some(text.len()), "{text}");
        }
        assert_eq!(end("\"a"), None);
        assert_eq!(double_end("\"a\nb\"", 1, true), Err(2));
        assert_eq!(single_end("'it''s'", 1, false), Ok((6, 7)));
        let here = "a\r\n\"@ b\n\"@.x";
        assert_eq!(here_end(here, 0, true), Some((1, 5)));
        assert_eq!(here_end("\"@", 0, true), Some((0, 2)));
        assert_eq!(here_end("a\n  \"@", 0, true), None);
    }

    #[test]
    fn parts_are_distinguished() {
        let text = "a $b.c $($d.e) `$f ${g h}$env:I/$j::k 5$ $$";
        let shown: Vec<String> = pieces(text, Span::whole(text))
            .into_iter()
            .map(|piece| match piece {
                Piece::Words(span) => span.of(text).to_owned(),
                Piece::Variable(_, name) => format!("<{}>", name.of(text)),
                Piece::Expression(span) => format!("({})", span.of(text)),
            })
            .collect();
        assert_eq!(shown.join("|"), "a |<b>|.c |($($d.e))| `$f |<g h>|<env:I>|/|<j>|::k 5$ |<$>");
    }
}
