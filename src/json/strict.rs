//! The fast reader: RFC 8259 to the letter, in one pass over the bytes.
//!
//! It answers one question beside building the tree: is this strict JSON? At the first doubt it gives up, without a
//! word: explaining is the work of the lenient reader. It accepts what `serde_json` accepts, except that numbers may be
//! of any size.

use super::MAX_DEPTH;
use super::tree::{Kind, Tree, TreeBuilder};
use crate::text::{Span, offset};

/// The tree of the JSON text in `span`, or `None` if it is not strict RFC 8259 or nests deeper than [`MAX_DEPTH`].
pub(super) fn parse(text: &str, span: Span) -> Option<Tree<'_>> {
    let bytes = text.as_bytes().get(..span.end as usize)?;
    // A node takes some 12 bytes of text in pretty-printed payloads; a wrong guess costs a reallocation.
    let mut builder = TreeBuilder::new(text, span.len() as usize / 12 + 4);
    let mut open = [0_u32; MAX_DEPTH];
    let mut depth = 0;
    let mut at = span.start as usize;
    loop {
        // A value begins here.
        at = skip_space(bytes, at);
        let start = at;
        match *bytes.get(at)? {
            b'"' => {
                at = string(bytes, at, &mut builder)?;
            }
            byte @ (b'{' | b'[') => {
                if depth == MAX_DEPTH {
                    return None;
                }
                let object = byte == b'{';
                let index = builder.push(if object { Kind::Object } else { Kind::Array }, place(start, at + 1));
                at = skip_space(bytes, at + 1);
                let next = *bytes.get(at)?;
                if next == if object { b'}' } else { b']' } {
                    at += 1;
                    builder.close(index, offset(at));
                } else {
                    open[depth] = index;
                    depth += 1;
                    if object {
                        at = key(bytes, at, &mut builder)?;
                    }
                    continue;
                }
            }
            b't' => {
                at = word(bytes, at, b"true")?;
                builder.push(Kind::True, place(start, at));
            }
            b'f' => {
                at = word(bytes, at, b"false")?;
                builder.push(Kind::False, place(start, at));
            }
            b'n' => {
                at = word(bytes, at, b"null")?;
                builder.push(Kind::Null, place(start, at));
            }
            _ => {
                at = number_end(bytes, at)?;
                builder.push(Kind::Number, place(start, at));
            }
        }
        // A value has ended: what may follow depends on what is open.
        loop {
            at = skip_space(bytes, at);
            let Some(&byte) = bytes.get(at) else {
                return (depth == 0).then(|| builder.finish());
            };
            if depth == 0 {
                return None;
            }
            let index = open[depth - 1];
            let object = builder.kind(index) == Kind::Object;
            at += 1;
            match byte {
                b',' => {
                    if object {
                        at = key(bytes, skip_space(bytes, at), &mut builder)?;
                    }
                    break;
                }
                b'}' if object => {}
                b']' if !object => {}
                _ => return None,
            }
            builder.close(index, offset(at));
            depth -= 1;
        }
    }
}

fn place(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end))
}

/// Reads a key and its colon; the offset after the colon.
#[inline]
fn key(bytes: &[u8], at: usize, builder: &mut TreeBuilder<'_>) -> Option<usize> {
    let end = string(bytes, at, builder)?;
    let colon = skip_space(bytes, end);
    (*bytes.get(colon)? == b':').then_some(colon + 1)
}

/// Reads a string; the offset after it.
#[inline]
fn string(bytes: &[u8], at: usize, builder: &mut TreeBuilder<'_>) -> Option<usize> {
    let (end, is_plain) = string_end(bytes, at)?;
    builder.push_string(place(at, end), is_plain);
    Some(end)
}

#[inline]
fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
        at += 1;
    }
    at
}

fn word(bytes: &[u8], at: usize, word: &[u8]) -> Option<usize> {
    let end = at + word.len();
    (bytes.get(at..end)? == word).then_some(end)
}

/// Whether `word` is a number as JSON writes it.
pub(super) fn is_number(word: &str) -> bool {
    number_end(word.as_bytes(), 0) == Some(word.len())
}

/// The offset after the number that starts at `start` (RFC 8259 section 6).
fn number_end(bytes: &[u8], start: usize) -> Option<usize> {
    let digits = |mut at: usize| {
        let first = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        (at > first).then_some(at)
    };
    let mut at = if bytes.get(start) == Some(&b'-') { start + 1 } else { start };
    at = if bytes.get(at) == Some(&b'0') { at + 1 } else { digits(at)? };
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1;
        if let Some(b'+' | b'-') = bytes.get(at) {
            at += 1;
        }
        at = digits(at)?;
    }
    Some(at)
}

/// The offset after the closing quote of the string that starts at `at`, and whether no escape is in it, if it is strict.
#[inline]
pub(super) fn string_end(bytes: &[u8], at: usize) -> Option<(usize, bool)> {
    if *bytes.get(at)? != b'"' {
        return None;
    }
    let mut at = at + 1;
    let mut is_plain = true;
    loop {
        at = plain_end(bytes, at);
        match *bytes.get(at)? {
            b'"' => return Some((at + 1, is_plain)),
            b'\\' => at = escape_end(bytes, at)?,
            _ => return None,
        }
        is_plain = false;
    }
}

/// The offset of the first quote, backslash or control character at or after `at`; the length of `bytes` if there is
/// none. Eight bytes at a time.
#[inline]
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    // A byte of `word` is zero where its high bit is set in the result. Borrows can only mark bytes after a true one.
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    while let Some(chunk) = bytes.get(at..at + 8) {
        let Ok(chunk) = <[u8; 8]>::try_from(chunk) else { break };
        let word = u64::from_le_bytes(chunk);
        let control = word.wrapping_sub(ONES * 0x20) & !word & HIGHS;
        let found = zero(word ^ (ONES * u64::from(b'"'))) | zero(word ^ (ONES * u64::from(b'\\'))) | control;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|&byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
        at += 1;
    }
    at
}

/// The offset after the escape that starts at `at`, or `None` for an invalid one and for half a surrogate pair.
fn escape_end(bytes: &[u8], at: usize) -> Option<usize> {
    match *bytes.get(at + 1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 2),
        b'u' => match hexadecimal(bytes, at + 2)? {
            0xD800..=0xDBFF => {
                let low =
                    bytes.get(at + 6..at + 8)? == b"\\u" && (0xDC00..=0xDFFF).contains(&hexadecimal(bytes, at + 8)?);
                low.then_some(at + 12)
            }
            0xDC00..=0xDFFF => None,
            _ => Some(at + 6),
        },
        _ => None,
    }
}

/// The number that four hexadecimal digits stand for.
pub(super) fn hexadecimal(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 4)?.iter().try_fold(0_u16, |value, &byte| {
        let digit = char::from(byte).to_digit(16)?;
        Some(value << 4 | u16::try_from(digit).ok()?)
    })
}
