//! A block of code: its fence, its words, and the messages in it.

use std::cell::OnceCell;
use std::ops::Range;

use super::Page;
use super::annotation::Annotation;
use crate::http::{self, Message, StartLine};
use crate::json::{self, Kind, SyntaxError, SyntaxErrorKind};
use crate::text::mapped::{MappedText, MappedTextBuilder};
use crate::text::{Span, offset};

/// A fenced block of a page.
#[derive(Debug)]
pub struct Block<'a> {
    /// The marks that open it.
    pub opener: Span,
    /// The words after these, with the space around them; the first of them is the language.
    pub info: Span,
    /// The language, in lower case.
    pub language: String,
    /// Whether its closing fence is there.
    pub closed: bool,
    /// Whether it is not a block of a fence, but of indented lines. Its marks and its language are then empty.
    pub is_indented: bool,
    /// What the comment before it says.
    pub annotation: Option<Annotation>,
    /// The text in which the places below lie.
    pub mapped: MappedText<'a>,
    /// The text between the two fences.
    pub content: Span,
    /// The first line that opens a block inside this one. The line of the page; it is not part of the words.
    pub inner_fence: Option<Span>,
    /// Where the page goes on in a block whose closing fence is forgotten: the line of the page with the comment or heading
    /// before another fence, or with that fence itself. The words end there.
    pub swallowed: Option<Span>,
    /// The HTTP messages in the block, in order.
    pub parts: Vec<Part>,
    /// The URL templates in it.
    pub templates: Vec<Span>,
    /// The body that it is, if it is nothing else.
    pub body: Option<Span>,
}

/// Whether a message is sent or received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A request that a client sends to Microsoft Graph.
    Request,
    /// A response that Microsoft Graph sends back.
    Response,
}

/// A message in a block.
#[derive(Clone, Debug)]
pub struct Part {
    /// Whether it is a request or a response.
    pub role: Role,
    /// The whole message, in bytes of the mapped text.
    pub span: Span,
    /// The parsed parts of the message.
    pub message: Message,
}

impl Part {
    /// The place of its URL.
    #[must_use]
    pub(crate) fn url(&self) -> Option<Span> {
        match self.message.start {
            Some(StartLine::Request { url, .. }) => Some(url),
            _ => None,
        }
    }
}

/// The languages of blocks that hold messages without an annotation saying so.
const LANGUAGES: [&str; 6] = ["", "http", "https", "rest", "restclient", "msgraph-interactive"];

/// The languages of blocks that hold a message or a body sometimes, whose first words show it.
const PLAIN_LANGUAGES: [&str; 6] = ["text", "txt", "plaintext", "plain", "javascript", "js"];

/// The languages of blocks that hold a body, or a message whose author thought of its body only.
const BODY_LANGUAGES: [&str; 3] = ["json", "jsonc", "json5"];

fn is_language(language: &str) -> bool {
    LANGUAGES.contains(&language) || BODY_LANGUAGES.contains(&language)
}

/// The methods with which a line begins a request among others.
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

impl<'a> Block<'a> {
    /// The block at `fence` of the page `text`, with its words.
    pub(super) fn new(
        text: &'a str,
        fence: Range<usize>,
        mapped: MappedText<'a>,
        content: Span,
        annotation: Option<Annotation>,
    ) -> Self {
        let line = Page::lines(text, fence.clone()).next().unwrap_or(Span::gap(offset(fence.start)));
        let mark = line.of(text).chars().next().unwrap_or('`');
        let marks = line.of(text).chars().take_while(|&character| character == mark).count();
        let opener = Span::new(line.start, line.start + offset(marks));
        let info = Span::new(opener.end, line.end);
        let language = info.of(text).split_whitespace().next().unwrap_or_default().to_lowercase();
        let words = if content.is_empty() { line } else { mapped.locate(content) };
        let behind = text.get(words.end as usize..fence.end).unwrap_or_default();
        let closed = behind.contains(&mark.to_string().repeat(3));
        let mut block = Self {
            opener,
            info,
            language,
            closed,
            is_indented: false,
            annotation,
            mapped,
            content,
            inner_fence: None,
            swallowed: None,
            parts: Vec::new(),
            templates: Vec::new(),
            body: None,
        };
        block.look_for_fences(text);
        block.read();
        block
    }

    /// The block of indented lines at `start` of a page, with its words, or `None` if these are neither a message nor a body.
    pub(super) fn indented(start: usize, mapped: MappedText<'a>, content: Span) -> Option<Self> {
        let gap = Span::gap(offset(start));
        let mut block = Self {
            opener: gap,
            info: gap,
            language: String::new(),
            closed: true,
            is_indented: true,
            annotation: None,
            mapped,
            content,
            inner_fence: None,
            swallowed: None,
            parts: Vec::new(),
            templates: Vec::new(),
            body: None,
        };
        if begins_message(block.mapped.text(), content) || block.words().trim_start().starts_with('{') {
            block.read();
        }
        (!block.parts.is_empty() || block.body.is_some()).then_some(block)
    }

