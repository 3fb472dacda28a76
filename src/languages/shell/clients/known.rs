//! Clients that are known from outside: a user's own functions, which the configuration names.

use super::Invocation;
use crate::languages::shell::arguments::{Options, parse};
use crate::languages::{Argument, Body, Call, Headers, KnownClient, Part, Text};
use crate::text::Span;

pub(super) fn call(invocation: &Invocation<'_, '_>, known: &KnownClient) -> Call {
    let options = Options { short: "", long: &[] };
    let arguments = parse(invocation.values, invocation.command, invocation.skip, &options, invocation.at);
    // Every argument in its place, and those behind an option `--name` too.
    let all = crate::languages::shell::arguments::expand(
        invocation.values,
        invocation.command,
        invocation.skip,
        invocation.at,
    );
    let named = |name: &str| {
        let place = all.texts.iter().position(|it| {
            it.known_value(invocation.text())
                .is_some_and(|word| word.trim_start_matches('-').eq_ignore_ascii_case(name) && word.starts_with('-'))
        });
        place.and_then(|place| all.texts.get(place + 1)).cloned()
    };
    let given = |argument: &Argument| match argument {
        Argument::Named(name) => named(name),
        Argument::At(place) => all.texts.get(*place).cloned(),
        Argument::Always(_) => None,
    };
    let text = |argument: &Argument| match argument {
        Argument::Always(template) => Some(filled_in(template, invocation.name, &named)),
        argument => given(argument),
    };
    let mut client = invocation.client("GET", "GET");
    (client.base, client.any_case) = (known.base, known.any_case);
    let body = match known.body.as_ref().map(given) {
        Some(Some(text)) if !text.parts.is_empty() => invocation.body_or_file(text),
        _ if arguments.incomplete => Body::Unknown(client.name, "the body"),
        _ => Body::None,
    };
    Call {
        span: invocation.command.span,
        client,
        method: text(&known.method),
        url: text(&known.url),
        headers: Headers::default(),
        body,
        notes: Vec::new(),
    }
}

/// `template`, in which `{name}` is the argument of that name.
fn filled_in(template: &str, place: Span, named: &impl Fn(&str) -> Option<Text>) -> Text {
    let mut text = Text { span: place, ..Text::default() };
    let mut rest = template;
    while let Some((before, (name, behind))) =
        rest.split_once('{').and_then(|(before, inside)| Some((before, inside.split_once('}')?)))
    {
        text.parts.push(Part::Known { text: before.into(), span: place });
        match named(name) {
            Some(value) => text.parts.extend(value.parts),
            None => text.parts.extend(Text::hole(name, place).parts),
        }
        rest = behind;
    }
    text.parts.push(Part::Known { text: rest.into(), span: place });
    text
}
