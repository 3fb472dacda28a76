//! A request that JSON describes in members. Its parts become one message, and each maps back to its source.

use crate::http::{Header, Message, MessageError, MessageErrorKind, StartLine};
use crate::input::unknown::expressions;
use crate::input::variables::{Part, Variables};
use crate::json::{Document, Kind, Member, Node};
use crate::request::{Bodies, ContainerKind, Notes, RawRequest};
use crate::text::mapped::{MappedText, MappedTextBuilder};
use crate::text::{Span, offset};

/// A message in the making. The request comes first, then, if there is one, the response.
#[derive(Debug)]
pub(crate) struct Composed<'a, 'v> {
    builder: MappedTextBuilder<'a>,
    message: Message,
    bodies: Bodies,
    variables: Option<&'v Variables>,
    path_variables: Vec<(String, String)>,
    /// The text in which the nodes stand, if it is not the source itself.
    inner: &'v MappedText<'a>,
}

impl<'a, 'v> Composed<'a, 'v> {
    /// Creates a message out of JSON that is in `inner`, which was taken out of the text `outer` of a source.
    #[must_use]
    pub(crate) fn new(outer: &'a str, inner: &'v MappedText<'a>) -> Self {
        Self {
            builder: MappedTextBuilder::new(outer),
            message: Message::default(),
            bodies: Bodies::default(),
            variables: None,
            path_variables: Vec::new(),
            inner,
        }
    }

    /// The same, with variables that give way to their values.
    #[must_use]
    pub(crate) fn with_variables(self, variables: &'v Variables) -> Self {
        Self { variables: Some(variables), ..self }
    }

    /// Adds `METHOD URL`. Without a URL there is no request line. Where `host` has one, `url` is a path.
    pub(crate) fn request_line(&mut self, method: Option<Node<'_>>, host: Option<Node<'_>>, url: Option<Node<'_>>) {
        let Some(url) = url.filter(|url| url.kind() == Kind::String) else { return };
        let method = method.filter(|method| method.kind() == Kind::String).map(|method| {
            let place = self.string(method);
            self.builder.between(" ");
            place
        });
        let start = self.builder.len();
        if let Some(host) = host {
            let has_scheme = host.string().is_some_and(|words| words.contains("://"));
            self.builder.between(if has_scheme { "" } else { "https://" });
            self.string(host);
            let is_joined = url.string().is_some_and(|words| words.starts_with('/'));
            self.builder.between(if is_joined { "" } else { "/" });
        }
        let url = Span::new(start, self.url(url).end);
        self.message.start = Some(StartLine::Request { span: method.unwrap_or(url).join(url), method, url });
        if method.is_none() {
            let kind = MessageErrorKind::MissingMethod;
            self.message.syntax_errors.push(MessageError { kind, span: Span::gap(url.start), edits: Vec::new() });
        }
    }

    /// Adds the request line of a `GET` of which only the URL is written down.
    pub(crate) fn get(&mut self, url: Node<'_>) {
        let span = url.span();
        let method = self.opaque("GET", Span::gap(span.start));
        self.builder.between(" ");
        let url = self.url(url);
        self.message.start = Some(StartLine::Request { span: method.join(url), method: Some(method), url });
    }

    /// Adds a header. One whose value is neither a string nor a list of them is ignored.
    pub(crate) fn header(&mut self, name: Node<'_>, value: Node<'_>) {
        let value = value.elements().next().unwrap_or(value);
        if name.kind() != Kind::String || value.kind() != Kind::String {
            return;
        }
        self.builder.between("\n");
        let name = self.string(name);
        self.builder.between(": ");
        let value = self.string(value);
        self.message.headers.push(Header { span: name.join(value), name, value });
    }

    /// The values of the variables of a path, `:name`, in the URL that is added next.
    pub(crate) fn path_variables(&mut self, variables: Vec<(String, String)>) {
        self.path_variables = variables;
    }

