//! The parts of a URL as written: nothing is decoded, joined or normalised before it is asked for.

use crate::text::{Span, offset};

/// A URL with the places of its parts. A part that is not there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Url {
    /// All of it.
    pub span: Span,
    /// `https`
    pub scheme: Option<Span>,
    /// `graph.microsoft.com`, without user and port; `{{host}}`.
    pub host: Option<Span>,
    /// The segments of the path, empty ones included.
    pub segments: Vec<Segment>,
    /// What stands behind `?`, without it.
    pub query: Option<Span>,
}

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// All of it, without slashes.
    pub span: Span,
    /// What stands before a key in parentheses: `servicePrincipals` of `servicePrincipals('…')`.
    pub name: Span,
    /// The key in OData's parentheses, without these and without quotes.
    pub key: Option<Span>,
}

impl Url {
    /// Takes the URL in `span` of `text` apart. Slashes inside `{…}`, `<…>` and `'…'` part nothing.
    #[must_use]
    pub fn read(text: &str, span: Span) -> Self {
        let mut url = Self { span, ..Self::default() };
        let words = span.of(text);
        let place = |start: usize, end: usize| Span::new(span.start + offset(start), span.start + offset(end));
        let mut at = 0;
        if let Some(scheme) =
            words.find("://").filter(|&scheme| words[..scheme].bytes().all(|byte| byte.is_ascii_alphanumeric()))
        {
            url.scheme = Some(place(0, scheme));
            at = scheme + 3;
        }
        if url.scheme.is_some() || words.starts_with("{{") {
            let end = at + separator(&words[at..], &['/', '?', '#']);
            url.host = Some(place(at, end));
            at = end;
        }
        let path_end = at + separator(&words[at..], &['?', '#']);
        if words[at..].starts_with('/') {
            at += 1;
        }
        while at <= path_end {
            let end = at + separator(&words[at..path_end], &['/']);
            url.segments.push(segment(&words[at..end], span.start + offset(at)));
            at = end + 1;
        }
        if url.segments.last().is_some_and(|last| last.span.is_empty()) {
            url.segments.pop();
        }
        if words[path_end..].starts_with('?') {
            let end = path_end + words[path_end..].find('#').unwrap_or(words.len() - path_end);
            url.query = Some(place(path_end + 1, end));
        }
        url
    }
}

/// The offset of the first of `signs` outside of braces, angle brackets and quotes; the length if there is none.
fn separator(words: &str, signs: &[char]) -> usize {
    let mut depth = 0_usize;
    let mut quoted = false;
    for (at, character) in words.char_indices() {
        match character {
            '\'' => quoted = !quoted && words[at + 1..].contains('\''),
            '{' | '<' if !quoted => depth += 1,
            '}' | '>' if !quoted => depth = depth.saturating_sub(1),
            _ if depth == 0 && !quoted && signs.contains(&character) => return at,
            _ => {}
        }
    }
    words.len()
}

fn segment(words: &str, start: u32) -> Segment {
    let place = |from: usize, to: usize| Span::new(start + offset(from), start + offset(to));
    let whole = place(0, words.len());
    let key = words.find('(').filter(|_| words.ends_with(')')).map(|open| {
        let inner = &words[open + 1..words.len() - 1];
        let value = inner.rsplit('=').next().unwrap_or(inner);
        let bare = value.trim_matches('\'');
        let from = open + 1 + inner.len() - value.len() + value.len() - value.trim_start_matches('\'').len();
        (open, place(from, from + bare.len()))
    });
    Segment { span: whole, name: place(0, key.map_or(words.len(), |(open, _)| open)), key: key.map(|(_, key)| key) }
}
