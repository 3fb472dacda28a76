//! Request lines with something beside the method and the URL: `POST – https://…`, `**POST** …`, `[POST] …`, `post …`.

use super::parts::RequestLineFault;
use crate::text::{Edit, Span, offset};

/// The methods that such a line is known by.
pub(super) const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Marks of lists, quotations and prompts before the method.
const LEADS: [&str; 9] = ["- ", "* ", "+ ", "• ", "– ", "> ", "$ ", "| ", "&gt; "];

/// Words before the method: the name of a protocol or of a field, or a command.
const WORDS: [&str; 18] = [
    "-X",
    "--request",
    "-Method",
    "http",
    "https",
    "method",
    "request",
    "endpoint",
    "curl --location --request",
    "curl --request",
    "curl -X",
    "curl",
    "call",
    "url",
    "uri",
    "invoke",
    "send",
    "step",
];

/// What stands before the URL, after the method. Where an attribute of HTML begins the URL, its quotation mark ends it.
const LABELS: [&str; 12] =
    ["url:", "uri:", "URL:", "URI:", "Uri ", "uri ", "url ", "url=", "uri=", "to ", "&lt;", "<a href=\""];

/// A request line that is not written as it should be.
#[derive(Debug)]
pub(super) struct Decorated {
    pub(super) method: Span,
    /// The target, without what is around it and without the version of HTTP.
    pub(super) url: Span,
    pub(super) fault: RequestLineFault,
    pub(super) place: Span,
    pub(super) edits: Vec<Edit>,
}

/// Reads the line `words`, without space around it, that begins at `start`, or `None` if it is not a request
/// line, or a right one.
pub(crate) fn read(words: &str, start: u32) -> Option<Decorated> {
    let place = |from: usize, to: usize| Span::new(start + offset(from), start + offset(to));
    let method_at = words.len() - without_lead(words.trim_start_matches(is_blank)).len();
    let behind = &words[method_at..];
    let length = behind.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(behind.len());
    // `POSThttps://…`
    let glued = METHODS.iter().find(|method| {
        behind.strip_prefix(**method).is_some_and(|rest| rest.starts_with("https://") || rest.starts_with("http://"))
    });
    let length = glued.map_or(length, |method| method.len());
    let written = &behind[..length];
    let method = METHODS.into_iter().find(|known| known.eq_ignore_ascii_case(written))?;
    // `POST/ https://…`
    let slash = behind[length..].strip_prefix('/').filter(|rest| rest.starts_with(' '));
    let rest = slash.unwrap_or(&behind[length..]);
    let between_at = behind.len() - rest.len();
    let is_joint = |it: char| is_blank(it) || "-–—→>=|*_`'\")(][<:：,;“‘„«".contains(it);
    let target = match LABELS.iter().any(|label| label.starts_with('<') && rest.trim_start().starts_with(label)) {
        true => rest.trim_start(),
        false => rest.trim_start_matches(is_joint),
    };
    // `POST {https://…}`, `POST /https://…`
    let bare =
        target.strip_prefix(['{', '/']).filter(|bare| bare.starts_with("https://") || bare.starts_with("http://"));
    let target = bare.unwrap_or(target);
    // `POST url: https://…`
    let labelled = LABELS.iter().find_map(|label| target.strip_prefix(label));
    let attribute_end = labelled.filter(|_| target.starts_with('<')).and_then(|it| it.find('"'));
    let target = labelled.map_or(target, |target| target.trim_start().trim_start_matches(['"', '\'']));
    let between = &rest[..rest.len() - target.len()];
    if between.is_empty() && slash.is_none() && glued.is_none() || !is_target(target) {
        return None;
    }
    let target_at = words.len() - target.len();
    // What follows the version of HTTP, if anything does, is nobody's.
    let version = target.rsplit_once([' ', '\t']).filter(|(_, last)| is_version(last));
    let whole = version.map_or(target, |(target, _)| target.trim_end_matches([' ', '\t']));
    let whole = whole.trim_end_matches(is_blank);
    let whole = attribute_end.map_or(whole, |end| &target[..end]);
    let whole = without_remark(without_versions(without_continuation(whole)));
    let has_surplus = whole.len() < version.map_or(target, |(target, _)| target.trim_end_matches([' ', '\t'])).len();
    // The text and the target of a link.
    let is_link = between.contains('[') && whole.ends_with(')');
    let link = whole.find("](").filter(|_| is_link);
    let around = format!("{}{between}", &words[..method_at]);
    let url = link.map_or_else(|| without_end(whole, &around), |end| &whole[..end]);
    let has_joint = labelled.is_some() || !between.chars().all(|it| matches!(it, ' ' | '\t'));
    let has_joint = has_joint || slash.is_some() || glued.is_some();
    let is_plain = method_at == 0 && !has_joint && url.len() == whole.len() && !has_surplus;
    let method_place = place(method_at, method_at + length);
    let url_place = place(target_at, target_at + url.len());
    let (fault, wrong, edits) = if !is_plain {
        let mut edits = vec![Edit::replace(place(0, target_at), format!("{method} "))];
        let rest_end = if has_surplus { words.len() } else { target_at + whole.len() };
        let behind = place(target_at + url.len(), rest_end);
        edits.extend((!behind.is_empty()).then(|| Edit::delete(behind)));
        let wrong = match method_at {
            0 if slash.is_some() => (between_at - 1, between_at),
            0 if glued.is_some() => (0, target_at),
            0 if has_joint => match trimmed(words, method_at + length, target_at) {
                (from, to) if from == to => (method_at + length, target_at),
                place => place,
            },
            0 => match trimmed(words, target_at + url.len(), rest_end) {
                (from, to) if from == to => (target_at + url.len(), rest_end),
                place => place,
            },
            _ => match trimmed(words, 0, method_at) {
                (from, to) if from == to => (0, method_at),
                place => place,
            },
        };
        (RequestLineFault::Decoration, place(wrong.0, wrong.1), edits)
    } else if written == method {
        return None;
    } else {
        (RequestLineFault::LowerCaseMethod, method_place, vec![Edit::replace(method_place, method)])
    };
    Some(Decorated { method: method_place, url: url_place, fault, place: wrong, edits })
}

