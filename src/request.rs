//! A request as it was written, every part with its place, and the syntax errors met while reading it.

mod notes;

use std::cell::OnceCell;
use std::rc::Rc;

pub use notes::{BodyFile, Mark, Notes, ScriptNote, ScriptNotes};

use crate::http::{Header, Message, StartLine, Url};
use crate::json::{self, Document, Holes, Parsed};
use crate::text::Span;
use crate::text::mapped::MappedText;

/// A request as an input format found it in a source: its words, and where its parts are in them.
#[derive(Debug)]
pub struct RawRequest<'a> {
    /// The name that its container gives it.
    pub name: Option<String>,
    /// What kind of container that is.
    pub container: ContainerKind,
    /// The words. All places below are places in this text.
    pub mapped: MappedText<'a>,
    /// The request line, headers and body, as far as they are there.
    pub message: Message,
    /// The answer that is shown with it.
    pub response: Option<Message>,
    /// What its container says of it besides.
    pub notes: Notes,
    /// Its bodies, once they are read.
    pub bodies: Bodies,
}

/// The bodies of a request and of its answer, each read once: with the text around it, or when first asked for.
#[derive(Clone, Debug, Default)]
pub struct Bodies {
    request: Rc<OnceCell<Parsed>>,
    response: Rc<OnceCell<Parsed>>,
}

impl Bodies {
    /// The body of the request as it was read before.
    #[must_use]
    pub(crate) fn known(request: Parsed) -> Self {
        Self { request: Rc::new(request.into()), response: Rc::default() }
    }

    /// The answer to `asked` as a body of its own, in the same text: it is read once.
    #[must_use]
    pub(crate) fn of_answer(asked: &RawRequest<'_>) -> Self {
        Self { request: Rc::clone(&asked.bodies.response), response: Rc::default() }
    }
}

/// What kind of container a request is in. Rules ask what it allows, not what it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContainerKind {
    /// Nothing is written down but the body.
    Body,
    /// One JSON object that describes the request.
    Envelope,
    /// A batch of Microsoft Graph (`$batch`).
    Batch {
        /// Whether it is shown to readers, on a page.
        example: bool,
    },
    /// A file of an HTTP client: `.http`, a Postman collection.
    Client,
    /// A Markdown page of documentation with requests in code blocks.
    Documentation,
    /// A recording of what was sent.
    Recording,
    /// A script, which sends it when it runs.
    Script {
        /// Whether it is shown to readers, on a page.
        example: bool,
    },
    /// It is the JSON text that requests are in, and none itself.
    Container,
    /// It is an answer on a page, which is JSON like any body.
    Answer,
}

impl ContainerKind {
    /// Whether `{{name}}` stands for a value that is filled in later.
    #[must_use]
    pub(crate) fn has_variables(self) -> bool {
        self == Self::Client
    }

    /// Whether the request is an example for readers: made-up ids and gaps to fill are what they are for.
    #[must_use]
    pub(crate) fn is_example(self) -> bool {
        matches!(
            self,
            Self::Documentation | Self::Answer | Self::Script { example: true } | Self::Batch { example: true }
        )
    }

    /// Whether the request is put together by a program when it runs.
    #[must_use]
    pub(crate) fn is_script(self) -> bool {
        matches!(self, Self::Script { .. })
    }

    /// Whether the request is one of a batch.
    #[must_use]
    pub(crate) fn is_batch(self) -> bool {
        matches!(self, Self::Batch { .. })
    }

    /// Whether the requests of a source are sent together, one after the other or all at once.
    #[must_use]
    pub(crate) fn is_sent_together(self) -> bool {
        matches!(self, Self::Batch { .. } | Self::Client | Self::Recording)
    }

    /// Whether URLs are complete without a host.
    #[must_use]
    pub(crate) fn allows_relative_urls(self) -> bool {
        matches!(self, Self::Batch { .. } | Self::Documentation)
    }
}

