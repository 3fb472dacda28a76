//! A request that a JSON text tells in members: its parts are put together into a message, each with its way back.

use crate::http::{Header, Message, MessageError, MessageErrorKind, StartLine};
use crate::input::variables::{Part, Variables};
use crate::json::{Document, Kind, Member, Node};
use crate::request::{Bodies, ContainerKind, Mark, Notes, RawRequest};
use crate::text::mapped::MappedTextBuilder;
use crate::text::{Span, offset};

/// A message in the making. The request comes first, then, if there is one, the response.
#[derive(Debug)]
pub struct Composed<'a, 'v> {
    outer: &'a str,
    builder: MappedTextBuilder<'a>,
    message: Message,
    bodies: Bodies,
    variables: Option<&'v Variables>,
}

impl<'a, 'v> Composed<'a, 'v> {
    /// Nothing yet, out of the text of a source.
    #[must_use]
    pub fn new(outer: &'a str) -> Self {
        let (builder, message, bodies) = (MappedTextBuilder::new(outer), Message::default(), Bodies::default());
        Self { outer, builder, message, bodies, variables: None }
    }

    /// The same, with variables that give way to their values.
    #[must_use]
    pub fn with_variables(self, variables: &'v Variables) -> Self {
        Self { variables: Some(variables), ..self }
    }

    /// Adds `METHOD URL`. Without a URL there is no request line.
    pub fn request_line(&mut self, method: Option<Node<'_>>, url: Option<Node<'_>>) {
        let Some(url) = url.filter(|url| url.kind() == Kind::String) else { return };
        let method = method.filter(|method| method.kind() == Kind::String).map(|method| {
            let place = self.string(method);
            self.builder.between(" ");
            place
        });
        let url = self.string(url);
        self.message.start = Some(StartLine::Request { span: method.unwrap_or(url).join(url), method, url });
    }

    /// Adds a header. One whose value is no string tells nothing.
    pub fn header(&mut self, name: Node<'_>, value: Node<'_>) {
        if name.kind() != Kind::String || value.kind() != Kind::String {
            return;
        }
        self.builder.between("\n");
        let name = self.string(name);
        self.builder.between(": ");
        let value = self.string(value);
        self.message.headers.push(Header { span: name.join(value), name, value });
    }

    /// Adds the headers that are the members of an object.
    pub fn headers(&mut self, headers: Option<Node<'_>>) {
        for Member { key, value } in headers.into_iter().flat_map(Node::members) {
            self.header(key, value);
        }
    }

    /// Adds the headers of a list, whose names are in the members `name` of its elements.
    pub fn listed_headers(&mut self, headers: Option<Node<'_>>, name: &str) {
        for header in headers.into_iter().flat_map(Node::elements) {
            let off = header.get("disabled").and_then(Node::boolean).unwrap_or_default();
            if let (false, Some(name), Some(value)) = (off, header.get(name), header.get("value")) {
                self.header(name, value);
            }
        }
    }

    /// Adds a body that is written down as JSON in `document`.
    pub fn json_body(&mut self, document: &Document<'_>, body: Node<'_>) {
        self.builder.between("\n\n");
        let span = self.builder.verbatim(body.span(), "");
        self.message.body = Some(span);
        // What has to be put right is read again by itself: which repairs are certain depends on what is around them.
        if document.syntax_errors.is_empty() {
            self.bodies = Bodies::known(body.moved_to(span.start));
        }
    }

    /// Adds a body that is the value of a string.
    pub fn text_body(&mut self, body: Node<'_>) {
        self.builder.between("\n\n");
        self.message.body = Some(self.string(body));
    }

    /// Adds a body that the string in `span` stands for in some other way.
    pub fn decoded_body(&mut self, text: &str, span: Span) {
        self.builder.between("\n\n");
        self.message.body = Some(self.builder.opaque(text, span));
    }

    /// Notes that there is a body, and that it cannot be seen.
    pub fn unseen_body(&mut self) {
        self.message.body_elsewhere = true;
    }

    /// Ends the request and begins the response with its status, a number. Gives the request.
    pub fn response(&mut self, status: Node<'_>) -> Message {
        let request = std::mem::take(&mut self.message);
        let start = self.builder.between("\n\nHTTP/1.1 ").end - 9;
        let code = self.builder.verbatim(status.span(), "");
        self.message.start = Some(StartLine::Status { span: Span::new(start, code.end), code });
        request
    }

    /// The message that was put together last.
    #[must_use]
    pub fn message(&mut self) -> Message {
        std::mem::take(&mut self.message)
    }