/// `target` without the sign by which a command goes on in the next line.
fn without_continuation(target: &str) -> &str {
    let rest = [" \\", " `", " ^"].iter().find_map(|sign| target.strip_suffix(sign));
    rest.map_or(target, str::trim_end)
}

/// `target` without the versions of HTTP at its end, be they written wrongly: `HTTP 1.1`, `HTTP/1.1 HTTP/1.1`.
fn without_versions(target: &str) -> &str {
    let mut rest = target;
    while let Some((before, last)) = rest.rsplit_once(is_blank) {
        let before = before.trim_end_matches(is_blank);
        let number = last.starts_with(['1', '2', '3']) && last.len() <= 3;
        let named = before.rsplit_once([' ', '\t']).filter(|(_, name)| number && name.eq_ignore_ascii_case("HTTP"));
        rest = match named {
            Some((before, _)) => before.trim_end(),
            None if is_version(last) => before,
            None => break,
        };
    }
    rest
}

/// `target` without what somebody remarks on it: `/a (v1.0)`, `/a -- provision`, `/a HTTP/1.1 200`. A space may be part of a
/// path, but no such word.
fn without_remark(target: &str) -> &str {
    let path = target.split('?').next().unwrap_or(target);
    if path.contains(['{', '<']) {
        return target;
    }
    let is_remark = |rest: &str| {
        ["(", "-- ", "- ", "– ", "// ", "# ", "HTTP/"].iter().any(|start| rest.starts_with(start))
            && !rest.contains("/v")
            && !rest.trim_start_matches("HTTP/").trim_start_matches("// ").contains('/')
    };
    let is_quoted = |at: usize| !path[..at].matches('\'').count().is_multiple_of(2);
    let found = path.match_indices(' ').find(|(at, _)| !is_quoted(*at) && is_remark(path[*at..].trim_start()));
    found.map_or(target, |(at, _)| target[..at].trim_end())
}

/// Whether a character takes no room, and came along from a page.
fn is_unseen(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
}

/// Whether a character is white space or takes no room.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() || is_unseen(character)
}

/// Whether a character is one of those, but not of the blanks that HTTP knows.
pub(super) fn is_odd_blank(character: char) -> bool {
    is_blank(character) && !matches!(character, ' ' | '\t' | '\r' | '\n')
}

/// Reads a line of a URL with its method after it: `https://… POST`.
pub(super) fn read_reversed(words: &str, start: u32) -> Option<Decorated> {
    let (url, method) = words.rsplit_once([' ', '\t'])?;
    let url = url.trim_end_matches([' ', '\t', '-', ',', '(']);
    let bare = method.trim_matches(['(', ')', '[', ']']);
    let known = METHODS.into_iter().find(|known| *known == bare)?;
    if !url.contains("://") || url.contains([' ', '\t']) {
        return None;
    }
    let place = |from: usize, to: usize| Span::new(start + offset(from), start + offset(to));
    let method_place = place(words.len() - method.len(), words.len());
    let edits = vec![Edit::insert(start, format!("{known} ")), Edit::delete(place(url.len(), words.len()))];
    let fault = RequestLineFault::Reversed;
    Some(Decorated { method: method_place, url: place(0, url.len()), fault, place: method_place, edits })
}

