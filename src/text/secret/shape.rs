//! Secrets that are known by their shape, whatever is around them: tokens of well-known services, keys in PEM, client
//! secrets of Entra ID, passwords in URLs.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Beginnings of tokens, and how many characters of a token must follow.
const BEGINNINGS: &[(&str, usize)] = &[
    ("ghp_", 6),
    ("gho_", 6),
    ("ghu_", 6),
    ("ghs_", 6),
    ("ghr_", 6),
    ("github_pat_", 6),
    ("glpat-", 6),
    ("xoxb-", 6),
    ("xoxp-", 6),
    ("xoxa-", 6),
    ("xoxe-", 6),
    ("xoxe.", 6),
    ("xoxr-", 6),
    ("xoxs-", 6),
    ("xoxd-", 6),
    ("xoxc-", 6),
    ("xapp-", 6),
    ("AKIA", 10),
    ("ASIA", 12),
    ("ABIA", 12),
    ("ACCA", 12),
    ("AIza", 20),
    ("ya29.", 8),
    ("npm_", 16),
    ("pypi-", 16),
    ("sk_live_", 8),
    ("rk_live_", 8),
    ("sk-", 24),
    ("hf_", 20),
    ("dop_v1_", 8),
    ("SG.", 20),
    ("whsec_", 8),
    ("sl.", 40),
];

/// Characters of a token that got apart from its beginning are known by this number at least.
const REST: usize = 10;

/// The longest label of a block in PEM, in bytes, with room to spare.
const LABEL: usize = 64;

/// How far the characters of a token are followed from its beginning, in bytes, so that tokens joined by dashes are
/// not read over and over.
const LONGEST: usize = 512;

static CLIENT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("Q~"));
static PEM: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("BEGIN "));
static USER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("://"));

/// The places of all of them.
pub(super) fn places(text: &str, found: &mut Vec<Range<usize>>) {
    found.extend(super::tokens(text).map(|place| with_rest(text, place)));
    let bytes = text.as_bytes();
    let is_inside = |at: usize| {
        at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphanumeric()) && !is_behind_escape(bytes, at)
    };
    for (at, &byte) in bytes.iter().enumerate() {
        if FIRST[usize::from(byte)] && !is_inside(at) && may_begin(byte, bytes.get(at + 1)) {
            found.extend(beginning(text, at));
        }
    }
    for at in CLIENT.find_iter(bytes) {
        found.extend(client_secret(text, at));
    }
    let mut done = 0;
    for at in PEM.find_iter(bytes) {
        if at >= done {
            let place = pem(text, at);
            done = place.end.max(at);
            found.push(place);
        }
    }
    for at in USER.find_iter(bytes) {
        found.extend(password(text, at + 3));
    }
    keys(text, found);
}

/// Whether what is before `at` is an escape that ends in a letter or a digit: `\n`, `\u0022`, `%3D`.
fn is_behind_escape(bytes: &[u8], at: usize) -> bool {
    let before = |length: usize| at.checked_sub(length).and_then(|start| bytes.get(start..at));
    let is_hex = |digits: &[u8]| digits.iter().all(u8::is_ascii_hexdigit);
    matches!(before(2), Some([b'\\', b'n' | b'r' | b't']))
        || matches!(before(3), Some([b'%', digits @ ..]) if is_hex(digits))
        || matches!(before(6), Some([b'\\', b'u', digits @ ..]) if is_hex(digits))
}

/// Whether one of [`BEGINNINGS`] has this byte first.
const FIRST: [bool; 256] = {
    let mut is_first = [false; 256];
    let mut at = 0;
    while at < BEGINNINGS.len() {
        is_first[BEGINNINGS[at].0.as_bytes()[0] as usize] = true;
        at += 1;
    }
    is_first
};

