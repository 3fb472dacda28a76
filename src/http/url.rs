//! The parts of a URL as written: nothing is decoded or normalised before it is asked for. What is wrong with its form is noted,
//! and its parts are those that were meant.

use crate::text::{Edit, Span, offset};

/// A URL with the places of its parts. A part that is not there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Url {
    /// The whole URL, with query and fragment.
    pub span: Span,
    /// The scheme without `://`, such as `https`.
    pub scheme: Option<Span>,
    /// `graph.microsoft.com`, without user and port; `{{host}}`.
    pub host: Option<Span>,
    /// The segments of the path, empty ones included.
    pub segments: Vec<Segment>,
    /// How many segments are before the version, as a gateway of somebody else has them: 1 in `/graph/v1.0/me`. At
    /// the host of Microsoft Graph they are taken out.
    pub gateway: usize,
    /// What is after `?`, without it.
    pub query: Option<Span>,
    /// What is wrong with its form, in order.
    pub faults: Vec<UrlFault>,
}

/// What is wrong with the form of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrlFault {
    /// Which form of error it is.
    pub kind: UrlFaultKind,
    /// The smallest wrong thing; a gap where something is missing.
    pub span: Span,
    /// The edit that corrects it, if it is certain.
    pub edit: Option<Edit>,
}

/// The kinds of errors in the form of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlFaultKind {
    /// The scheme is missing: `graph.microsoft.com/v1.0/me`.
    NoScheme,
    /// The scheme is misspelt: `htps://graph.microsoft.com`.
    Scheme,
    /// The separator is damaged: `https:/host`, `https//host` or `https:host`.
    Separator,
    /// The scheme is there twice: `https://https://graph.microsoft.com`.
    SecondScheme,
    /// A second URL follows without a separator.
    SecondUrl,
    /// A host alone is before the whole URL: `https://graph.microsoft.com/https://graph.microsoft.com/v1.0/me`.
    SecondHost,
    /// Something is between the host of Microsoft Graph and the version: `/graph/v1.0/me`.
    BeforeVersion,
    /// The path names two versions: `/v1.0/v1.0/me`, `/v1.0/beta/me`.
    SecondVersion,
    /// No slash follows the version: `/v1.0me`.
    GluedVersion,
    /// A segment of the path is empty: `/users//messages`.
    EmptySegment,
    /// A slash is before the parentheses of a key: `/users/('a')`.
    SlashBeforeKey,
    /// Backslashes part the segments of the path, as on Windows.
    Backslashes,
    /// The query begins with `&`: `/users&$top=5`.
    Ampersand,
    /// A second `?` is before another option of the query: `?$top=5?$select=id`.
    SecondQuestionMark,
}

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// All of it, without slashes.
    pub span: Span,
    /// What is before a key in parentheses: `servicePrincipals` of `servicePrincipals('…')`.
    pub name: Span,
    /// The key in OData's parentheses, without these and without quotes.
    pub key: Option<Span>,
}

/// The most segments that a gateway has before the version.
const GATEWAY: usize = 4;