/// `words` without the marks before a method.
fn without_lead(words: &str) -> &str {
    let mut rest = words;
    while let Some(behind) = WORDS.iter().find_map(|word| {
        let behind =
            rest.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).map(|_| &rest[word.len()..])?;
        behind.starts_with([' ', '\t', ':']).then(|| behind.trim_start_matches([' ', '\t', ':']))
    }) {
        rest = behind;
    }
    while let Some(behind) = LEADS.iter().find_map(|lead| rest.strip_prefix(lead)) {
        rest = behind.trim_start();
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits)
        && let Some(behind) = [". ", ") "].iter().find_map(|mark| rest[digits..].strip_prefix(mark))
    {
        rest = behind.trim_start();
    }
    rest.trim_start_matches(['*', '_', '`', '[', '(', '<', '"', '\'', '“', '‘', '„', '«'])
}

/// `target` without the marks at its end that close those in `around`.
fn without_end<'t>(target: &'t str, around: &str) -> &'t str {
    const PAIRS: [(char, char); 14] = [
        ('{', '}'),
        ('|', '|'),
        ('*', '*'),
        ('_', '_'),
        ('`', '`'),
        ('"', '"'),
        ('\'', '\''),
        ('[', ']'),
        ('(', ')'),
        ('<', '>'),
        ('“', '”'),
        ('‘', '’'),
        ('„', '“'),
        ('«', '»'),
    ];
    let mut url = target.trim_end();
    if around.contains("&lt;") {
        url = url.strip_suffix("&gt;").unwrap_or(url);
    }
    loop {
        let close = PAIRS.iter().find(|(open, close)| {
            url.ends_with(*close) && around.matches(*open).count() > target[url.len()..].matches(*close).count()
        });
        match close {
            Some((_, close)) => url = url.strip_suffix(*close).unwrap_or_default().trim_end(),
            None => return url,
        }
    }
}

fn is_target(target: &str) -> bool {
    let scheme = ["http://", "https://", "http:/", "https:/"];
    target.starts_with('/')
        || target.starts_with("{{")
        || scheme.iter().any(|start| target.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start)))
        || target.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("graph."))
}

fn is_version(word: &str) -> bool {
    word.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("HTTP/"))
}

/// The place from `from` to `to` without the white space at its ends.
fn trimmed(words: &str, from: usize, to: usize) -> (usize, usize) {
    let part = &words[from..to];
    let start = from + part.len() - part.trim_start().len();
    (start, start + part.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply;

    #[test]
    fn what_stands_beside_is_taken_off() {
        let url = "https://graph.microsoft.com/v1.0/users('a')";
        for line in [
            "POST – {url}",
            "POST - {url}",
            "POST: {url}",
            "POST : {url}",
            "POST -> {url}",
            "**POST** {url}",
            "**POST {url}**",
            "`POST {url}`",
            "- POST {url}",
            "1. POST {url}",
            "[POST] {url}",
            "[POST]({url})",
            "POST <{url}>",
            "POST \"{url}\"",
            "POST “{url}”",
            "POST «{url}»",
            "POST, {url}",
            "POST url: {url}",
            "POST{url}",
            "POST->{url}",
            "-X POST {url}",
            "-X POST '{url}' \\",
            "--request POST {url}",
            "-Method POST -Uri {url}",
            "| POST | {url} |",
            "> POST {url}",
            "POST {{url}}",
            "POST /{url}",
            "POST to {url}",
            "POST url={url}",
            "POST：{url}",
            "POST\u{a0}{url}",
            "POST\u{200B} {url}",
            "POST &lt;{url}&gt;",
            "POST <a href=\"{url}\">{url}</a>",
            "POST {url} (v1.0)",
            "POST {url} -- a remark",
            "POST {url} HTTP/1.1 200",
            "&gt; POST {url}",
            "\u{a0}POST {url}",
            "POST {url}\u{a0}",
            "POST {url}\u{200B}",
            "POST {url}\u{2028}",
            "POST {url}\u{a0}HTTP/1.1",
            "curl POST {url}",
            "post {url}",
            "Post {url}",
        ] {
            let line = line.replace("{url}", url);
            let found = read(&line, 0).map(|found| (apply(&line, &found.edits), found.url.of(&line).to_owned()));
            assert_eq!(found, Some((format!("POST {url}"), url.to_owned())), "{line}");
        }
        let line = "* POST {{host}}/a HTTP/1.1";
        assert_eq!(read(line, 0).map(|found| apply(line, &found.edits)).as_deref(), Some("POST {{host}}/a HTTP/1.1"));
    }

    #[test]
    fn right_lines_and_other_lines_are_left() {
        for line in [
            "POST /a",
            "GET https://a/b('c')",
            "PUT {{a}}/b HTTP/1.1",
            "Post: see /a",
            "post office",
            "- a /b",
            "POST",
            "",
        ] {
            assert!(read(line, 0).is_none_or(|found| found.url.of(line) != "/a" && line != "POST /a"), "{line}");
        }
        assert!(
            read("POST /a", 0).is_none()
                && read("GET https://a/b('c')", 0).is_none()
                && read("post office", 0).is_none()
        );
    }
}
