//! A request line in several lines with labels, as the tools of browsers and as mails have it: `Request URL: …` and
//! `Request Method: …`, `:method:` and `:path:`.

use crate::text::{Edit, Span, offset};

/// Labels of the method, in lower case.
const METHOD: [&str; 6] = ["request method", "method", "http method", "http verb", "verb", ":method"];

const URL: [&str; 7] = ["request url", "request uri", "url", "uri", "endpoint", "address", ":path"];

/// Labels of lines beside them that say nothing about the request. The name of the panel is one.
const OTHERS: [&str; 7] =
    ["general", "status code", "remote address", "referrer policy", "request version", ":scheme", "protocol"];

/// Labels of the host, where the URL is a path.
const HOST: [&str; 1] = [":authority"];

/// How many lines are looked at.
const MOST: usize = 8;

/// The request that several labelled lines describe, and the edits that make one line of them.
#[derive(Debug)]
pub(super) struct Labelled {
    pub(super) method: Span,
    pub(super) url: Span,
    pub(super) label: Span,
    /// All of the lines, without the last line end.
    pub(super) span: Span,
    pub(super) edits: Vec<Edit>,
}

/// A label of a line with its value, which may be in the line below.
struct Line<'t> {
    label: &'t str,
    label_span: Span,
    value: Span,
    /// Where the next line begins.
    behind: u32,
}

/// Reads the lines at the beginning of `span`, or `None` if they are not a labelled request line.
pub(super) fn read(text: &str, span: Span) -> Option<Labelled> {
    let (mut method, mut url, mut host) = (None, None, None);
    let mut first = None;
    let (mut at, mut end) = (span.start, span.start);
    for _ in 0..MOST {
        let Some(line) = line(text, Span::new(at, span.end)) else { break };
        let is = |labels: &[&str]| labels.iter().any(|label| line.label.eq_ignore_ascii_case(label));
        if is(&METHOD) && method.is_none() {
            method = Some(line.value);
        } else if is(&URL) && url.is_none() {
            url = Some(line.value);
        } else if is(&HOST) {
            host = Some(line.value);
        } else if !is(&OTHERS) {
            break;
        }
        first = first.or(Some(line.label_span));
        end = line.value.end.max(line.label_span.end);
        at = line.behind;
    }
    let (method, url) = (method?, url?);
    let name = method.of(text);
    let target = url.of(text);
    let is_method = super::request_line::METHODS.iter().any(|known| known.eq_ignore_ascii_case(name));
    let is_target = target.starts_with('/') || target.contains("://") || target.starts_with("{{");
    if !is_method || !is_target || target.contains(char::is_whitespace) {
        return None;
    }
    let span = Span::new(first?.start, end);
    let host =
        host.filter(|_| target.starts_with('/')).map_or(String::new(), |host| format!("https://{}", host.of(text)));
    let edits = vec![Edit::replace(span, format!("{} {host}{target}", name.to_ascii_uppercase()))];
    Some(Labelled { method, url, label: first?, span, edits })
}

/// The labelled line that `rest` begins with.
fn line(text: &str, rest: Span) -> Option<Line<'_>> {
    let words = rest.of(text);
    let length = words.find('\n').unwrap_or(words.len());
    let first = &words[..length];
    let trimmed = first.trim();
    let lead = first.len() - first.trim_start().len();
    // A label may begin with a colon itself.
    let colon = trimmed.get(1..).and_then(|rest| rest.find(':')).map(|colon| colon + 1);
    let label = &trimmed[..colon.unwrap_or(trimmed.len())];
    if label.is_empty() || label.len() > 20 {
        return None;
    }
    let place = |start: usize, end: usize| Span::new(rest.start + offset(start), rest.start + offset(end));
    let label_span = place(lead, lead + label.len());
    let value = colon.map_or("", |colon| &trimmed[colon + 1..]);
    let mut behind = (length + 1).min(words.len());
    let value_at = lead + trimmed.len() - value.trim_start().len();
    let mut span = place(value_at, value_at + value.trim().len());
    if value.trim().is_empty() && colon.is_some() {
        let below = &words[behind..];
        let below_length = below.find('\n').unwrap_or(below.len());
        let below_words = &below[..below_length];
        let start = behind + below_words.len() - below_words.trim_start().len();
        span = place(start, start + below_words.trim().len());
        behind = (behind + below_length + 1).min(words.len());
    }
    Some(Line { label, label_span, value: span, behind: rest.start + offset(behind) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply;

    #[test]
    fn labels_make_a_request_line() {
        for (text, expected) in [
            ("Request URL: https://a/b\nRequest Method: POST\nX-A: b\n", "POST https://a/b\nX-A: b\n"),
            (
                "Request URL:\nhttps://a/b\nRequest Method:\nPOST\nStatus Code:\n400 Bad Request\n\n{}",
                "POST https://a/b\n\n{}",
            ),
            ("General\r\nRequest URL: https://a/b\r\nRequest Method: POST\r\n\r\n{}", "POST https://a/b\r\n\r\n{}"),
            ("method: post\nurl: /v1.0/a", "POST /v1.0/a"),
            (
                ":method: POST\n:path: /v1.0/a\n:authority: b\n:scheme: https\naccept: c",
                "POST https://b/v1.0/a\naccept: c",
            ),
        ] {
            let found = read(text, Span::whole(text)).expect("it is one");
            assert_eq!(apply(text, &found.edits), expected);
        }
        for text in
            ["", "POST /a\nUrl: /b\nMethod: POST", "Url: /a\n\n{}", "Method: POST\nUrl: nowhere", "a: b\nurl: /c"]
        {
            assert!(read(text, Span::whole(text)).is_none(), "{text}");
        }
    }
}
