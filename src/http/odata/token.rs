//! The tokens of an OData expression. The lexer takes any text and never fails.

use super::Decoded;

/// A token, as a byte range of the decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name: an identifier, dots included (`microsoft.graph.user`), `$count`, `@alias`.
    Name,
    /// A number, GUID, date, time, or anything else that begins with a digit.
    Number,
    /// A string in single quotes, also with a prefix (`duration'PT1H'`).
    Text,
    /// A string in double or typographic quotation marks, which OData does not know.
    ForeignText,
    /// A quotation mark that nothing closes, with all that follows.
    Unclosed,
    /// A variable or placeholder that is filled in later: `{id}`, `{{id}}`, `<id>`, a private-use character.
    Hole,
    Open,
    Close,
    Comma,
    Slash,
    Colon,
    Semicolon,
    Star,
    Minus,
    /// An operator of another language: `=`, `==`, `!=`, `<`, `&&`, `!`.
    ForeignOperator,
    Stray,
}

/// All tokens of `decoded`, white space left out.
pub(super) fn tokens(decoded: &Decoded) -> Vec<Token> {
    let text = decoded.text();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        if character.is_whitespace() {
            at += character.len_utf8();
            continue;
        }
        let (kind, length) = token(decoded, at, character);
        found.push(Token { kind, start: at, end: at + length });
        at += length;
    }
    found
}

fn token(decoded: &Decoded, at: usize, character: char) -> (TokenKind, usize) {
    let text = &decoded.text()[at..];
    let single = |kind| (kind, character.len_utf8());
    match character {
        '(' => single(TokenKind::Open),
        ')' => single(TokenKind::Close),
        ',' => single(TokenKind::Comma),
        '/' => single(TokenKind::Slash),
        ':' => single(TokenKind::Colon),
        ';' => single(TokenKind::Semicolon),
        '*' => single(TokenKind::Star),
        '\'' => quoted(text, 0).map_or((TokenKind::Unclosed, text.len()), |end| (TokenKind::Text, end)),
        '"' | '\u{201C}' | '\u{201D}' | '\u{2018}' | '\u{2019}' => foreign_text(text, character),
        '{' | '<' => match hole(text) {
            Some(length) => (TokenKind::Hole, behind_holes(text, length)),
            None if character == '<' => foreign_operator(text),
            None => single(TokenKind::Stray),
        },
        '=' | '>' | '!' | '&' | '|' => foreign_operator(text),
        '-' if text[1..].starts_with(|next: char| next.is_ascii_digit()) => number(decoded, at),
        '-' => single(TokenKind::Minus),
        '\u{E000}'..='\u{F8FF}' => single(TokenKind::Hole),
        '0'..='9' => number(decoded, at),
        _ if is_name_start(character) => name(decoded, at),
        _ => single(TokenKind::Stray),
    }
}

fn is_name_start(character: char) -> bool {
    character.is_alphabetic() || matches!(character, '_' | '$' | '@')
}

/// A name, or a literal that begins as one: `duration'PT1H'`, a GUID with a letter first.
fn name(decoded: &Decoded, at: usize) -> (TokenKind, usize) {
    let text = &decoded.text()[at..];
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '.' | '$' | '@' | '#');
    let end = text.find(|character| !is_part(character)).unwrap_or(text.len());
    if text[end..].starts_with('\'') {
        return match quoted(text, end) {
            Some(close) => (TokenKind::Text, close),
            None => (TokenKind::Unclosed, text.len()),
        };
    }
    // A GUID that begins with a letter. Its length is fixed, so that no run of dashes is read twice.
    if text.get(..36).is_some_and(crate::text::guid::is_canonical) && !text[36..].starts_with(is_part) {
        return (TokenKind::Number, 36);
    }
    // A placeholder inside a word makes all of it unknown.
    match text[end..].starts_with('{').then(|| hole(&text[end..])).flatten() {
        Some(length) => (TokenKind::Hole, behind_holes(text, end + length)),
        None => (TokenKind::Name, end),
    }
}

/// A number, GUID, date or date-time. A `+` before an offset from UTC that nobody encoded belongs to it.
fn number(decoded: &Decoded, at: usize) -> (TokenKind, usize) {
    let text = &decoded.text()[at..];
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '-' | '.' | ':' | '_');
    let mut end = 1 + text[1..].find(|character| !is_part(character)).unwrap_or(text.len() - 1);
    let offset = &text[end..];
    let is_offset = offset.len() >= 6 && offset.as_bytes()[3] == b':' && decoded.is_plus(at + end);
    if is_offset && text[..end].contains(['T', 't']) {
        end += 6;
        while !text.is_char_boundary(end) {
            end += 1;
        }
    }
    match text[end..].starts_with('{').then(|| hole(&text[end..])).flatten() {
        Some(length) => (TokenKind::Hole, behind_holes(text, end + length)),
        None => (TokenKind::Number, end),
    }
}

/// Where the word ends of which a placeholder that ends at `end` is a part: `{now}Z`, `{date}T{time}`.
fn behind_holes(text: &str, mut end: usize) -> usize {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '-' | '.' | ':' | '_');
    loop {
        let rest = &text[end..];
        let word = rest.find(|character| !is_part(character)).unwrap_or(rest.len());
        end += word;
        match text[end..].starts_with('{').then(|| hole(&text[end..])).flatten() {
            Some(length) => end += length,
            None => return end,
        }
    }
}

/// The offset just after the string whose quote is at `open`; a doubled quote is part of it.
fn quoted(text: &str, open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += text[at..].find('\'')? + 1;
        if !text[at..].starts_with('\'') {
            return Some(at);
        }
        at += 1;
    }
}

fn foreign_text(text: &str, quote: char) -> (TokenKind, usize) {
    let length = quote.len_utf8();
    let closers: &[char] = match quote {
        '"' => &['"'],
        '\u{201C}' | '\u{201D}' => &['\u{201D}', '\u{201C}'],
        _ => &['\u{2019}', '\u{2018}'],
    };
    match text[length..].char_indices().find(|(_, character)| closers.contains(character)) {
        Some((end, character)) => (TokenKind::ForeignText, length + end + character.len_utf8()),
        None => (TokenKind::Unclosed, text.len()),
    }
}

/// The length of the placeholder that `text` begins with: `{…}`, `{{…}}`, `<…>` around a name.
fn hole(text: &str) -> Option<usize> {
    let (open, close) = match text.as_bytes() {
        [b'{', b'{', ..] => ("{{", "}}"),
        [b'{', ..] => ("{", "}"),
        _ => ("<", ">"),
    };
    let is_inside =
        |character: char| character.is_alphanumeric() || matches!(character, ' ' | '_' | '-' | '.' | '$' | '%' | '|');
    let inner = &text[open.len()..];
    let end = inner.find(|character| !is_inside(character))?;
    let begins = inner.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '$' | '%'))
        || open == "{" && end > 0;
    (begins && inner[end..].starts_with(close)).then_some(open.len() + end + close.len())
}

fn foreign_operator(text: &str) -> (TokenKind, usize) {
    let length = ["===", "!==", "==", "!=", "<>", "<=", ">=", "&&", "||"].iter().find(|sign| text.starts_with(**sign));
    (TokenKind::ForeignOperator, length.map_or(1, |sign| sign.len()))
}