impl Url {
    /// Takes the URL in `span` of `text` apart. Slashes inside `{…}`, `<…>` and `'…'` part nothing.
    #[must_use]
    pub fn read(text: &str, span: Span) -> Self {
        let mut url = Self { span, ..Self::default() };
        let mut words = span.of(text);
        let place = |start: usize, end: usize| Span::new(span.start + offset(start), span.start + offset(end));
        let mut at = 0;
        if let Some((scheme, length)) = scheme(words) {
            url.scheme = Some(place(0, scheme));
            at = scheme + length;
            let name = words[..scheme].to_ascii_lowercase();
            if name != "https" && name != "http" && strsim::osa_distance(&name, "https") <= 2 {
                let (span, edit) = (place(0, scheme), Edit::replace(place(0, scheme), "https"));
                url.faults.push(UrlFault { kind: UrlFaultKind::Scheme, span, edit: Some(edit) });
            }
            if &words[scheme..at] != "://" {
                let separator = place(scheme, at);
                let edit = Some(Edit::replace(separator, "://"));
                url.faults.push(UrlFault { kind: UrlFaultKind::Separator, span: separator, edit });
            }
            while let Some(length) =
                ["https://", "http://"].iter().find_map(|it| words[at..].starts_with(it).then_some(it.len()))
            {
                let (span, edit) = (place(at, at + length), Edit::delete(place(at, at + length)));
                url.faults.push(UrlFault { kind: UrlFaultKind::SecondScheme, span, edit: Some(edit) });
                at += length;
            }
        } else if begins_with_host(words) {
            let edit = Some(Edit::insert(span.start, "https://"));
            url.faults.push(UrlFault { kind: UrlFaultKind::NoScheme, span: Span::gap(span.start), edit });
        }
        if url.scheme.is_some() || words.starts_with("{{") || !url.faults.is_empty() {
            let end = at + separator(&words[at..], &['/', '\\', '?', '#']);
            url.host = Some(place(at, end));
            at = end;
        }
        let path_end = at + separator(&words[at..], &['?', '#']);
        // A base was put before a URL that has one.
        if url.scheme.is_some()
            && let Some(second) = words[at..path_end]
                .find("https://")
                .filter(|&second| words[at..at + second].trim_matches('/').is_empty())
        {
            let mut whole = Self::read(text, Span::new(span.start + offset(at + second), span.end));
            let surplus = place(0, at + second);
            let fault = UrlFault { kind: UrlFaultKind::SecondHost, span: surplus, edit: Some(Edit::delete(surplus)) };
            whole.faults.insert(0, fault);
            return whole;
        }
        // It was pasted twice.
        if url.scheme.is_some()
            && let Some(second) = words[at..path_end].find("https://").map(|second| at + second)
        {
            let span = place(second, words.len());
            url.faults.push(UrlFault { kind: UrlFaultKind::SecondUrl, span, edit: Some(Edit::delete(span)) });
            words = &words[..second];
        }
        let mut path_end = path_end.min(words.len());
        if path_end == words.len()
            && let Some(sign) = begins_query(&words[at..]).map(|sign| at + sign)
        {
            let span = place(sign, sign + 1);
            let edit = Some(Edit::replace(span, "?"));
            url.faults.push(UrlFault { kind: UrlFaultKind::Ampersand, span, edit });
            path_end = sign;
        }
        // A path of Windows.
        let is_windows = url.host.is_some() && words[at..].starts_with('\\');
        if is_windows {
            let span = place(at, path_end);
            let edit = Some(Edit::replace(span, words[at..path_end].replace('\\', "/")));
            url.faults.push(UrlFault { kind: UrlFaultKind::Backslashes, span, edit });
        }
        if words[at..].starts_with(['/', '\\']) {
            at += 1;
        }
        let slashes: &[char] = if is_windows { &['/', '\\'] } else { &['/'] };
        while at <= path_end {
            let end = at + separator(&words[at..path_end], slashes);
            url.segments.push(segment(&words[at..end], span.start + offset(at)));
            at = end + 1;
        }
        if url.segments.last().is_some_and(|last| last.span.is_empty()) {
            url.segments.pop();
        }
        if words[path_end..].starts_with(['?', '&']) {
            let end = path_end + words[path_end..].find('#').unwrap_or(words.len() - path_end);
            url.query = Some(place(path_end + 1, end));
            let query = &words[path_end + 1..end];
            if let Some(sign) = query.find("?$").filter(|&sign| is_option(&query[sign + 1..])) {
                let span = place(path_end + 1 + sign, path_end + 2 + sign);
                let edit = Some(Edit::replace(span, "&"));
                url.faults.push(UrlFault { kind: UrlFaultKind::SecondQuestionMark, span, edit });
            }
        }
        url.read_keys_apart();
        url.part_versions(text);
        url.note_empty_segments(text);
        url
    }

    /// Takes a key in parentheses that has a slash before it for a segment: `users/('a')`.
    fn read_keys_apart(&mut self) {
        let is_apart = |segment: &Segment| segment.name.is_empty() && segment.key.is_some_and(|key| !key.is_empty());
        while let Some(at) = self.segments.iter().skip(1).position(is_apart) {
            let (before, apart) = (self.segments[at].span, self.segments[at + 1].span);
            let Some(key) = self.segments[at + 1].key else { return };
            let slash = Span::new(before.end, apart.start);
            let edit = Some(Edit::delete(slash));
            self.faults.push(UrlFault { kind: UrlFaultKind::SlashBeforeKey, span: slash, edit });
            self.segments[at + 1] = Segment { span: key, name: key, key: None };
        }
    }