    /// Whether there is a header of this name.
    #[must_use]
    pub(crate) fn has_header(&self, name: &str) -> bool {
        let text = self.builder.so_far();
        self.message.headers.iter().any(|header| header.name.of(text).eq_ignore_ascii_case(name))
    }

    /// Adds a header that something at `span` stands for.
    pub(crate) fn made_header(&mut self, name: &str, value: &str, span: Span) {
        self.builder.between("\n");
        let name = self.builder.between(name);
        self.builder.between(": ");
        let value = self.opaque(value, span);
        self.message.headers.push(Header { span: name.join(value), name, value });
    }

    /// Adds the headers that are the lines of a string.
    pub(crate) fn header_lines(&mut self, lines: Node<'_>) {
        self.builder.between("\n");
        let place = self.string(lines);
        let text = self.builder.so_far();
        let mut at = place.start;
        for line in place.of(text).split_inclusive('\n') {
            let span = Span::new(at, at + offset(line.trim_end().len()));
            at += offset(line.len());
            if let Some((name, value)) = line.trim_end().split_once(':') {
                let start = span.end - offset(value.trim_start().len());
                let name = Span::new(span.start, span.start + offset(name.trim_end().len()));
                self.message.headers.push(Header { span, name, value: Span::new(start, span.end) });
            }
        }
    }

    /// Adds a header whose name is written nowhere.
    pub(crate) fn named_header(&mut self, name: &str, value: Node<'_>) {
        if value.kind() != Kind::String {
            return;
        }
        self.builder.between("\n");
        let name = self.builder.between(name);
        self.builder.between(": ");
        let value = self.string(value);
        self.message.headers.push(Header { span: name.join(value), name, value });
    }

    /// Adds the headers that are the members of an object.
    pub(crate) fn headers(&mut self, headers: Option<Node<'_>>) {
        for Member { key, value } in headers.into_iter().flat_map(Node::members) {
            self.header(key, value);
        }
    }

    /// Adds the headers of a list, whose names are in the members `name` of its elements.
    pub(crate) fn listed_headers(&mut self, headers: Option<Node<'_>>, name: &str) {
        for header in headers.into_iter().flat_map(Node::elements) {
            let off = header.get("disabled").and_then(Node::boolean).unwrap_or_default();
            if let (false, Some(name), Some(value)) = (off, header.get(name), header.get("value")) {
                self.header(name, value);
            }
        }
    }

    /// Adds a body that is written down as JSON in `document`.
    pub(crate) fn json_body(&mut self, document: &Document<'_>, body: Node<'_>) {
        self.builder.between("\n\n");
        let span = self.builder.append(self.inner, body.span());
        self.message.body = Some(span);
        // What has to be corrected is read again by itself: which repairs are certain depends on what is around them.
        if document.syntax_errors.is_empty() {
            self.bodies = Bodies::known(body.moved_to(span.start));
        }
    }

    /// Adds the body of an answer that is written down as JSON.
    pub(crate) fn answer_body(&mut self, body: Node<'_>) {
        self.builder.between("\n\n");
        self.message.body = Some(self.builder.append(self.inner, body.span()));
    }

    /// Adds a body that is the value of a string.
    pub(crate) fn text_body(&mut self, body: Node<'_>) {
        self.builder.between("\n\n");
        self.message.body = Some(self.string(body));
    }

    /// Notes a body of which only the beginning was written down, in a string.
    pub(crate) fn cut_body(&mut self, body: Node<'_>) {
        self.builder.between("\n\n");
        let place = self.string(body);
        self.message.body_elsewhere = true;
        let span = Span::gap(place.end);
        let error = MessageError { kind: MessageErrorKind::CutBody, span, edits: Vec::new() };
        self.message.syntax_errors.push(error);
    }

    /// Adds a body that the string in `span` stands for in some other way.
    pub(crate) fn decoded_body(&mut self, text: &str, span: Span) {
        self.builder.between("\n\n");
        self.message.body = Some(self.builder.opaque(text, self.inner.locate(span)));
    }