    /// The request.
    #[must_use]
    pub fn finish(
        self,
        name: Option<String>,
        container: ContainerKind,
        message: Message,
        response: Option<Message>,
    ) -> RawRequest<'a> {
        let (mapped, notes, bodies) = (self.builder.finish(), Notes::default(), self.bodies);
        RawRequest { name, container, mapped, message, response, notes, bodies }
    }

    fn string(&mut self, string: Node<'_>) -> Span {
        if string.is_reinterpreted() {
            return self.builder.opaque(&string.string().unwrap_or_default(), string.span());
        }
        let inner = string.span().inside_quotes();
        let parts = self.variables.map(|variables| variables.parts(inner.of(self.outer))).unwrap_or_default();
        if parts.len() <= 1 {
            return self.builder.json_string(string.span());
        }
        let start = self.builder.len();
        for (range, part) in parts {
            let place = Span::new(inner.start + offset(range.start), inner.start + offset(range.end));
            match part {
                Part::Words if place.is_empty() => {}
                Part::Words => drop(self.builder.json_characters(place)),
                Part::Value(value) => drop(self.builder.opaque(value, place)),
            }
        }
        Span::new(start, self.builder.len())
    }
}

/// Reads `{"method", "url", "headers", "body"}`, as envelopes and batches have it. A body that is a string is the text
/// that is sent in an envelope, and a value like any other in a batch.
#[must_use]
pub fn envelope<'a>(document: &Document<'a>, envelope: Node<'_>, container: ContainerKind) -> RawRequest<'a> {
    let mut composed = Composed::new(document.tree.text());
    composed.request_line(envelope.get("method"), envelope.get("url"));
    composed.headers(envelope.get("headers"));
    match envelope.get("body") {
        Some(body) if body.kind() == Kind::String && container == ContainerKind::Envelope => composed.text_body(body),
        Some(body) if body.kind() == Kind::Null => {}
        Some(body) => composed.json_body(document, body),
        None => {}
    }
    let name = ["id", "name"].into_iter().find_map(|key| envelope.get(key)?.string());
    let mut message = composed.message();
    if let Some(StartLine::Request { method: None, url, .. }) = message.start {
        let syntax_error =
            MessageError { kind: MessageErrorKind::MissingMethod, span: Span::gap(url.start), edits: Vec::new() };
        message.syntax_errors.push(syntax_error);
    }
    let notes = if container == ContainerKind::Batch { notes(envelope) } else { Notes::default() };
    RawRequest { notes, ..composed.finish(name.map(|name| name.into_owned()), container, message, None) }
}

/// What a batch says of one of its requests besides.
fn notes(envelope: Node<'_>) -> Notes {
    let mark = |node: Node<'_>| {
        // A number is not what the reference asks for, but it tells requests apart all the same.
        let text = node.string().or_else(|| node.number().map(Into::into))?;
        (!text.trim().is_empty()).then(|| Mark { span: node.span(), text: text.into_owned() })
    };
    let after = envelope.get("dependsOn").into_iter().flat_map(Node::elements);
    Notes {
        entry: Some(envelope.first()),
        id: envelope.get("id").and_then(mark),
        after: after.filter_map(mark).collect(),
        ..Notes::default()
    }
}

/// Whether `node` is an envelope: a method of HTTP and a URL, and no member that is none of an envelope's.
#[must_use]
pub fn is_envelope(node: Node<'_>) -> bool {
    const MEMBERS: [&str; 8] = ["method", "url", "headers", "body", "id", "name", "description", "dependsOn"];
    has_request_line(node)
        && node.members().all(|member| member.key.string().is_some_and(|key| MEMBERS.contains(&&*key)))
}

/// Whether `node` may be an envelope of an operation whose URLs `is_marked` knows, where a text is no JSON and members may
/// have got where they do not belong.
#[must_use]
pub fn may_be_envelope(node: Node<'_>, is_marked: fn(&str) -> bool) -> bool {
    let url = node.get("url").and_then(Node::string);
    has_request_line(node) && url.is_some_and(|url| is_marked(&url))
}

fn has_request_line(node: Node<'_>) -> bool {
    const METHODS: [&str; 5] = ["GET", "POST", "PATCH", "PUT", "DELETE"];
    let method = node.get("method").and_then(Node::string);
    method.is_some_and(|method| METHODS.iter().any(|known| known.eq_ignore_ascii_case(&method)))
        && node.get("url").is_some_and(|url| url.kind() == Kind::String)
}