    fn words(&self) -> &str {
        self.content.of(self.mapped.text())
    }

    /// All of the block of the page `text`, from the comment that says what it is on.
    #[must_use]
    pub(crate) fn extent(&self, text: &str) -> Span {
        let comment = self.annotation.as_ref().and_then(|annotation| {
            let before = text.get(..annotation.span.start as usize)?;
            before.rfind("<!--").map(|open| Span::gap(offset(open)))
        });
        let words = self.mapped.locate(self.content);
        [comment, self.inner_fence, self.swallowed]
            .into_iter()
            .flatten()
            .fold(self.first_line().join(words), Span::join)
    }

    /// Whether the block is of a language of messages or of JSON, which is read or none.
    #[must_use]
    pub(crate) fn is_message(&self) -> bool {
        is_language(&self.language) || !self.parts.is_empty()
    }

    /// The whole first line of the block.
    #[must_use]
    pub(crate) fn first_line(&self) -> Span {
        self.opener.join(self.info)
    }

    /// The URLs of its messages and templates.
    pub(super) fn urls(&self) -> impl Iterator<Item = &str> {
        let spans = self.parts.iter().filter_map(Part::url).chain(self.templates.iter().copied());
        spans.map(|url| url.of(self.mapped.text()))
    }

    /// The first message of the block, if it is a `role`.
    #[must_use]
    pub(crate) fn first(&self, role: Role) -> Option<&Part> {
        self.parts.first().filter(|part| part.role == role)
    }

    /// The name that its annotation gives it.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        Some(self.annotation.as_ref()?.field("name")?.value.as_str())
    }

    /// Looks for what is not part of the block, and takes it out of the words.
    fn look_for_fences(&mut self, page: &'a str) {
        let text = self.mapped.text();
        let mut sign = None;
        let mut lines = Page::lines(text, self.content.range());
        let inner = lines.find(|line| {
            let words = line.of(text).trim();
            if sign.is_none() && (words.starts_with("<!--") || is_heading(words)) {
                sign = Some(*line);
            }
            is_opening_fence(words)
        });
        let behind = lines.next().map_or(self.content.end, |line| line.start);
        drop(lines);
        match (inner, sign) {
            (Some(_), Some(sign)) => {
                self.swallowed = Some(self.mapped.locate(sign));
                self.content.end = end_of(text, Span::new(self.content.start, sign.start));
            }
            // What follows a whole body is another block, and the fence between them is not closed.
            (Some(inner), None) if whole_body(text, Span::new(self.content.start, inner.start)).is_some() => {
                self.swallowed = Some(self.mapped.locate(inner));
                self.content.end = inner.start;
            }
            (Some(inner), None) => {
                self.inner_fence = Some(self.mapped.locate(inner));
                let mut builder = MappedTextBuilder::new(page);
                builder.append(&self.mapped, Span::new(self.content.start, inner.start));
                builder.append(&self.mapped, Span::new(behind, self.content.end));
                self.content = Span::new(0, builder.len());
                self.mapped = builder.finish();
            }
            // The rest of the page is in the block.
            (None, _) if !self.closed => {
                self.content.end = end_of(text, self.content);
            }
            _ => {}
        }
    }

    fn read(&mut self) {
        let text = self.mapped.text();
        let span = self.content;
        // Most blocks are one message, which is read once.
        let whole = OnceCell::new();
        let role = || role(text, whole.get_or_init(|| http::read(text, span)));
        let role = match self.annotation.as_ref().map(|annotation| (annotation, annotation.block_type())) {
            Some((_, Some("request"))) => Some(Role::Request),
            Some((_, Some("response"))) => Some(Role::Response),
            Some((annotation, None)) if annotation.field("blockType").is_some() => role(),
            Some((_, Some(_))) => {
                self.templates = templates(text, span);
                return;
            }
            _ if LANGUAGES.contains(&self.language.as_str()) => role(),
            _ if BODY_LANGUAGES.contains(&self.language.as_str()) => role().filter(|_| begins_message(text, span)),
            _ if PLAIN_LANGUAGES.contains(&self.language.as_str()) && begins_message(text, span) => role(),
            _ => None,
        };
        let is_plain = PLAIN_LANGUAGES.contains(&self.language.as_str()) && span.of(text).trim_start().starts_with('{');
        if role.is_none() && (self.annotation.is_none() && (is_language(&self.language) || is_plain)) {
            let words = span.of(text);
            let start = span.start + offset(words.len() - without_comments(words).len());
            let body = Span::new(start, start.max(span.start + offset(words.trim_end().len())));
            self.body = Some(body).filter(|body| body.of(text).starts_with(['{', '[']));
        }
        let Some(first) = role.filter(|_| !span.of(text).trim().is_empty()) else { return };
        let message = whole.into_inner().unwrap_or_else(|| http::read(text, span));
        let alone = message.headers.is_empty() && message.body.is_none();
        if self.annotation.is_none() && alone && is_template(text, &message) {
            self.templates = templates(text, span);
            return;
        }
        let part = |role: Role, span: Span, message: Message| match message.start {
            Some(StartLine::Status { .. }) => Part { role: Role::Response, span, message },
            _ => Part { role, span, message },
        };
        let spans = split(text, span, &message);
        self.parts = match spans[..] {
            [only] => vec![part(first, only, message)],
            _ => {
                let roles = std::iter::once(first).chain(std::iter::repeat(Role::Request));
                roles.zip(spans).map(|(role, span)| part(role, span, http::read(text, span))).collect()
            }
        };
    }
}

