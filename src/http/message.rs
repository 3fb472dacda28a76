//! A message as text: a start line, headers, a blank line, a body (RFC 9112 section 2.1).

use super::header_line::{decorated_header, header, is_body_label, is_header};
use super::parts::{Header, Message, MessageError, MessageErrorKind, RequestLineFault, StartLine};
use super::{labelled_lines, request_line, status_line};
use crate::text::{Edit, Span, offset};

/// Reads the message in `span` of `text`.
#[must_use]
pub fn read(text: &str, span: Span) -> Message {
    let mut message = Message::default();
    let mut lines = Lines { text, at: span.start, end: span.end };
    lines.skip_mark();
    lines.skip_blank();
    lines.skip_conflict(&mut message);
    lines.skip_label(&mut message);
    let first = lines.at;
    let first_line = lines.peek();
    if let Some((start, decorated)) = first_line.and_then(|line| decorated_line(text, line)) {
        let kind = MessageErrorKind::MalformedRequestLine(decorated.fault);
        message.syntax_error(kind, decorated.place, decorated.edits);
        message.start = Some(start);
        lines.next();
        headers(&mut message, &mut lines);
        return ended(message, &lines);
    }
    if let Some(labelled) = labelled_lines::read(text, Span::new(lines.at, lines.end)) {
        let kind = MessageErrorKind::MalformedRequestLine(RequestLineFault::Labelled);
        message.syntax_error(kind, labelled.label, labelled.edits);
        message.start =
            Some(StartLine::Request { span: labelled.span, method: Some(labelled.method), url: labelled.url });
        lines.at = labelled.span.end;
        lines.next();
        headers(&mut message, &mut lines);
        return ended(message, &lines);
    }
    if let Some((start, gap)) = first_line.and_then(|line| parted_line(text, line, lines.end)) {
        let edits = vec![Edit::replace(gap, " ")];
        message.syntax_error(MessageErrorKind::MalformedRequestLine(RequestLineFault::Parted), gap, edits);
        message.start = Some(start);
        lines.next();
        lines.next();
        headers(&mut message, &mut lines);
        return ended(message, &lines);
    }
    match first_line.and_then(|line| start_line(text, line)) {
        Some(start) => {
            if let StartLine::Request { method: None, url, .. } = start {
                message.syntax_error(MessageErrorKind::MissingMethod, Span::gap(url.start), Vec::new());
            }
            message.start = Some(start);
            lines.next();
        }
        None if lines.at < lines.end => {
            message.syntax_error(MessageErrorKind::MissingRequestLine, Span::gap(first), Vec::new())
        }
        None => {}
    }
    headers(&mut message, &mut lines);
    ended(message, &lines)
}

/// The request line that is in `line` with something beside it.
fn decorated_line(text: &str, line: Span) -> Option<(StartLine, request_line::Decorated)> {
    let words = line.of(text);
    // Other blanks than those of HTTP become part of the method or of the URL.
    let blanks = [' ', '\t', '\r'];
    let trimmed = words.trim_matches(blanks);
    let trimmed = trimmed.strip_suffix(PRIOR_KNOWLEDGE).filter(|rest| rest.contains(" HTTP/2")).unwrap_or(trimmed);
    let start = line.start + offset(words.len() - words.trim_start_matches(blanks).len());
    let decorated = request_line::read(trimmed, start).or_else(|| request_line::read_reversed(trimmed, start))?;
    let span = Span::new(start, start + offset(trimmed.len()));
    Some((StartLine::Request { span, method: Some(decorated.method), url: decorated.url }, decorated))
}

/// The request line whose method is in `line`, and whose URL in the next one, with the gap between them.
fn parted_line(text: &str, line: Span, end: u32) -> Option<(StartLine, Span)> {
    let method = line.of(text).trim_end();
    if !request_line::METHODS.contains(&method) {
        return None;
    }
    let method = Span::new(line.start, line.start + offset(method.len()));
    let next = Lines { text, at: line.end, end };
    let rest = Span::new(line.end, end).of(text);
    let at = line.end + offset(rest.len() - rest.trim_start_matches(['\r', '\n']).len());
    let url = Lines { at, ..next }.peek()?;
    let words = url.of(text).trim_end();
    let is_url = rest.trim_start_matches('\r').starts_with('\n')
        && at - line.end <= 2
        && (words.starts_with("https://") || words.starts_with("http://"))
        && !words.contains(' ');
    let url = Span::new(url.start, url.start + offset(words.len()));
    is_url.then(|| {
        (StartLine::Request { span: method.join(url), method: Some(method), url }, Span::new(method.end, url.start))
    })
}

