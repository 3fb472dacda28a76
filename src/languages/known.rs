//! The calls of clients that are known from outside ([`KnownClient`]): what is the same for all languages.

use super::{Argument, Client, KnownClient, Part, Text};
use crate::text::Span;

/// What a call is given.
pub(super) struct Given<'a> {
    /// The text of the argument of a name.
    pub(super) named: &'a dyn Fn(&str) -> Option<Text>,
    /// The text of the argument at a place, counted from 0.
    pub(super) placed: &'a dyn Fn(usize) -> Option<Text>,
}

/// The client of a call, whose name is at `name`.
pub(super) fn client(known: &KnownClient, name: Span) -> Client {
    Client { name, method: "GET", method_with_body: "POST", base: None, any_case: known.any_case }
}

/// The method, if the client is given one.
pub(super) fn method(known: &KnownClient, given: &Given<'_>, name: Span) -> Option<Text> {
    let method = text(&known.method, given, name);
    method.or_else(|| (!known.method.is_empty()).then(|| Text::hole("method", name)))
}

/// The URL, with what the client puts before it.
pub(super) fn url(known: &KnownClient, given: &Given<'_>, name: Span, script: &str) -> Option<Text> {
    let url = text(&known.url, given, name)?;
    let Some(base) = &known.base else { return Some(url) };
    let value = url.value(script);
    if value.contains("://") || matches!(url.parts.first(), None | Some(Part::Hole { .. })) {
        return Some(url);
    }
    let is_version = |segment: &str| matches!(segment, "v1.0" | "beta");
    let path = value.trim_start_matches('/');
    let mut base = base.trim_end_matches('/');
    if path.split(['/', '?']).next().is_some_and(is_version)
        && let Some((host, _)) = base.rsplit_once('/').filter(|(_, last)| is_version(last))
    {
        base = host;
    }
    let separator = if value.starts_with('/') { "" } else { "/" };
    Some(Text::known(&format!("{base}{separator}"), name).joined(&url, url.span))
}

/// The first of `arguments` that is given.
fn text(arguments: &[Argument], given: &Given<'_>, name: Span) -> Option<Text> {
    arguments.iter().find_map(|argument| match argument {
        Argument::Named(name) => (given.named)(name),
        Argument::At(place) => (given.placed)(*place),
        Argument::Always(template) => Some(filled_in(template, given, name)),
    })
}

/// `template`, in which `{Name}` is the argument of that name.
fn filled_in(template: &str, given: &Given<'_>, place: Span) -> Text {
    let mut text = Text { span: place, ..Text::default() };
    let mut rest = template;
    while let Some((before, (name, behind))) =
        rest.split_once('{').and_then(|(before, inside)| Some((before, inside.split_once('}')?)))
    {
        text.parts.push(Part::Known { text: before.into(), span: place });
        match (given.named)(name) {
            Some(value) => text.parts.extend(value.parts),
            None => text.parts.extend(Text::hole(name, place).parts),
        }
        rest = behind;
    }
    text.parts.push(Part::Known { text: rest.into(), span: place });
    text
}
