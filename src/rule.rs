//! The interface of rules, and what they may read.

mod manual;
mod request_summary;
pub(crate) mod resource;
mod topic;
pub(crate) mod wording;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

pub(crate) use manual::{header, header_length};
pub(crate) use request_summary::RequestSummary;
pub(crate) use resource::Resource;
pub use topic::Part;
pub(crate) use topic::Topic;

use crate::body::Expected;
use crate::finding::{Diagnostic, RuleInfo};
use crate::http::{MessageError, MessageErrorKind};
use crate::json::{Document, SyntaxError, SyntaxErrorKind, Tree};
use crate::operation::{Assumptions, Form, Identifier, Operation, OwnedIdentifier, Target, Terms, Word};
use crate::page::Page;
use crate::request::{ContainerKind, Request};
use crate::schema::{JsonSchema, Reading, Violation, ViolationKind};
use crate::source::Source;
use crate::suppression::Ignores;
use crate::text::{Span, placeholder};

/// A rule: its metadata and its check. Each file in `rules/` defines one.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The metadata for users.
    pub info: RuleInfo,
    /// The check that reports its findings.
    pub check: Check,
}

/// What a rule reads. It is called only where that exists: see [`Topic`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// The source as a whole, once.
    Source(fn(&Source, &mut Findings<'_>)),
    /// The Markdown page that the source is, once.
    Page(fn(&Page<'_>, &mut Findings<'_>)),
    /// Syntax errors of some kinds: in a body, or in the JSON text that requests are in.
    SyntaxError(fn(&SyntaxErrorKind) -> bool, CheckRequest),
    /// Violations of some kinds: where a body does not match the schema of its operation.
    Violation(fn(&ViolationKind) -> bool, CheckRequest),
    /// Errors of some kinds in a message or its answer, their bodies apart.
    MessageError(fn(&MessageErrorKind) -> bool, CheckRequest),
    /// A part of the message.
    Message(Part, CheckRequest),
    /// The terms of an operation, read from a body of it.
    Terms(CheckRequest),
    /// Ids of some forms among them.
    Identifiers(fn(&Form) -> bool, CheckRequest),
    /// Each request as a whole.
    Request(CheckRequest),
    /// The requests of the source together, once, in their order, or `None` where they are not sent together. Places
    /// are places in the source.
    Requests(fn(&[RequestSummary], &mut Findings<'_>)),
    /// The terms of an operation, where the user gave a value for this setting of the operation.
    Setting(&'static str, CheckRequest),
    /// Suppression comments, after all other findings.
    Ignores(fn(&Ignores<'_>, &mut Findings<'_>)),
    /// Configuration files, which are checked when they are read.
    Configuration,
}

/// The check of a rule that looks at one request.
pub(crate) type CheckRequest = fn(&Context<'_>, &mut Findings<'_>);

/// Everything that a rule may read of one request.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    source: &'a Source,
    request: &'a Request<'a>,
    target: &'a Target,
    reading: Option<&'a Reading<'a>>,
    assumptions: Assumptions<'a>,
    types: OnceCell<Option<Reading<'a>>>,
    terms: OnceCell<Option<Box<dyn Terms>>>,
    resource: OnceCell<Option<Resource<'a>>>,
}

impl<'a> Context<'a> {
    /// A view of `request`. `reading` is there if it is known what the request is for, and it has a body.
    pub(crate) fn new(
        source: &'a Source,
        request: &'a Request<'a>,
        target: &'a Target,
        reading: Option<&'a Reading<'a>>,
        assumptions: Assumptions<'a>,
    ) -> Self {
        Self {
            source,
            request,
            target,
            reading,
            assumptions,
            types: OnceCell::new(),
            terms: OnceCell::new(),
            resource: OnceCell::new(),
        }
    }

    /// The source that it is in. Places of the request are not places there: see [`Context::text`].
    #[must_use]
    pub(crate) fn source(&self) -> &'a Source {
        self.source
    }

    /// The words of the request. All places that a rule sees and reports lie in this text.
    #[must_use]
    pub(crate) fn text(&self) -> &'a str {
        self.request.text()
    }

    /// What kind of container it is in.
    #[must_use]
    pub(crate) fn container(&self) -> ContainerKind {
        self.request.container()
    }

    /// The 1-based line of the source on which the place `at` of the request stands.
    #[must_use]
    pub(crate) fn line(&self, at: u32) -> u32 {
        self.source.position(self.request.raw().mapped.locate(Span::gap(at)).start).line
    }

    #[must_use]
    pub(crate) fn request(&self) -> &'a Request<'a> {
        self.request
    }

    /// What it is for, if that is known.
    #[must_use]
    pub(crate) fn operation(&self) -> Option<&'a Operation> {
        self.target.operation()
    }

    /// What its method and URL name.
    #[must_use]
    pub(crate) fn target(&self) -> &'a Target {
        self.target
    }

    /// The words at a place.
    #[must_use]
    pub(crate) fn words(&self, span: Span) -> &'a str {
        span.of(self.text())
    }

    /// The body as it was read, if there is one.
    #[must_use]
    pub(crate) fn document(&self) -> Option<&'a Document<'a>> {
        self.request.body.as_ref().map(|body| &body.document)
    }

    /// The syntax errors of the body.
    #[must_use]
    pub(crate) fn syntax_errors(&self) -> &'a [SyntaxError] {
        self.document().map_or(&[], |document| &document.syntax_errors)
    }

    /// The errors in the message and its answer, their bodies apart.
    pub(crate) fn message_errors(&self) -> impl Iterator<Item = &'a MessageError> {
        let raw = self.request.raw();
        let response = raw.response.iter().flat_map(|response| &response.syntax_errors);
        raw.message.syntax_errors.iter().chain(response)
    }

    /// The violations of the operation's schema in the body.
    #[must_use]
    pub(crate) fn violations(&self) -> &[Violation] {
        self.reading.or_else(|| self.typed()).map_or(&[], Reading::violations)
    }

    /// The user's schema that the text is checked against, if there is one. Then there is no operation.
    #[must_use]
    pub(crate) fn user_schema(&self) -> Option<&'a JsonSchema> {
        self.reading.and_then(Reading::user_schema)
    }

    /// The corrected tree of the body: names and levels corrected, spans as written. `None` without a known operation.
    #[must_use]
    pub(crate) fn corrected(&self) -> Option<&'a Tree<'a>> {
        self.reading.map(Reading::tree)
    }

    /// The assumptions about the request.
    pub(crate) fn assumptions(&self) -> &Assumptions<'a> {
        &self.assumptions
    }

    /// The corrected body in the terms of its operation, or `None` where the operation has none, or is not known.
    pub(crate) fn terms(&self) -> Option<&dyn Terms> {
        let read = || Some(self.operation()?.code.terms?(self.corrected()?.root()?, &self.assumptions));
        self.terms.get_or_init(read).as_deref()
    }

    /// The ids in the body, as its operation reads them.
    pub(crate) fn identifiers(&self) -> impl Iterator<Item = Identifier<'_>> {
        let read = self.terms().zip(self.corrected());
        read.into_iter().flat_map(|(terms, tree)| terms.identifiers().iter().filter_map(move |id| id.of(tree)))
    }

    /// What the ids in the body are meant as.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &Form> {
        self.terms().into_iter().flat_map(Terms::identifiers).map(OwnedIdentifier::form)
    }

    /// The words in the body that the operation takes from a list, such as the names of types.
    pub(crate) fn term_words(&self) -> impl Iterator<Item = Word<'_>> {
        let read = self.terms().zip(self.corrected());
        read.into_iter().flat_map(|(terms, tree)| terms.words().iter().filter_map(move |word| word.of(tree)))
    }

    /// The body against the types of Graph's metadata, or `None` where an operation knows better, or nothing is known.
    fn typed(&self) -> Option<&Reading<'a>> {
        let read = || {
            let document = self.document().filter(|_| self.operation().is_none())?;
            // Of an action that the metadata does not have, no parameter is known.
            let resource = self.resource().filter(|resource| resource.unknown_action(self.request).is_none())?;
            let method = match self.assumptions.named.filter(|_| self.request.url.is_none()) {
                Some(named) => named.method(),
                None => self.words(self.request.method()?),
            };
            let expected = Expected::of(&resource.route, resource.version.is_none(), method)?;
            Some(expected.read(document, self.assumptions.placeholders))
        };
        self.types.get_or_init(read).as_ref()
    }

    /// What Graph's metadata says of its URL, or `None` where it has no URL, or goes elsewhere.
    pub(crate) fn resource(&self) -> Option<&Resource<'a>> {
        let catalogue = self.assumptions.catalogue;
        let find = || match self.assumptions.named.filter(|_| self.request.url.is_none()) {
            Some(named) => Some(Resource::named(catalogue, named)),
            None => Resource::of(catalogue, self.request, self.target),
        };
        self.resource.get_or_init(find).as_ref()
    }

    /// What reports call it, if it has no name of its own: `POST /users/{id}/messages`.
    pub(crate) fn request_name(&self) -> Option<String> {
        match self.assumptions.named.filter(|_| self.request.url.is_none()) {
            Some(named) => Some(named.name(self.assumptions.catalogue)),
            None => self.resource()?.name(self.request),
        }
    }

    /// The first gap of a template in `word`, in bytes: one of the user's own, or of a common form.
    #[must_use]
    pub(crate) fn gap(&self, word: &str) -> Option<Range<usize>> {
        placeholder::find_with(self.assumptions.placeholders, word)
    }

    /// Whether the user said of such gaps that they are filled in before the request is sent.
    #[must_use]
    pub(crate) fn is_filled_in(&self, gap: &str) -> bool {
        self.assumptions.placeholders.iter().any(|pattern| pattern.find(gap) == Some(0..gap.len()))
    }
}

