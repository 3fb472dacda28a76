//! What is between a name and its value: the sign, or what is left of it, and quotation marks, white space, comments.

use super::quote::{self, is_space};

/// What is between a name and its value.
pub(super) struct Gap {
    /// The sign between them, or `None` if it is lost.
    pub(super) sign: Option<char>,
    /// Whether a quotation mark closes the name.
    pub(super) is_closed: bool,
    /// Whether the value is in another line.
    pub(super) is_other_line: bool,
    pub(super) value: usize,
}

/// What is after the name that ends at `at`.
pub(super) fn behind(text: &str, at: usize) -> Gap {
    let mut gap = Gap { sign: None, is_closed: false, is_other_line: false, value: at };
    let mut at = at;
    loop {
        let rest = &text[at..];
        let Some(character) = rest.chars().next() else { break };
        let mark = quote::at(text, at);
        match mark {
            // After the sign, or after the mark that closes the name, a mark opens the value.
            Some(mark) if gap.sign.is_none() && !is_opening(text, at, &gap) => {
                gap.is_closed = true;
                at += mark.length;
                continue;
            }
            Some(_) => break,
            None => {}
        }
        match character {
            ']' if gap.sign.is_none() && rest[1..].trim_start().starts_with(['=', ':']) => at += 1,
            ':' | '=' | '：' | '＝' | '→' | ',' | ';' | '|' | '>' | '，' => {
                let is_weak = matches!(character, ',' | ';' | '|' | '>' | '，');
                let plain = match character {
                    '＝' | '→' => '=',
                    '：' => ':',
                    '，' => ',',
                    other => other,
                };
                if !(is_weak && gap.sign.is_some()) {
                    gap.sign = Some(plain);
                }
                at += character.len_utf8();
            }
            '\\' if rest.starts_with("\\n") || rest.starts_with("\\r") => {
                gap.is_other_line = true;
                at += 2;
            }
            '\\' if rest.starts_with("\\u003") || rest.starts_with("\\u003") => {
                let is_equals = rest.get(..6).is_some_and(|sign| sign.eq_ignore_ascii_case("\\u003d"));
                if !is_equals {
                    break;
                }
                gap.sign = Some('=');
                at += 6;
            }
            '\\' => at += 1,
            '*' | '_' if gap.sign.is_none() => at += 1,
            '%' if rest.get(..3).is_some_and(|sign| sign.eq_ignore_ascii_case("%3d")) => {
                gap.sign = Some('=');
                at += 3;
            }
            '%' if rest.get(..3).is_some_and(|sign| sign.eq_ignore_ascii_case("%3a")) => {
                gap.sign = Some(':');
                at += 3;
            }
            '@' if gap.sign.is_some() && rest[1..].starts_with(['{', '(', '"', '\'']) => at += 1,
            '/' | '#' | '<' if gap.is_closed && gap.sign.is_some() => match comment(rest) {
                0 => break,
                length => at += length,
            },
            // The value is lost, or in the comment behind the bracket.
            '}' | ']' | ')' if gap.is_closed && gap.sign.is_some() && comment(rest[1..].trim_start()) > 0 => at += 1,
            _ if is_space(character) => {
                gap.is_other_line |= matches!(character, '\n' | '\r');
                at += character.len_utf8();
            }
            _ => break,
        }
    }
    gap.value = at;
    gap
}

/// Whether the mark at `at` after a name opens the value: the sign between them is lost.
fn is_opening(text: &str, at: usize, gap: &Gap) -> bool {
    let is_apart = text[..at].chars().next_back().is_some_and(is_space);
    let end = at + quote::at(text, at).map_or(0, |mark| mark.length);
    (gap.is_closed || is_apart) && !is_sign_behind(text, end)
}

/// Bytes of the comment at the beginning of `rest`.
fn comment(rest: &str) -> usize {
    let through = |end: &str| rest.find(end).map_or(0, |length| length + end.len());
    if rest.starts_with("/*") {
        through("*/")
    } else if rest.starts_with("<!--") {
        through("-->")
    } else if rest.starts_with("//") || rest.starts_with('#') {
        // Where lines were joined, the value is after the comment.
        rest.find(['\n', '"', '“']).unwrap_or(0)
    } else {
        0
    }
}

/// Whether a sign is at `at` that makes what is before it a name.
pub(super) fn is_sign_behind(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start_matches(|it: char| is_space(it) || it == '\\');
    rest.starts_with([':', '=', '：', '＝'])
}

/// Whether a value begins at `at`, without a sign or separator before it.
pub(super) fn is_value_behind(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start_matches(is_space);
    !rest.is_empty()
        && !rest.starts_with([',', '}', ']', ')', ';', '，'])
        && (quote::at(text, text.len() - rest.len()).is_some()
            || rest.starts_with(|it: char| it.is_ascii_alphanumeric() || matches!(it, '{' | '[')))
}