    /// Notes what is between the host and the version, and takes it out if the host is that of Microsoft Graph.
    fn note_gateway(&mut self, text: &str) {
        const HOST: &str = "graph.microsoft.";
        let is_plain = |segment: &Segment| {
            let words = segment.span.of(text);
            !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let version = self.segments.iter().take(GATEWAY + 1).position(|segment| is_version(segment.span.of(text)));
        self.gateway = version.filter(|&version| self.segments[..version].iter().all(is_plain)).unwrap_or_default();
        let is_graph = self
            .host
            .is_some_and(|host| host.of(text).get(..HOST.len()).is_some_and(|start| start.eq_ignore_ascii_case(HOST)));
        let before = &self.segments[..self.gateway];
        if !is_graph || before.is_empty() || before.iter().any(|segment| segment.span.of(text).starts_with(['v', 'V']))
        {
            return;
        }
        let span = Span::new(self.segments[0].span.start, self.segments[self.gateway].span.start);
        self.faults.push(UrlFault { kind: UrlFaultKind::BeforeVersion, span, edit: Some(Edit::delete(span)) });
        self.segments.drain(..self.gateway);
        self.gateway = 0;
    }

    /// Parts a version from the segment that it is glued to, and takes a second one out.
    fn part_versions(&mut self, text: &str) {
        self.note_gateway(text);
        let Some(first) = self.segments.iter().position(|segment| !segment.span.is_empty()) else { return };
        let words = self.segments[first].span.of(text);
        if let Some(length) = glued_version(words) {
            let span = self.segments[first].span;
            let gap = Span::gap(span.start + offset(length));
            let edit = Some(Edit::insert(gap.start, "/"));
            self.faults.push(UrlFault { kind: UrlFaultKind::GluedVersion, span, edit });
            self.segments[first] = segment(&words[..length], span.start);
            self.segments.insert(first + 1, segment(&words[length..], gap.start));
        }
        let is_version_at =
            |index: usize| self.segments.get(index).is_some_and(|segment| is_version(segment.span.of(text)));
        if is_version_at(first) && is_version_at(first + 1) {
            let (one, other) = (self.segments[first].span, self.segments[first + 1].span);
            let is_same = one.of(text).eq_ignore_ascii_case(other.of(text));
            let edit = is_same.then(|| Edit::delete(Span::new(one.end, other.end)));
            self.faults.push(UrlFault { kind: UrlFaultKind::SecondVersion, span: other, edit });
            self.segments.remove(first + 1);
        }
    }

    /// Notes the empty segments, but for one after the version: the SDKs send it, and the service takes it.
    fn note_empty_segments(&mut self, text: &str) {
        let is_behind_version =
            |at: usize| at.checked_sub(1).is_some_and(|before| is_version(self.segments[before].span.of(text)));
        let empty = self.segments.iter().enumerate().filter(|(at, it)| it.span.is_empty() && !is_behind_version(*at));
        self.faults.extend(empty.map(|(_, segment)| segment).map(|segment| UrlFault {
            kind: UrlFaultKind::EmptySegment,
            span: segment.span,
            edit: Some(Edit::delete(Span::new(segment.span.start, segment.span.start + 1))),
        }));
    }
}

/// The offset of an `&` in a path, with options of a query after it and nothing of a path.
fn begins_query(path: &str) -> Option<usize> {
    let sign = separator(path, &['&']);
    let rest = path.get(sign + 1..)?;
    (is_option(rest) && separator(rest, &['/']) == rest.len()).then_some(sign)
}

/// Whether a name and `=` are here, as in a query.
fn is_option(words: &str) -> bool {
    let words = words.strip_prefix('$').unwrap_or(words);
    let name = words.bytes().take_while(u8::is_ascii_alphabetic).count();
    name > 0 && words[name..].starts_with('=')
}

/// The bytes of the scheme at the beginning of `words`, and of the sign after it, be it the wrong one.
fn scheme(words: &str) -> Option<(usize, usize)> {
    if let Some(scheme) = words.find("://").filter(|&at| words[..at].bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        let slashes = words[scheme + 3..].bytes().take_while(|&byte| byte == b'/').count();
        // `file:///a` has no host.
        let more = if words[..scheme].eq_ignore_ascii_case("file") { 0 } else { slashes };
        return Some((scheme, 3 + more));
    }
    let length = ["https", "http"].into_iter().find_map(|known| {
        words.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known)).then_some(known.len())
    })?;
    let sign = words[length..].bytes().take_while(|byte| matches!(byte, b':' | b'/' | b';' | b'\\')).count();
    let is_host = words[length + sign..].starts_with(|it: char| it.is_ascii_alphanumeric());
    (sign > 0 && is_host && begins_with_host(&words[length + sign..])).then_some((length, sign))
}

/// Whether the first part of `words` is the name of a host: labels with dots between them, the last one of letters only.
fn begins_with_host(words: &str) -> bool {
    let name = &words[..words.find(['/', '\\', '?', '#', ':']).unwrap_or(words.len())];
    let labels: Vec<&str> = name.split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    labels.len() >= 3
        && labels.iter().all(is_label)
        && labels.last().is_some_and(|last| last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// Whether `words` is `v1.0` or `beta`.
fn is_version(words: &str) -> bool {
    words.eq_ignore_ascii_case("beta") || words.eq_ignore_ascii_case("v1.0")
}

/// The length of the version that `words` begin with, if something is glued to it.
fn glued_version(words: &str) -> Option<usize> {
    ["v1.0", "beta"].into_iter().map(str::len).find(|&length| {
        let (Some(version), Some(rest)) = (words.get(..length), words.get(length..)) else { return false };
        is_version(version) && rest.len() > 1 && rest.bytes().all(|byte| byte.is_ascii_alphabetic())
    })
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
            '#' if is_of_gap(words, at) => {}
            _ if depth == 0 && !quoted && signs.contains(&character) => return at,
            _ => {}
        }
    }
    words.len()
}

/// Whether the `#` at `at` is a mark of a gap: `#{id}#`, `#{id}`.
#[must_use]
pub(crate) fn is_of_gap(words: &str, at: usize) -> bool {
    let closes = || {
        let open = words[..at].strip_suffix('}').and_then(|before| before.rfind('{'));
        open.is_some_and(|open| words[..open].ends_with('#'))
    };
    words[at..].starts_with("#{") || closes()
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