/// Collects the diagnostics of a rule.
#[derive(Debug)]
pub(crate) struct Findings<'f> {
    rule: &'static RuleInfo,
    found: &'f mut Vec<Diagnostic>,
}

impl<'f> Findings<'f> {
    /// A place for the findings of `rule`, at the end of `found`.
    pub(crate) fn new(rule: &'static RuleInfo, found: &'f mut Vec<Diagnostic>) -> Self {
        Self { rule, found }
    }

    /// Adds a finding; the answer takes help, labels and a fix.
    pub(crate) fn report(&mut self, span: Span, message: impl Into<Cow<'static, str>>) -> &mut Diagnostic {
        let at = self.found.len();
        self.found.push(Diagnostic::new(self.rule, span, message));
        &mut self.found[at]
    }
}

/// The page for users that is at the head of a rule's file: its `//!` lines, cut out when the program is compiled.
#[macro_export]
macro_rules! manual {
    ($file:literal) => {{
        const SOURCE: &str = include_str!($file);
        const LENGTH: usize = $crate::rule::header_length(SOURCE);
        const BYTES: [u8; LENGTH] = $crate::rule::header(SOURCE);
        match ::core::str::from_utf8(&BYTES) {
            Ok(manual) => manual,
            Err(_) => panic!("cutting at line ends keeps UTF-8 whole"),
        }
    }};
}