/// Whether one of [`BEGINNINGS`] has these two bytes first.
fn may_begin(byte: u8, next: Option<&u8>) -> bool {
    match byte {
        b'A' => matches!(next, Some(b'K' | b'S' | b'B' | b'C' | b'I')),
        b'S' => matches!(next, Some(b'G')),
        b'd' => matches!(next, Some(b'o')),
        b'g' => matches!(next, Some(b'h' | b'i' | b'l')),
        b'h' => matches!(next, Some(b'f')),
        b'n' => matches!(next, Some(b'p')),
        b'p' => matches!(next, Some(b'y')),
        b'r' => matches!(next, Some(b'k')),
        b's' => matches!(next, Some(b'k' | b'l')),
        b'w' => matches!(next, Some(b'h')),
        b'x' => matches!(next, Some(b'o' | b'a')),
        b'y' => matches!(next, Some(b'a')),
        _ => false,
    }
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

fn run(text: &str, start: usize, fits: impl Fn(u8) -> bool) -> Range<usize> {
    let length = text.as_bytes()[start..].iter().take_while(|&&byte| fits(byte)).count();
    start..start + length
}

/// The text up to where a token at `at` ends at the latest.
fn near(text: &str, at: usize) -> &str {
    &text[..text.floor_char_boundary(at + LONGEST)]
}

fn beginning(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text.as_bytes()[at..];
    let (start, least) = BEGINNINGS.iter().find(|(start, _)| rest.starts_with(start.as_bytes()))?;
    let end = run(near(text, at), at + start.len(), is_part).end;
    let words = text.get(at + start.len()..end)?;
    let is_aws = start.len() == 4 && start.starts_with('A') && *start != "AIza";
    let is_capital = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let fits = words.len() >= *least
        && (!is_aws || words.bytes().take_while(is_capital).count() >= *least)
        && (words.bytes().any(|byte| byte.is_ascii_digit()) || words.len() >= 16 && !words.contains(['-', '.', '_']));
    fits.then(|| with_rest(text, at..end))
}

/// `place` with what a mistake, a quotation mark, a comma or white space, cut off from it.
fn with_rest(text: &str, place: Range<usize>) -> Range<usize> {
    let behind = &text[place.end..];
    let gap: usize = behind
        .chars()
        .take(3)
        .take_while(|it| !it.is_ascii_alphanumeric() && !matches!(it, ':' | '=' | '{' | '}' | '[' | ']' | '•'))
        .map(char::len_utf8)
        .sum();
    if gap == 0 {
        return place;
    }
    let rest = run(text, place.end + gap, |byte| is_part(byte) || matches!(byte, b'+' | b'/' | b'='));
    let words = &text[rest.clone()];
    let is_mixed =
        words.bytes().any(|byte| byte.is_ascii_digit()) && words.bytes().any(|byte| byte.is_ascii_alphabetic());
    let is_name = text[rest.end..].trim_start_matches(['"', '\'', '\\', ' ']).starts_with([':', '=']);
    if rest.len() >= REST && is_mixed && !is_name && !is_identifier(words) { place.start..rest.end } else { place }
}

/// Whether the words are a GUID, which is beside tokens often.
fn is_identifier(words: &str) -> bool {
    words.len() == 36 && words.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// A client secret of Entra ID, whose `Q~` is at `at`: three characters and a digit before it, over thirty after.
fn client_secret(text: &str, at: usize) -> Option<Range<usize>> {
    let is_part = |byte: u8| is_part(byte) || byte == b'~';
    let bytes = text.as_bytes();
    let before = bytes[..at].iter().rev().take(8).take_while(|&&byte| is_part(byte)).count();
    let end = run(near(text, at), at + 2, is_part).end;
    let has_digit = at.checked_sub(1).and_then(|index| bytes.get(index)).is_some_and(u8::is_ascii_digit);
    (before >= 2 && (has_digit && end - at >= 8 || end - at >= 20)).then(|| with_rest(text, at - before..end))
}

/// What is between `BEGIN …` at `at` and `END`: base64 with line ends, quotation marks and their escapes.
fn pem(text: &str, at: usize) -> Range<usize> {
    let near = &text[..text.floor_char_boundary(at + LABEL + 1)];
    let label = run(near, at, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b' ');
    if label.len() > LABEL {
        return at..at;
    }
    let start = run(text, label.end, |byte| byte == b'-').end;
    if !text[label.clone()].contains("KEY") && !text[..at].ends_with('-') {
        return at..at;
    }
    let fits = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'+' | b'/' | b'=' | b'\n' | b'\r' | b'\t' | b' ' | b'\\' | b'"' | b'\'' | b',' | b'>' | b'|'
            )
            || byte >= 0x80
    };
    let place = run(text, start, fits);
    // After the last line of a block without an end there are words that are none of it.
    let is_closed = text[place.end..].starts_with('-');
    let words = &text[place.clone()];
    let end = if is_closed {
        words.len()
    } else {
        let mut end = 0;
        for piece in
            words.split_inclusive(|it: char| !it.is_ascii_alphanumeric() && !matches!(it, '+' | '/' | '=' | '\\'))
        {
            if piece.trim_end().len() < 6 && end > 0 && !piece.trim().is_empty() {
                break;
            }
            end += piece.len();
        }
        end
    };
    let end = text.floor_char_boundary(place.start + end);
    let words = &text[place.start..end];
    let kept = words.trim_end_matches(['\n', '\r', ' ', '"', '\'', '\\', ',', '>']).len();
    place.start..place.start + kept
}

/// The password in the URL whose authority begins at `start`: `https://user:password@host`.
fn password(text: &str, start: usize) -> Option<Range<usize>> {
    let authority = run(text, start, |byte| byte > b' ' && !matches!(byte, b'/' | b'"' | b'\'' | b'`' | b'<' | b'>'));
    let words = &text[authority.clone()];
    let at = words.rfind('@')?;
    let colon = words[..at].find(':')?;
    let password = start + colon + 1..start + at;
    (!super::value::is_gap(&text[password.clone()])).then_some(password)
}

/// Keys of storage accounts and similar: 32 or 64 bytes in base64, padded.
fn keys(text: &str, found: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(b'=', bytes) {
        let is_first = at.checked_sub(1).and_then(|before| bytes.get(before)) != Some(&b'=');
        if !is_first {
            continue;
        }
        let is_key = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
        let length = bytes[..at].iter().rev().take(90).take_while(|&&byte| is_key(byte)).count();
        // The letter of an escape is not part of the key: `\n`.
        let length = length - usize::from(length > 0 && is_behind_escape(bytes, at - length + 1));
        let padding = run(text, at, |byte| byte == b'=').len();
        if matches!((length, padding), (43, 1) | (86, 2)) {
            let words = &bytes[at - length..at];
            let has = |fits: fn(&u8) -> bool| words.iter().any(fits);
            if has(u8::is_ascii_digit) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) {
                found.push(at - length..at + padding);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_beginning_may_begin() {
        for (start, _) in BEGINNINGS {
            assert!(may_begin(start.as_bytes()[0], start.as_bytes().get(1)), "{start}");
        }
    }
}
