//! Clients that are known from outside: a user's own functions, which the configuration names.

use super::Invocation;
use crate::languages::known::{self, Given};
use crate::languages::shell::arguments::expand;
use crate::languages::{Argument, Body, Call, Headers, KnownClient, Text, UnknownBody};

pub(super) fn call(invocation: &Invocation<'_, '_>, known: &KnownClient) -> Call {
    // Every argument in its place, and those after an option `--name` too.
    let all = expand(invocation.values, invocation.command, invocation.skip, invocation.at);
    let named = |name: &str| {
        let place = all.texts.iter().position(|it| {
            it.known_value(invocation.text())
                .is_some_and(|word| word.starts_with('-') && word.trim_start_matches('-').eq_ignore_ascii_case(name))
        });
        place.and_then(|place| all.texts.get(place + 1)).cloned()
    };
    let placed = |place: usize| all.texts.get(place).cloned();
    let given = Given { named: &named, placed: &placed };
    let body: Option<Text> = known.body.iter().find_map(|argument| match argument {
        Argument::Named(name) => named(name),
        Argument::At(place) => placed(*place),
        Argument::Always(_) => None,
    });
    let body = match body {
        Some(text) if !text.parts.is_empty() => invocation.body_or_file(text),
        None if all.incomplete && !known.body.is_empty() => Body::Unknown(invocation.name, UnknownBody::Computed),
        _ => Body::None,
    };
    Call {
        span: invocation.command.span,
        client: known::client(known, invocation.name),
        method: known::method(known, &given, invocation.name),
        url: known::url(known, &given, invocation.name, invocation.text()),
        headers: Headers::default(),
        body,
        notes: Vec::new(),
    }
}