/// The message with its body, which is all that is left.
fn ended(mut message: Message, lines: &Lines<'_>) -> Message {
    let body = lines.trimmed_rest();
    message.body = (!body.is_empty()).then_some(body);
    message.syntax_errors.sort_by_key(|syntax_error| syntax_error.span);
    // A fix would leave the markers.
    if message.syntax_errors.iter().any(|error| error.kind == MessageErrorKind::ConflictMarker) {
        message.syntax_errors.iter_mut().for_each(|error| error.edits.clear());
    }
    message
}

/// Whether a line is a marker of an unfinished merge that begins with `mark`.
fn is_marker(words: &str, mark: &str) -> bool {
    words.strip_prefix(mark).is_some_and(|rest| rest.trim().is_empty() || rest.starts_with(' '))
}

/// Reads headers up to the blank line, or up to what can be no header.
fn headers(message: &mut Message, lines: &mut Lines<'_>) {
    loop {
        lines.skip_conflict(message);
        let Some(line) = lines.peek() else { return };
        let words = line.of(lines.text);
        if words.trim().is_empty() {
            let blank = lines.skip_blank();
            let more = message.headers.is_empty()
                && message.start.is_some()
                && lines.peek().is_some_and(|line| is_header(line.of(lines.text)));
            if !more {
                return;
            }
            message.syntax_error(MessageErrorKind::BlankLineBeforeHeaders, blank, vec![Edit::delete(blank)]);
            continue;
        }
        if is_body_label(words) && message.start.is_some() {
            lines.next();
            lines.skip_blank();
            return;
        }
        // As far as the request line is indented, the headers may be.
        let indent = words.len() - words.trim_start_matches([' ', '\t']).len();
        let is_indented = indent > 0 && message.start.is_some_and(|start| lines.is_indented(start.span()));
        let (line, words) = match &words[indent..] {
            rest if is_indented && is_header(rest) => (Span::new(line.start + offset(indent), line.end), rest),
            _ => (line, words),
        };
        match decorated_header(line, words).or_else(|| header(line, words)) {
            Some((header, fault)) => {
                if let Some((fault, span, edits)) = fault {
                    message.syntax_error(MessageErrorKind::MalformedHeader(fault), span, edits);
                }
                message.headers.push(header);
                lines.next();
            }
            None => {
                if message.start.is_some() || !message.headers.is_empty() {
                    let gap = Span::gap(line.start);
                    let line_break = if lines.text[..line.start as usize].ends_with("\r\n") { "\r\n" } else { "\n" };
                    message.syntax_error(
                        MessageErrorKind::MissingBlankLine,
                        gap,
                        vec![Edit::insert(gap.start, line_break)],
                    );
                }
                return;
            }
        }
    }
}

impl Message {
    fn syntax_error(&mut self, kind: MessageErrorKind, span: Span, edits: Vec<Edit>) {
        self.syntax_errors.push(MessageError { kind, span, edits });
    }

    /// The header of this name; the last one, if there are several.
    #[must_use]
    pub(crate) fn header(&self, text: &str, name: &str) -> Option<&Header> {
        self.headers.iter().rev().find(|header| header.name.of(text).eq_ignore_ascii_case(name))
    }
}

