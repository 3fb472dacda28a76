//! The JSON text that requests are in, as a whole: a colon lost in an envelope, a comma too many in a batch.
//!
//! It can have syntax errors like any other text, so the syntax rules check it too. What is wrong in a body is reported
//! where the body is read, and not a second time here.

use super::active::Active;
use super::found::Found;
use crate::config::Config;
use crate::finding::{Diagnostic, Group};
use crate::operation::Target;
use crate::operations;
use crate::request::{Bodies, ContainerKind, RawRequest, Request};
use crate::rule::Context;
use crate::rules::UNREADABLE;
use crate::source::Source;
use crate::text::Span;

/// Why errors in a container matter that is never sent.
const UNREADABLE_FILE: &str = "A file that is not valid JSON is refused by the programs that read it.";

/// A request in a container.
#[derive(Debug, Default)]
pub(super) struct Container {
    /// Whether any of its requests goes to Microsoft Graph; other JSON is not checked.
    ours: bool,
    batch: bool,
    bodies: Vec<Body>,
}

#[derive(Debug)]
struct Body {
    /// Where it is in the source.
    span: Span,
    /// Whether it is part of the JSON text itself, and not the value of a string.
    verbatim: bool,
}

impl Container {
    /// Records a request in the container.
    pub(super) fn add(&mut self, source: &Source, raw: &RawRequest<'_>) {
        self.ours = true;
        self.batch |= raw.container.is_batch();
        if let Some(body) = raw.message.body {
            let span = raw.mapped.locate(body);
            let verbatim = span.of(source.text()) == body.of(raw.mapped.text());
            self.bodies.push(Body { span, verbatim });
        }
    }

    /// Checks the container although it has no request to Microsoft Graph.
    pub(super) fn is_named(&mut self) {
        self.ours = true;
    }

    /// Checks the container after its requests; `found` has their findings.
    pub(super) fn check(mut self, source: &Source, config: &Config, active: &Active, found: &mut Found) {
        if !self.ours {
            return;
        }
        let text = source.text();
        let bodies = Bodies::known(source.parsed().clone());
        let body = RawRequest::body(text, Span::whole(text));
        let whole = RawRequest { container: ContainerKind::Container, bodies, ..body };
        let request = Request::read(&whole);
        let target = Target::of(&request, operations::all());
        let context = Context::new(source, &request, &target, None, config.assumptions(Vec::new()));
        let mut diagnostics = active.check_request(&context, |rule| rule.info.group == Group::Syntax);
        self.bodies.sort_by_key(|body| body.span);
        let reported = Reported::new(found);
        diagnostics.retain(|Diagnostic { span, .. }| {
            !reported.at(*span) && !self.body_around(*span).is_some_and(|body| reported.in_body(body, *span))
        });
        if !self.batch {
            for help in diagnostics.iter_mut().filter_map(|diagnostic| diagnostic.help.as_mut()) {
                *help = help.replace(UNREADABLE, UNREADABLE_FILE).into();
            }
        }
        found.add(diagnostics);
    }

    /// The body in which a place lies. A gap at its edge belongs to the container.
    fn body_around(&self, place: Span) -> Option<&Body> {
        let body = self.bodies[..self.bodies.partition_point(|body| body.span.start <= place.start)].last()?;
        let edge = place.is_empty() && (place.start == body.span.start || place.start == body.span.end);
        (body.span.contains(place) && !edge).then_some(body)
    }
}

/// What the rules for JSON reported in the bodies.
struct Reported {
    /// Sorted, each with the largest end so far.
    places: Vec<(Span, u32)>,
}

impl Reported {
    fn new(found: &Found) -> Self {
        let syntax = found.places().filter(|(_, rule)| rule.group == Group::Syntax);
        let mut places: Vec<(Span, u32)> = syntax.map(|(span, _)| (span, span.end)).collect();
        places.sort_unstable();
        let mut reach = 0;
        for place in &mut places {
            reach = reach.max(place.1);
            place.1 = reach;
        }
        Self { places }
    }

    /// Whether something was reported at exactly this place.
    fn at(&self, place: Span) -> bool {
        self.places.binary_search_by_key(&place, |&(reported, _)| reported).is_ok()
    }

    /// Whether the error at `place` was reported for the body around it. Of a body that is part of the text, two readings
    /// may report the same error in different ways, so one of them has to do; in a string both report the same character.
    fn in_body(&self, body: &Body, place: Span) -> bool {
        let place = if body.verbatim { body.span } else { place };
        let before = self.places.partition_point(|(reported, _)| reported.start <= place.end);
        before.checked_sub(1).is_some_and(|last| self.places[last].1 >= place.start)
    }
}
