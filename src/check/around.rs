//! Whether a request without a known host goes to Microsoft Graph, by what is around it in its source.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use crate::http::names_graph;
use crate::operation::{Fit, Likeness, Target, is_elsewhere};
use crate::operations;
use crate::page;
use crate::request::{ContainerKind, RawRequest, Request};
use crate::source::Source;

/// Where the requests of a source go whose hosts are known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// One goes to Microsoft Graph.
    graph: bool,
    /// One goes to another service.
    elsewhere: bool,
}

impl Around {
    fn with(self, request: &Request<'_>, target: &Target) -> Self {
        match target.fit {
            Fit::Foreign => Self { elsewhere: self.elsewhere || is_elsewhere(request), ..self },
            _ => Self { graph: self.graph || request.url.is_some(), ..self },
        }
    }
}

/// The requests of a source, one after the other. All of them are looked at together only where one of an unknown host is.
pub(super) struct Requests<'s> {
    rest: RefCell<Box<dyn Iterator<Item = Rc<RawRequest<'s>>> + 's>>,
    /// Those that were looked at before their turn.
    ahead: RefCell<VecDeque<Rc<RawRequest<'s>>>>,
    around: Cell<Around>,
    words: OnceCell<Words>,
}

/// What the words of a source name.
#[derive(Clone, Copy)]
struct Words {
    /// A host of Microsoft Graph.
    host: bool,
    /// That, or the service by its name.
    service: bool,
}

impl<'s> Requests<'s> {
    pub(super) fn new(requests: Box<dyn Iterator<Item = Rc<RawRequest<'s>>> + 's>) -> Self {
        Self {
            rest: RefCell::new(requests),
            ahead: RefCell::default(),
            around: Cell::default(),
            words: OnceCell::new(),
        }
    }

    pub(super) fn next(&self) -> Option<Rc<RawRequest<'s>>> {
        self.ahead.borrow_mut().pop_front().or_else(|| self.rest.borrow_mut().next())
    }

    /// Notes where a request goes.
    pub(super) fn note(&self, request: &Request<'_>, target: &Target) {
        self.around.set(self.around.get().with(request, target));
    }

    /// The whole text is searched once, however many requests ask.
    fn words(&self, source: &Source) -> Words {
        let read = || Words { host: names_graph(source.text()), service: page::names_service(source.text()) };
        *self.words.get_or_init(read)
    }

    /// Where all requests go, those included whose turn has not come.
    fn around(&self) -> Around {
        for raw in self.rest.borrow_mut().by_ref() {
            let request = Request::read(&raw);
            self.note(&request, &Target::of(&request, operations::all()));
            self.ahead.borrow_mut().push_back(raw);
        }
        self.around.get()
    }
}

/// Whether a request whose host is not known goes to Microsoft Graph: its path is one of Graph's, or nearly, and either the
/// user named the file, or other requests of it go to Graph. A path that is only nearly one of Graph's is another service's if
/// a request of the file goes there.
pub(super) fn is_graphs(source: &Source, request: &Request<'_>, likeness: Likeness, requests: &Requests<'_>) -> bool {
    let is_named = !source.is_found();
    match (request.container(), likeness) {
        // All steps of a batch go to one service.
        (ContainerKind::Batch { .. }, Likeness::None) if has_path_only(request) => {
            let Around { graph, elsewhere } = requests.around();
            graph && !elsewhere
        }
        (_, Likeness::None) => false,
        (ContainerKind::Client, Likeness::Whole) => is_named || requests.words(source).host,
        (ContainerKind::Client, Likeness::Near) => {
            let Around { graph, elsewhere } = requests.around();
            (graph || is_named) && !elsewhere
        }
        (ContainerKind::Batch { .. }, Likeness::Near) => is_named || requests.around().graph,
        (ContainerKind::Documentation, Likeness::Near | Likeness::Whole) => {
            let Around { graph, elsewhere } = requests.around();
            // The requests of a page that none but Graph can answer are read for the words of the page.
            graph || !elsewhere && requests.words(source).service
        }
        _ => false,
    }
}

/// Whether the URL of a request begins with its path.
fn has_path_only(request: &Request<'_>) -> bool {
    request.url.as_ref().is_some_and(|url| url.host.is_none() && url.span.of(request.text()).starts_with('/'))
}