/// Whether `word` is a method as people write it, perhaps with a digit for a letter (RFC 9110 section 9.1 allows more).
fn is_method(word: &str) -> bool {
    (3..=10).contains(&word.len())
        && word.starts_with(|first: char| first.is_ascii_alphabetic())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_target(word: &str) -> bool {
    word.starts_with('/')
        || word.starts_with("{{")
        || word.contains("://")
        || word.contains('/') && !word.ends_with(':')
}

/// Whether a line is a status line, be it one without the version of HTTP.
pub(crate) fn is_status_line(words: &str) -> bool {
    status_line::code(words.trim()).is_some()
}

/// What the HTTP client of JetBrains allows after a version.
pub(super) const PRIOR_KNOWLEDGE: &str = " (Prior Knowledge)";

fn start_line(text: &str, line: Span) -> Option<StartLine> {
    let words = line.of(text);
    let lead = offset(words.len() - words.trim_start().len());
    let trimmed = words.trim();
    let span = Span::new(line.start + lead, line.start + lead + offset(trimmed.len()));
    if let Some(code) = status_line::code(trimmed) {
        let code = Span::new(span.start + offset(code.start), span.start + offset(code.end));
        return Some(StartLine::Status { span, code });
    }
    if trimmed.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("HTTP/") || start.eq_ignore_ascii_case("HTTP "))
    {
        let code = trimmed.find(' ').map(|at| at + 1)?;
        // `HTTP 201/Created` is how some pages write it.
        let length = trimmed[code..].find([' ', '/']).unwrap_or(trimmed.len() - code);
        if trimmed.as_bytes().get(4) == Some(&b' ') && !trimmed[code..].starts_with(|it: char| it.is_ascii_digit()) {
            return None;
        }
        let start = span.start + offset(code);
        return Some(StartLine::Status { span, code: Span::new(start, start + offset(length)) });
    }
    let (first, rest) = trimmed.split_once([' ', '\t']).unwrap_or((trimmed, ""));
    let (method, target) = match rest.trim_start() {
        target if is_method(first) && is_target(target) => (Some(first), target),
        _ if is_target(first) && !first.starts_with("//") => (None, trimmed),
        _ => return None,
    };
    let target = target.strip_suffix(PRIOR_KNOWLEDGE).unwrap_or(target);
    // A target may hold spaces where a placeholder does: `{id | userPrincipalName}`.
    let target = match target.rsplit_once([' ', '\t']) {
        Some((target, version)) if version.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("HTTP/")) => {
            target.trim_end()
        }
        _ => target,
    };
    let begin = method.map_or(0, |_| trimmed.len() - rest.trim_start().len());
    let start = span.start + offset(begin);
    let method = method.map(|method| Span::new(span.start, span.start + offset(method.len())));
    Some(StartLine::Request { span, method, url: Span::new(start, start + offset(target.len())) })
}

/// The lines of a part of a text.
struct Lines<'t> {
    text: &'t str,
    at: u32,
    end: u32,
}

