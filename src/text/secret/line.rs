//! Lines of headers: where one begins, how deep it stands, and whether it is folded into the next.

use std::ops::Range;

use super::quote::{self, is_space};
use super::word::Word;

/// Bytes before a name that are looked at for whether its line begins with it.
const LINE_START: usize = 32;

/// Whether a quotation mark stands right before `at`.
pub(super) fn is_mark(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let Some(last) = before.chars().next_back() else { return false };
    quote::at(text, at - last.len_utf8()).is_some() || before.ends_with("&quot;") || before.ends_with("%22")
}

/// The quotation mark within which the header at `at` stands: right before its name, or some lines of the same string before.
pub(super) fn mark_before(text: &str, at: usize) -> Option<char> {
    let before = &text[..at];
    match before.chars().next_back() {
        Some(mark @ ('"' | '\'' | '`')) => Some(mark),
        Some('n' | 'r' | 't') if before[..at - 1].ends_with('\\') => Some('"'),
        _ => None,
    }
}

/// Whether the line begins with the name at `at`, but for marks of lists, quotations, comments and line numbers.
pub(super) fn begins_line(text: &str, at: usize) -> bool {
    let first = text.floor_char_boundary(at.saturating_sub(LINE_START));
    let window = &text[first..at];
    let line = match window.rfind(['\n', '\r']) {
        Some(end) => &window[end + 1..],
        None if first == 0 => window,
        None => match window.rfind("\\n") {
            Some(end) => &window[end + 2..],
            None => return false,
        },
    };
    let line = line.rsplit("\\n").next().unwrap_or(line);
    line.chars().all(|it| is_space(it) || it.is_ascii_digit() || quote_end(it) || "-*>+|#/`.:\\@$".contains(it))
}

/// Columns before the name at `at` on its line, in bytes.
pub(super) fn indent(text: &str, at: usize) -> usize {
    let first = text.floor_char_boundary(at.saturating_sub(LINE_START));
    let window = &text[first..at];
    let line = window.rfind(['\n', '\r']).map_or(window, |end| &window[end + 1..]);
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// Where the line after `at` begins.
pub(super) fn line_behind(text: &str, at: usize) -> usize {
    text[at..].find(['\n', '\r']).map_or(text.len(), |length| at + length)
}

/// The end of the next line, if the header that ends at `at` and begins after `indent` columns is folded into
/// it (RFC 9112 section 5.2). Blank lines between the two, such as a fix may insert, change nothing if the line before them is
/// open and no JSON follows.
pub(super) fn folded(text: &str, at: usize, indent: usize) -> Option<usize> {
    let rest = text[at..].trim_start_matches([' ', '\t']);
    let mut rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let mut is_next = true;
    let words = loop {
        let words = rest.trim_start_matches([' ', '\t']);
        match words.strip_prefix("\r\n").or_else(|| words.strip_prefix('\n')) {
            Some(behind) => (rest, is_next) = (behind, false),
            None => break words,
        }
    };
    let is_deeper = rest.len() - words.len() > indent;
    let goes_on = || is_open(text[..at].trim_end()) && !words.starts_with(['{', '[', '}', ']', '"', '`', '#', '<']);
    let line = &words[..words.find(['\n', '\r']).unwrap_or(words.len())];
    (is_deeper && !line.is_empty() && (is_next || goes_on())).then(|| text.len() - words.len() + line.trim_end().len())
}

/// Whether the value of a header goes on after `words`: they end with a separator, or with a word such as a scheme.
fn is_open(words: &str) -> bool {
    let last = words.rsplit(|it: char| it.is_whitespace() || it == ':').next().unwrap_or_default();
    last.ends_with([';', ',', '=']) || last.chars().all(char::is_alphabetic)
}

/// Whether a value that may be a word of a sentence is all that its line has: a setting.
pub(super) fn ends_line(text: &str, word: &Word, inside: &Range<usize>) -> bool {
    begins_line(text, word.place.start)
        && text[inside.end..].trim_start_matches([' ', '\t', ',', ';']).starts_with(['\n', '\r'])
}

fn quote_end(character: char) -> bool {
    matches!(character, '"' | '\'' | '”' | '“' | '’' | '»')
}