    /// Notes that there is a body, and that it cannot be seen.
    pub(crate) fn unseen_body(&mut self) {
        self.message.body_elsewhere = true;
    }

    /// Ends the request and begins the response with its status, a number. Gives the request.
    pub(crate) fn response(&mut self, status: Node<'_>) -> Message {
        let request = std::mem::take(&mut self.message);
        let start = self.builder.between("\n\nHTTP/1.1 ").end - 9;
        let code = self.builder.append(self.inner, status.span());
        self.message.start = Some(StartLine::Status { span: Span::new(start, code.end), code });
        request
    }

    /// The message that was put together last.
    #[must_use]
    pub(crate) fn message(&mut self) -> Message {
        std::mem::take(&mut self.message)
    }

    #[must_use]
    pub(crate) fn finish(
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
            return self.opaque(&string.string().unwrap_or_default(), string.span());
        }
        let inner = string.span().inside_quotes();
        let words = inner.of(self.inner.text());
        let parts = self.variables.map(|variables| variables.parts(words)).unwrap_or_default();
        if parts.len() <= 1 {
            return self.characters(inner);
        }
        let start = self.builder.len();
        for (range, part) in parts {
            let place = Span::new(inner.start + offset(range.start), inner.start + offset(range.end));
            match part {
                Part::Words if place.is_empty() => {}
                Part::Words => drop(self.characters(place)),
                Part::Value(value) => drop(self.opaque(value, place)),
            }
        }
        Span::new(start, self.builder.len())
    }

    /// Adds a URL, in which a segment `:name` gives way to its value, and an expression of a workflow to a placeholder.
    fn url(&mut self, url: Node<'_>) -> Span {
        let inner = url.span().inside_quotes();
        let words = inner.of(self.inner.text());
        let mut pieces: Vec<(std::ops::Range<usize>, String)> = Vec::new();
        for (at, _) in words.match_indices("/:").filter(|_| !self.path_variables.is_empty()) {
            let start = at + 2;
            let length = words[start..].find(['/', '?', '#']).unwrap_or(words.len() - start);
            let name = &words[start..start + length];
            let value = self.path_variables.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
            if value.is_some() {
                // Without a value it is filled in elsewhere, like a variable.
                let value = value.filter(|value| !value.is_empty());
                let value = value.map_or_else(|| format!("{{{{{name}}}}}"), str::to_owned);
                pieces.push((at + 1..start + length, value));
            }
        }
        if pieces.is_empty() && self.variables.is_none() {
            // What the URL begins with decides whose it is, and is left as it is written.
            let inside = expressions(words).into_iter().filter(|(range, _)| range.start > 0);
            pieces = inside.map(|(range, function)| (range, format!("{{{function}}}"))).collect();
        }
        if pieces.is_empty() || url.is_reinterpreted() {
            return self.string(url);
        }
        let place = |from: usize, to: usize| Span::new(inner.start + offset(from), inner.start + offset(to));
        let (start, mut done) = (self.builder.len(), 0);
        for (range, value) in pieces {
            self.characters(place(done, range.start));
            self.opaque(&value, place(range.start, range.end));
            done = range.end;
        }
        if done < words.len() {
            self.characters(place(done, words.len()));
        }
        Span::new(start, self.builder.len())
    }

    fn opaque(&mut self, text: &str, span: Span) -> Span {
        self.builder.opaque(text, self.inner.locate(span))
    }

    /// Adds what the characters of a JSON string stand for.
    fn characters(&mut self, inner: Span) -> Span {
        let words = inner.of(self.inner.text());
        if self.inner.is_whole() {
            return self.builder.json_characters(inner);
        }
        if !words.contains('\\') {
            return self.builder.append(self.inner, inner);
        }
        let mut inside = MappedTextBuilder::new(self.inner.text());
        inside.json_characters(inner);
        self.opaque(inside.finish().text(), inner)
    }
}