impl Lines<'_> {
    /// The line that begins here, without its line end.
    fn peek(&self) -> Option<Span> {
        let rest = Span::new(self.at, self.end).of(self.text);
        let length = rest.find('\n').unwrap_or(rest.len());
        let words = rest[..length].trim_end_matches('\r');
        (self.at < self.end).then(|| Span::new(self.at, self.at + offset(words.len())))
    }

    fn next(&mut self) {
        let rest = Span::new(self.at, self.end).of(self.text);
        self.at = rest.find('\n').map_or(self.end, |length| self.at + offset(length) + 1);
    }

    /// Goes after the markers of an unfinished merge that begin here, and after all that is between the last two: the version
    /// that is not read. The first marker is recorded.
    fn skip_conflict(&mut self, message: &mut Message) {
        let has_begun = |message: &Message| {
            message.syntax_errors.iter().any(|error| error.kind == MessageErrorKind::ConflictMarker)
        };
        while let Some(line) = self.peek() {
            let words = line.of(self.text);
            if is_marker(words, "<<<<<<<") {
                message.syntax_error(MessageErrorKind::ConflictMarker, line, Vec::new());
                self.next();
            } else if has_begun(message) && is_marker(words, ">>>>>>>") {
                self.next();
            } else if has_begun(message) && (is_marker(words, "=======") || is_marker(words, "|||||||")) {
                let start = self.at;
                while self.peek().is_some_and(|line| !is_marker(line.of(self.text), ">>>>>>>")) {
                    self.next();
                }
                if self.at >= self.end {
                    // The body has the rest.
                    self.at = start;
                    self.next();
                }
            } else {
                return;
            }
        }
    }

    /// Goes after a line that only says that a request follows, `Request:`, and after a ruler, and records it.
    fn skip_label(&mut self, message: &mut Message) {
        let is_ruler =
            |words: &str| words.len() >= 3 && words.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'*' | b'_'));
        let is_label = |words: &str| {
            let words = words.trim_end_matches(':').trim_matches(['*', '_', '#', ' ']);
            ["request", "http request", "raw request"].iter().any(|label| words.eq_ignore_ascii_case(label))
        };
        let (start, mut first) = (self.at, None);
        while let Some(line) = self.peek() {
            let words = line.of(self.text).trim();
            if !words.is_empty() && !is_ruler(words) && !is_label(words) {
                break;
            }
            first = first.or(Some(line).filter(|_| !words.is_empty()));
            self.next();
        }
        let is_request = self
            .peek()
            .is_some_and(|line| start_line(self.text, line).is_some() || decorated_line(self.text, line).is_some());
        match first.filter(|_| is_request) {
            Some(label) => {
                let kind = MessageErrorKind::MalformedRequestLine(RequestLineFault::Decoration);
                message.syntax_error(kind, label, vec![Edit::delete(Span::new(start, self.at))]);
            }
            None => self.at = start,
        }
    }

    /// Whether blanks are before `span` in its line.
    fn is_indented(&self, span: Span) -> bool {
        self.text.get(..span.start as usize).is_some_and(|before| before.ends_with([' ', '\t']))
    }

    /// Goes after a byte order mark, which is not part of a line.
    fn skip_mark(&mut self) {
        let mark = '\u{FEFF}';
        if Span::new(self.at, self.end).of(self.text).starts_with(mark) {
            self.at += offset(mark.len_utf8());
        }
    }

    /// Skips all blank lines, and returns where they are.
    fn skip_blank(&mut self) -> Span {
        let start = self.at;
        while self.peek().is_some_and(|line| line.of(self.text).trim().is_empty()) {
            self.next();
        }
        Span::new(start, self.at)
    }

    /// What is left, without space around it.
    fn trimmed_rest(&self) -> Span {
        let rest = Span::new(self.at, self.end).of(self.text);
        let start = self.at + offset(rest.len() - rest.trim_start().len());
        Span::new(start, start.max(self.at + offset(rest.trim_end().len())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::HeaderFault;
    use super::*;

    fn kinds(text: &str) -> Vec<MessageErrorKind> {
        let message = read(text, Span::whole(text));
        message.syntax_errors.iter().map(|syntax_error| syntax_error.kind).collect()
    }

    #[test]
    fn a_message_has_parts() {
        let text = "POST https://a/{id | name} HTTP/1.1\r\nContent-type: text/plain \r\nX:\r\n\r\n\r\n{ }\r\n\r\n";
        let message = read(text, Span::whole(text));
        let Some(StartLine::Request { method, url, .. }) = message.start else { panic!("no request: {message:?}") };
        assert_eq!(method.map(|span| span.of(text)), Some("POST"));
        assert_eq!(url.of(text), "https://a/{id | name}");
        assert_eq!(message.header(text, "CONTENT-TYPE").map(|header| header.value.of(text)), Some("text/plain"));
        assert_eq!(message.headers.len(), 2);
        assert_eq!(message.body.map(|span| span.of(text)), Some("{ }"));
        assert_eq!(message.syntax_errors, []);
    }

    #[test]
    fn an_answer_has_a_status() {
        let text = "HTTP/1.1 200 OK\nContent-Type: application/json\n{}";
        let message = read(text, Span::whole(text));
        assert!(matches!(message.start, Some(StartLine::Status { code, .. }) if code.of(text) == "200"));
        assert_eq!(
            message.syntax_errors.iter().map(|syntax_error| syntax_error.kind).collect::<Vec<_>>(),
            [MessageErrorKind::MissingBlankLine]
        );
        assert_eq!(message.body.map(|span| span.of(text)), Some("{}"));
    }

    #[test]
    fn syntax_errors_are_distinguished() {
        use HeaderFault::{Decorated, NoColon, NoSpaceBehindColon, SpaceBeforeColon};
        for (text, expected) in [
            ("POST /a\n\nContent-Type: b\n\n{}", vec![MessageErrorKind::BlankLineBeforeHeaders]),
            ("POST /a\n\n\"key\": 1", vec![]),
            ("POST /a\n{}", vec![MessageErrorKind::MissingBlankLine]),
            ("Content-Type: b\n\n{}", vec![MessageErrorKind::MissingRequestLine]),
            ("https://a/b", vec![MessageErrorKind::MissingMethod]),
            ("GET /a\nContent-Type b", vec![MessageErrorKind::MalformedHeader(NoColon)]),
            ("GET /a\nAccept : b", vec![MessageErrorKind::MalformedHeader(SpaceBeforeColon)]),
            ("GET /a\nAccept:b", vec![MessageErrorKind::MalformedHeader(NoSpaceBehindColon)]),
            (
                "GET /a\n<<<<<<< a\nAccept: b\n=======\nAccept: c\n>>>>>>> b\nHost: d",
                vec![MessageErrorKind::ConflictMarker],
            ),
            ("<<<<<<< a\nGET /a\n=======\nGET /b\n>>>>>>> b\nHost: d", vec![MessageErrorKind::ConflictMarker]),
            ("GET /a\nAccept:\u{a0}b", vec![MessageErrorKind::MalformedHeader(HeaderFault::OddBlank)]),
            ("GET /a\n- Accept: b", vec![MessageErrorKind::MalformedHeader(Decorated)]),
            ("GET /a\n'Content-Type' = 'b'", vec![MessageErrorKind::MalformedHeader(Decorated)]),
            ("GET /a\n\"Content-Type\": \"b\",", vec![MessageErrorKind::MalformedHeader(Decorated)]),
            ("", vec![]),
        ] {
            assert_eq!(kinds(text), expected, "{text}");
        }
    }
}
