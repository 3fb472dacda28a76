//! Quotation marks of every kind, and how far a string reaches, however broken it is.

use std::ops::Range;

/// Lines that a string may be broken over, blank ones not counted.
const MOST_LINES: usize = 4;

/// What a quotation mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// Bytes that it is written with, its backslashes included.
    pub(super) length: usize,
    /// Whether it is one of the single ones.
    is_single: bool,
    depth: usize,
}

/// The quotation mark at `at`, with the backslashes that escape it.
pub(super) fn at(text: &str, at: usize) -> Option<Quote> {
    let bytes = text.as_bytes();
    let depth = bytes.get(at..)?.iter().take_while(|&&byte| byte == b'\\').count();
    let rest = text.get(at + depth..)?;
    let mark = |is_single, length: usize| Some(Quote { length: depth + length, is_single, depth });
    let first = rest.chars().next()?;
    match first {
        '"' => mark(false, 1),
        '\'' | '`' => mark(true, 1),
        '“' | '”' | '„' | '‟' | '″' | '＂' | '«' | '»' | '❝' | '❞' | '〝' | '〞' => {
            mark(false, first.len_utf8())
        }
        '‘' | '’' | '‚' | '‛' | '′' | '＇' | '‹' | '›' | '´' | '❛' | '❜' => {
            mark(true, first.len_utf8())
        }
        'u' if depth > 0 => match rest.get(..5)?.to_ascii_lowercase().as_str() {
            "u0022" => Some(Quote { length: depth + 5, is_single: false, depth }),
            "u0027" => Some(Quote { length: depth + 5, is_single: true, depth }),
            _ => None,
        },
        '&' => ["&quot;", "&#34;", "&#x22;", "&apos;", "&#39;", "&#x27;"]
            .iter()
            .position(|entity| rest.starts_with(entity))
            .and_then(|index| mark(index > 2, rest.find(';')? + 1)),
        '%' if rest.starts_with("%22") => mark(false, 3),
        '%' if rest.starts_with("%27") => mark(true, 3),
        _ => None,
    }
}

/// The inside of the string whose opening mark `quote` is at `start`, and the end of its closing mark. A mark within it
/// does not end it unless something follows that may follow a string. A string without an end reaches to the end of its line.
pub(super) fn string(text: &str, start: usize, quote: Quote) -> (Range<usize>, usize) {
    let bytes = text.as_bytes();
    let inside = start + quote.length;
    let (mut at, mut lines, mut last) = (inside, 0, None);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\n' | b'\r' => match next_line(text, at, quote).filter(|_| lines < MOST_LINES) {
                Some(next) => {
                    lines += 1;
                    at = next;
                    last = None;
                }
                None => break,
            },
            b'"' | b'\'' | b'`' | b'&' | b'%' | b'\\' | 0x80.. => match self::at(text, at) {
                Some(mark) => {
                    let is_escaped = if quote.depth == 0 { mark.depth % 2 == 1 } else { mark.depth > quote.depth };
                    let end = at + mark.length;
                    if mark.is_single == quote.is_single && !is_escaped {
                        if may_follow(text, end) {
                            return (inside..at, end);
                        }
                        last = Some((at, end));
                    }
                    at = end;
                }
                None => {
                    let slashes = bytes[at..].iter().take_while(|&&byte| byte == b'\\').count();
                    at += slashes;
                    at += text[at..]
                        .chars()
                        .next()
                        .map_or(0, |next| if matches!(next, '\n' | '\r') { 0 } else { next.len_utf8() });
                }
            },
            _ => at += 1,
        }
    }
    // In a sentence, words follow the string.
    if let Some((before, end)) = last.filter(|&(_, end)| text[end..at].starts_with([' ', '.', ')', '?', '!'])) {
        return (inside..before, end);
    }
    let words = text[inside..at].trim_end_matches([' ', '\t', '}', ']', ',', '\r']);
    (inside..inside + words.len(), at)
}

/// Where the string goes on after the end of the line at `at`: in a line that does not begin like one of JSON and
/// in which the string ends.
fn next_line(text: &str, at: usize, quote: Quote) -> Option<usize> {
    // Lines of a quotation begin with its mark.
    let rest = text[at..].trim_start_matches(|it: char| it.is_whitespace() || it == '>');
    let start = text.len() - rest.len();
    if rest.is_empty()
        || rest.starts_with(['{', '}', '[', ']', ',', '/', '#', '<', '>', '@', '-', '*', '|'])
        || self::at(text, start).is_some()
    {
        return None;
    }
    let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
    let ends_here = line.char_indices().any(|(index, character)| {
        !character.is_alphanumeric()
            && self::at(text, start + index)
                .is_some_and(|mark| mark.is_single == quote.is_single && may_follow(text, start + index + mark.length))
    });
    ends_here.then_some(start)
}

/// Whether something is at `at` that may follow a string: the end of its line, a separator, a bracket, another string.
fn may_follow(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start_matches(|it: char| !matches!(it, '\n' | '\r') && is_space(it));
    match rest.chars().next() {
        None
        | Some('\n' | '\r' | ',' | '}' | ']' | ')' | ';' | ':' | '=' | '>' | '|' | '+' | '<' | '#' | '：' | '，') => {
            true
        }
        Some('/') => rest.starts_with("//") || rest.starts_with("/*"),
        Some('\\') => {
            ["\\n", "\\r", "\\\\n", "\\\\r", "\\t"].iter().any(|escape| rest.starts_with(escape))
                || self::at(text, text.len() - rest.len()).is_some()
        }
        Some(_) => self::at(text, text.len() - rest.len()).is_some(),
    }
}

/// White space of any kind, and what has no width.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' | '\u{180E}' | '\0')
}
