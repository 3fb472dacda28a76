//! A request that came in, as a text that can be checked: what the client would have sent to the service.

use crate::check::Checker;
use crate::finding::{Finding, Fix, Label};
use crate::http::{Header, Message, StartLine};
use crate::input::{Input, Opened};
use crate::inputs;
use crate::report::Checked;
use crate::request::{Bodies, ContainerKind, Notes, RawRequest};
use crate::rule::Context;
use crate::source::{Encoding, Source};
use crate::text::mapped::MappedText;
use crate::text::{Edit, Span, offset};

/// Where requests would have gone.
pub(super) const HOST: &str = "https://graph.microsoft.com";

/// Headers about the connection, or about how the body was framed. They are not part of the request that the service would get.
const OF_CONNECTION: [&str; 14] = [
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "origin",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The headers that the service would get.
pub(super) fn sent(headers: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    let is_sent = |name: &str| !OF_CONNECTION.iter().any(|known| known.eq_ignore_ascii_case(name));
    headers.iter().filter(move |(name, _)| is_sent(name)).map(|(name, value)| (name.as_str(), value.as_str()))
}

/// Reads what [`text`] writes. It is asked by name, so it claims nothing.
const INPUT: Input = Input {
    name: "request",
    extensions: &[],
    json: false,
    claims: |_| None,
    open: |source| Opened::new(std::iter::once(read(source.text()))),
    names_files: false,
    by_line: false,
    comments: None,
};

/// The same of a request whose body could not be decoded: it has one, which nobody can see.
static UNSEEN: Input = Input {
    open: |source| {
        let raw = read(source.text());
        let message = Message { body_elsewhere: true, ..raw.message };
        Opened::new(std::iter::once(RawRequest { message, ..raw }))
    },
    ..INPUT
};

/// Request line, headers, a blank line, the body as it came. `target` begins with a slash.
fn text<'h>(method: &str, target: &str, headers: impl Iterator<Item = (&'h str, &'h str)>, body: &str) -> String {
    let mut text = format!("{method} {HOST}{target}");
    for (name, value) in headers {
        text.extend(["\n", name, ": ", value]);
    }
    text.push_str("\n\n");
    text.push_str(body);
    text
}

/// Where the body begins in a text of [`text`].
pub(super) fn body_start(text: &str) -> u32 {
    memchr::memmem::find(text.as_bytes(), b"\n\n").map_or(offset(text.len()), |at| offset(at + 2))
}

/// The request in a text of [`text`], whose form is known: nothing in it is guessed, whatever the client sent.
pub(crate) fn read(text: &str) -> RawRequest<'_> {
    let body = body_start(text);
    let head = text.get(..body as usize).unwrap_or_default().trim_end_matches('\n');
    let mut message = Message::default();
    let mut at = 0;
    for line in head.split('\n') {
        let place = |from: usize, to: usize| Span::new(offset(at + from), offset(at + to));
        if at == 0 {
            let space = line.find(' ').unwrap_or(line.len());
            let url = place((space + 1).min(line.len()), line.len());
            let start = StartLine::Request { span: place(0, line.len()), method: Some(place(0, space)), url };
            message.start = Some(start);
        } else if let Some(colon) = line.find(": ") {
            let (name, value) = (place(0, colon), place(colon + 2, line.len()));
            message.headers.push(Header { span: place(0, line.len()), name, value });
        }
        at += line.len() + 1;
    }
    message.body = ((body as usize) < text.len()).then(|| Span::new(body, offset(text.len())));
    RawRequest {
        name: None,
        container: ContainerKind::Recording,
        mapped: MappedText::whole(text),
        message,
        response: None,
        notes: Notes::default(),
        bodies: Bodies::default(),
    }
}

/// Checks a request; `watch` gets it as it was read. `is_unseen` says that it has a body which could not be decoded. None of a
/// request that is larger than any source may be.
pub(super) fn check<'h>(
    checker: &Checker,
    method: &str,
    target: &str,
    headers: impl Iterator<Item = (&'h str, &'h str)>,
    body: &[u8],
    is_unseen: bool,
    watch: &mut dyn FnMut(&Context<'_>),
) -> Option<Checked> {
    // A body that is not UTF-8 is read as well as it can be, and said to be none. UTF-16 has zeros where its letters are ASCII.
    let is_utf8 = std::str::from_utf8(body).is_ok() && !body.contains(&0);
    let foreign = if is_utf8 { None } else { Source::from_bytes("body", body.to_vec()).ok() };
    let words = match &foreign {
        Some(source) => source.text(),
        None => std::str::from_utf8(body).unwrap_or_default(),
    };
    let text = text(method, target, headers, words);
    let start = body_start(&text);
    let input = if is_unseen { &UNSEEN } else { &INPUT };
    let mut checked = checker.check_watched(Source::new("request", text).ok()?, input, watch);
    // It is written into no file: a client has got it, and sends it.
    checked.findings.retain(|finding| finding.rule.id != TOKEN);
    if let Some(source) = foreign.filter(|source| *source.encoding() != Encoding::Utf8) {
        let of_body = checker.check_as(source, inputs::BODY);
        let encoding = of_body.findings.into_iter().filter(|finding| finding.rule.id == ENCODING);
        checked.findings.extend(encoding.map(|finding| moved(&finding, |at| at.saturating_add(start))));
        checked.findings.sort_by_key(|finding| (finding.span, finding.rule.id));
    }
    Some(checked)
}

/// The rule about tokens that are written down.
pub(super) const TOKEN: &str = "hardcoded-token";

/// The rule about the encoding of a source, which is that of the body here.
pub(super) const ENCODING: &str = "not-utf8";

/// The findings that lie in the body, as findings in the body alone, and the others as they are.
pub(super) fn parted(checked: &Checked) -> Parted {
    let text = checked.source.text();
    let start = body_start(text);
    let is_inside = |finding: &Finding| {
        let labels = finding.labels.iter().map(|label| label.span);
        let edits = finding.fix.iter().flat_map(Fix::edits).map(|edit| edit.span);
        std::iter::once(finding.span).chain(labels).chain(edits).all(|span| span.start >= start)
    };
    let body = text.get(start as usize..).unwrap_or_default();
    let body = (!checked.findings.is_empty()).then(|| Source::new("body", body).ok()).flatten();
    let findings = checked.findings.iter().map(|finding| {
        let inside = body.is_some() && is_inside(finding) && finding.span.start >= start;
        if inside { (true, moved(finding, |at| at.saturating_sub(start))) } else { (false, finding.clone()) }
    });
    Parted { findings: findings.collect(), body }
}

/// Findings by the text that they are about.
pub(super) struct Parted {
    /// Each with whether it is about the body alone.
    pub(super) findings: Vec<(bool, Finding)>,
    /// The body, if there are findings.
    pub(super) body: Option<Source>,
}

fn moved(finding: &Finding, to: impl Fn(u32) -> u32) -> Finding {
    let span = |span: Span| Span::new(to(span.start), to(span.end));
    let label = |label: &Label| Label { span: span(label.span), message: label.message.clone() };
    let fix = finding.shown_fix().and_then(|fix| {
        let edits = fix.edits().iter().map(|edit| Edit { span: span(edit.span), text: edit.text.clone() });
        Fix::new(fix.safety(), fix.title().to_owned(), edits.collect())
    });
    Finding { span: span(finding.span), labels: finding.labels.iter().map(label).collect(), fix, ..finding.clone() }
}
