//! Reads a `$search` expression as far as every resource of Graph takes it: its quotation marks must be closed.

use super::Decoded;
use crate::text::Span;

/// What is wrong with the form of a `$search`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SearchError {
    Empty(Span),
    /// A double quotation mark that is never closed.
    Unclosed(Span),
}

/// The first error in `decoded`. A backslash before a quotation mark keeps it from closing, as in KQL.
pub(crate) fn search(decoded: &Decoded) -> Option<SearchError> {
    let text = decoded.text();
    if text.trim().is_empty() {
        return Some(SearchError::Empty(decoded.span(0, text.len())));
    }
    let mut open = None;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if !is_escaped => open = if open.is_none() { Some(at) } else { None },
            _ => {}
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    open.map(|at| SearchError::Unclosed(decoded.span(at, at + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_are_closed_or_reported() {
        for (text, expected) in [
            ("\"displayName:adele\" AND \"mail:x\"", None),
            ("pizza", None),
            ("\"a \\\" b\"", None),
            ("\"displayName:adele", Some(SearchError::Unclosed(Span::new(0, 1)))),
            (" ", Some(SearchError::Empty(Span::new(0, 1)))),
        ] {
            assert_eq!(search(&Decoded::new(text, Span::whole(text))), expected, "{text}");
        }
    }
}
