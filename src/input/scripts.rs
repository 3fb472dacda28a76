//! What formats share whose sources hold scripts.

use std::borrow::Cow;

use crate::comment::{Comment, Comments, Place};
use crate::input::Claim;
use crate::operation::{Fit, Operations, Target};
use crate::request::{RawRequest, Request};
use crate::script::{Requests, UnreadCall};
use crate::source::Source;
use crate::source::client::KnownClient;
use crate::text::{Span, offset};

/// The clients of a source that no language knows of itself.
#[must_use]
pub(crate) fn clients<'s>(source: &'s Source, known: &'s [KnownClient]) -> Cow<'s, [KnownClient]> {
    // What the configuration says of a name goes before what is known of it.
    match source.clients() {
        [] => Cow::Borrowed(known),
        own => Cow::Owned([own, known].concat()),
    }
}

/// Whether a request is one to Microsoft Graph, or may be.
#[must_use]
pub(crate) fn is_graph(raw: &RawRequest<'_>, operations: Operations) -> bool {
    !matches!(Target::of(&Request::read(raw), operations).fit, Fit::Foreign)
}

/// Whether a script sends a request to Microsoft Graph: one of its own calls, or one of a client that speaks to nothing else.
#[must_use]
fn calls_graph(requests: &Requests<'_>, operations: Operations) -> bool {
    requests.found.iter().any(|raw| is_graph(raw, operations))
        || requests.script.calls.iter().any(|call| call.client.base.is_some())
}

/// How strongly a file of scripts is claimed: it is ours if one of them calls Microsoft Graph, and otherwise nobody's.
pub(crate) fn claim(scripts: &[Requests<'_>], operations: Operations) -> Claim {
    let is_ours = scripts.iter().any(|requests| calls_graph(requests, operations));
    if is_ours { Claim::Certain } else { Claim::Fallback }
}

/// The calls of which something is not known, without those to other services.
#[must_use]
pub(crate) fn unread(requests: &Requests<'_>, operations: Operations) -> Vec<UnreadCall> {
    let is_ours = |call: &&UnreadCall| {
        call.request.and_then(|request| requests.found.get(request)).is_none_or(|raw| is_graph(raw, operations))
    };
    requests.unread.iter().filter(is_ours).copied().collect()
}

/// The comments of a source with `statements`: each is about the statement that it is before or in. `found` are the
/// comments with and without their marks.
#[must_use]
pub(crate) fn comments(
    text: &str,
    found: &[(Span, Span)],
    statements: &[Span],
    marks: (&'static str, &'static str),
    head: u32,
) -> Comments {
    let found = found.iter().map(|&(span, words)| {
        let next = statements.partition_point(|statement| statement.end < span.end);
        Comment { span, words, about: statements.get(next).copied() }
    });
    let places = statements.iter().filter_map(|&about| {
        let before = text.get(..about.start as usize)?;
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let lead = &before[line..];
        // A line can be added only where a statement begins one.
        let begins = lead.chars().all(|character| matches!(character, ' ' | '\t'));
        begins.then(|| Place { line: offset(line), lead: Span::new(offset(line), about.start), about })
    });
    Comments { found: found.collect(), places: places.collect(), head, marks }
}