impl<'a> RawRequest<'a> {
    /// A bare body: the part of `text` in `span`.
    #[must_use]
    pub(crate) fn body(text: &'a str, span: Span) -> Self {
        let message = Message { body: Some(span), ..Message::default() };
        Self {
            name: None,
            container: ContainerKind::Body,
            mapped: MappedText::whole(text),
            message,
            response: None,
            notes: Notes::default(),
            bodies: Bodies::default(),
        }
    }
}

/// One request, its parts read.
#[derive(Debug)]
pub struct Request<'a> {
    raw: &'a RawRequest<'a>,
    /// The parts of its URL.
    pub url: Option<Url>,
    /// Its body, or `None` where the container shows none.
    pub body: Option<Body<'a>>,
    /// The body of the answer that is shown with it.
    pub response_body: Option<Body<'a>>,
}

impl<'a> Request<'a> {
    /// Whether it is one of a batch, and a part of its URL is only known when it is sent.
    #[must_use]
    pub(crate) fn has_url_hole(&self) -> bool {
        self.raw.notes.has_url_hole
    }

    /// Reads the parts of a request.
    #[must_use]
    pub fn read(raw: &'a RawRequest<'a>) -> Self {
        let text = raw.mapped.text();
        let url = match raw.message.start {
            Some(StartLine::Request { url, .. }) => Some(Url::read(text, url)),
            _ => None,
        };
        let holes = raw.notes.script.as_ref().map(|script| &script.holes);
        let read = |cell: &OnceCell<Parsed>, span| {
            let parsed = cell.get_or_init(|| Parsed::from(&json::parse(text, span)));
            Body { span, document: parsed.over(text), holes: None }.with_holes(holes)
        };
        let response = raw.response.as_ref().and_then(|response| response.body);
        let body = raw.message.body.map(|span| read(&raw.bodies.request, span));
        Self { raw, url, body, response_body: response.map(|span| read(&raw.bodies.response, span)) }
    }

    /// The request as it was found.
    #[must_use]
    pub(crate) fn raw(&self) -> &'a RawRequest<'a> {
        self.raw
    }

    /// The text that all its places lie in.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.raw.mapped.text()
    }

    /// What kind of container it is in.
    #[must_use]
    pub(crate) fn container(&self) -> ContainerKind {
        self.raw.container
    }

    /// The place of its method.
    #[must_use]
    pub fn method(&self) -> Option<Span> {
        match self.raw.message.start {
            Some(StartLine::Request { method, .. }) => method,
            _ => None,
        }
    }

    /// The header of this name, in any case; the last one, if there are several.
    #[must_use]
    pub(crate) fn header(&self, name: &str) -> Option<&'a Header> {
        self.raw.message.header(self.text(), name)
    }
}

/// The body of a request.
#[derive(Debug)]
pub struct Body<'a> {
    /// The body in bytes of the source, without surrounding space.
    pub span: Span,
    /// The parsed JSON with its syntax errors.
    pub document: Document<'a>,
    /// What of it a program fills in.
    holes: Option<&'a Holes>,
}

impl<'a> Body<'a> {
    /// The same body, of which parts are not known.
    #[must_use]
    pub(crate) fn with_holes(self, holes: Option<&'a Holes>) -> Self {
        match holes {
            Some(some) => Self { document: self.document.with_holes(some), holes, ..self },
            None => self,
        }
    }

    /// The same body in the reading to which there are the fewest objections, where its brackets leave a choice.
    #[must_use]
    pub(crate) fn reconsidered(self, violation_count: &dyn Fn(&Document<'_>) -> Option<usize>) -> Self {
        let again = Self { document: self.document.reconsidered(self.span, violation_count), ..self };
        let holes = again.holes;
        again.with_holes(holes)
    }

    /// Whether nothing is there but white space.
    #[must_use]
    pub(crate) fn is_blank(&self) -> bool {
        self.span
            .of(self.document.tree.text())
            .trim_matches(|character: char| character.is_whitespace() || character == '\u{FEFF}')
            .is_empty()
    }
}