/// `words` without white space and lines of comments at its beginning.
fn without_comments(words: &str) -> &str {
    let mut rest = words.trim_start();
    while rest.starts_with("//") {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest.trim_start());
    }
    rest
}

/// A line that opens a block: marks with a language after them. Marks alone close one.
fn is_opening_fence(words: &str) -> bool {
    let info = words.trim_start_matches('`');
    let language = info.trim();
    words.len() - info.len() >= 3
        && !language.is_empty()
        && language.chars().all(|character| character.is_alphanumeric() || "-+#_.".contains(character))
}

/// Where the message ends whose block goes on to the end of `span`: the page's own words after a body are none of it.
fn end_of(text: &str, span: Span) -> u32 {
    whole_body(text, span).map_or(span.end, |body| body.end)
}

/// The object that is the body of the message in `span`, if nothing of it is still to come.
fn whole_body(text: &str, span: Span) -> Option<Span> {
    let document = json::parse(text, http::read(text, span).body?);
    let open = |syntax_error: &SyntaxError| {
        matches!(syntax_error.kind, SyntaxErrorKind::UnclosedBracket(_) | SyntaxErrorKind::UnclosedString)
    };
    let root = document.tree.root().filter(|root| root.kind() == Kind::Object)?;
    (!document.syntax_errors.iter().any(open)).then_some(root.span())
}

fn is_heading(words: &str) -> bool {
    let title = words.trim_start_matches('#');
    (1..=6).contains(&(words.len() - title.len())) && title.starts_with(' ')
}

/// What the first line of `message` says that it is.
fn role(text: &str, message: &Message) -> Option<Role> {
    match message.start? {
        StartLine::Status { .. } => Some(Role::Response),
        StartLine::Request { method: Some(_), .. } => Some(Role::Request),
        StartLine::Request { method: None, url, .. } => {
            // Behind an address alone, other words than headers and JSON show that it is none of a request.
            let is_body = |body: Span| body.of(text).trim_start().starts_with(['{', '[', '"']);
            let is_message = !message.headers.is_empty() || message.body.is_none_or(is_body);
            (url.of(text).contains("://") && is_message).then_some(Role::Request)
        }
    }
}

/// Whether a message is nothing but an address with gaps to fill.
fn is_template(text: &str, message: &Message) -> bool {
    matches!(message.start, Some(StartLine::Request { url, .. }) if url.of(text).contains(['{', '<']))
}

/// The addresses of all request lines in `span`.
fn templates(text: &str, span: Span) -> Vec<Span> {
    let lines = Page::lines(text, span.range()).filter(|line| is_start(line.of(text)));
    let starts = lines.filter_map(|line| match http::read(text, line).start {
        Some(StartLine::Request { url, .. }) => Some(url),
        _ => None,
    });
    starts.collect()
}

/// Whether the first line of `span` that has words begins a message.
fn begins_message(text: &str, span: Span) -> bool {
    let mut lines = Page::lines(text, span.range());
    lines.find(|line| !line.of(text).trim().is_empty()).is_some_and(|line| is_start(line.of(text)))
}

/// Whether a line begins a message, also after another one: no line of headers or JSON looks like this.
fn is_start(words: &str) -> bool {
    if http::is_status_line(words) {
        return true;
    }
    let Some((first, rest)) = words.trim().split_once(' ') else { return false };
    let first = first.trim_end_matches(':');
    let target = rest.trim_start().trim_start_matches(['-', '–', '—', ':', ' ']);
    let request = METHODS.contains(&first) && (target.starts_with('/') || target.starts_with("http"));
    let status =
        (first.starts_with("HTTP/") || first == "HTTP") && target.starts_with(|digit: char| digit.is_ascii_digit());
    request || status
}

/// The messages in `span`, the first of which is `message`.
fn split(text: &str, span: Span, message: &Message) -> Vec<Span> {
    // The parts of a multipart body are messages of their own, which belong to it.
    let multipart =
        message.header(text, "Content-Type").is_some_and(|header| header.value.of(text).starts_with("multipart/"));
    let behind = message.start.map_or(span.start, |start| start.span().end);
    let lines = Page::lines(text, behind as usize..span.end as usize);
    let mut starts = vec![span.start];
    starts.extend(lines.filter(|line| !multipart && is_start(line.of(text))).map(|line| line.start));
    starts.push(span.end);
    starts.windows(2).map(|pair| Span::new(pair[0], pair[1])).collect()
}
