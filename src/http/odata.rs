//! OData system query options as people write them in a URL: which options there are, the properties they name, and what
//! in an expression does not parse.
//!
//! The grammar is that of OData 4.01 URL conventions, read without recursion and in linear time. Nothing here knows a type:
//! whether a property exists is for those to say who know the resource that the path names.

mod decoded;
mod expression;
mod search;
mod selection;
mod token;

pub(crate) use decoded::Decoded;
pub(crate) use expression::{ExpressionError, ExpressionErrorKind, Filter, Literal, filter};
pub(crate) use search::{SearchError, search};
pub(crate) use selection::{Selected, expand, nested_options, order_by, select};

use crate::text::{Span, offset};

/// A query option as written: `$select=id,displayName`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct QueryOption {
    /// The name, a leading `$` (or `%24`) included.
    pub(crate) name: Span,
    /// What is after the first `=`; `None` where there is no `=`.
    pub(crate) value: Option<Span>,
}

/// The query options in `query`, a span of `text` without the leading `?`. Empty parts between two `&` are left out. An
/// `&` inside a string literal in single quotes separates nothing here, because its author meant it so; a rule reports
/// that it is not encoded.
pub(crate) fn options(text: &str, query: Span) -> Vec<QueryOption> {
    let words = query.of(text);
    let place = |from: usize, to: usize| Span::new(query.start + offset(from), query.start + offset(to));
    let mut found = Vec::new();
    let mut start = 0;
    while start <= words.len() {
        let end = start + option_end(&words[start..]);
        if end > start {
            let equals = words[start..end].find('=').map(|at| start + at);
            let name = place(start, equals.unwrap_or(end));
            found.push(QueryOption { name, value: equals.map(|at| place(at + 1, end)) });
        }
        start = end + 1;
    }
    found
}

/// Where the option that `words` begins with ends: at the first `&` outside of a closed string literal.
fn option_end(words: &str) -> usize {
    let mut at = 0;
    let bytes = words.as_bytes();
    // An unclosed quotation mark must not swallow the options after it, so it counts only where another one follows
    // before the next `&name=`.
    while at < bytes.len() {
        match bytes[at] {
            b'&' => return at,
            b'\'' => match literal_end(words, at) {
                Some(end) => at = end,
                None => return words[at..].find('&').map_or(words.len(), |next| at + next),
            },
            _ => at += 1,
        }
    }
    words.len()
}

/// The offset just after the string literal that begins at `at`; `None` if an option seems to begin before it closes.
fn literal_end(words: &str, at: usize) -> Option<usize> {
    let close = at + 1 + words[at + 1..].find('\'')?;
    let inner = &words[at + 1..close];
    let begins_option = inner.match_indices('&').any(|(and, _)| {
        let next = &inner[and + 1..];
        let name = next.strip_prefix('$').or_else(|| next.strip_prefix("%24"));
        name.is_some_and(|name| name.contains('='))
    });
    (!begins_option).then_some(close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Vec<(&str, Option<&str>)> {
        let found = options(query, Span::whole(query));
        found.iter().map(|option| (option.name.of(query), option.value.map(|value| value.of(query)))).collect()
    }

    #[test]
    fn options_end_at_ampersands_outside_of_literals() {
        for (query, expected) in [
            ("$top=5&&$select=id", vec![("$top", Some("5")), ("$select", Some("id"))]),
            ("$count", vec![("$count", None)]),
            ("$filter=a eq 'R&D'&$top=1", vec![("$filter", Some("a eq 'R&D'")), ("$top", Some("1"))]),
            ("$filter=a eq 'R&$top=1", vec![("$filter", Some("a eq 'R")), ("$top", Some("1"))]),
            ("$filter=a eq 'x&$top='1'", vec![("$filter", Some("a eq 'x")), ("$top", Some("'1'"))]),
            ("", vec![]),
        ] {
            assert_eq!(read(query), expected, "{query}");
        }
    }
}
