//! Functions of the script itself: what one gives back, and the request that one sends for whoever calls it.

use std::collections::HashMap;
use std::ops::Range;

use super::arguments::{self, Arguments};
use super::lexer::{Bracket, Kind};
use super::outline::{Command, EventKind, statement_end};
use super::value::{At, Values};
use super::{clients, variables};
use crate::languages::{Body, Call, GRAPH, KnownClient, Literal, Part, Text, UnknownBody};

/// Functions that call each other are looked into up to this depth.
const MOST_NESTED: usize = 4;

/// The most commands of a function that are looked at.
const MOST_COMMANDS: usize = 32;

/// Switches that every function has.
const COMMON: [&str; 4] = ["Verbose", "Debug", "WhatIf", "Confirm"];

/// The functions that send what they are given: for each its commands that send requests, in order.
#[derive(Debug, Default)]
pub(super) struct Wrappers {
    commands: HashMap<usize, Vec<usize>>,
}

/// The request that is sent through a function.
pub(super) struct Unfolded {
    /// The scope of the function.
    pub(super) scope: usize,
    /// The number of the command that sends it there.
    pub(super) command: usize,
    pub(super) call: Call,
}

impl Wrappers {
    /// Finds the functions in which a request is sent whose URL or body is not known there. `calls` are the calls of the
    /// script, each with the number of its command.
    pub(super) fn find(values: &Values<'_>, calls: &[(usize, Call)]) -> Self {
        let mut wrappers = Self::default();
        for (number, call) in calls {
            let scope = values.outline.commands[*number].scope;
            let is_function = scope > 0 && !values.outline.scopes[scope].parameters.is_empty();
            if is_function && (is_open(values, call) || wrappers.commands.contains_key(&scope)) {
                wrappers.commands.entry(scope).or_default().push(*number);
            }
        }
        // A function that calls one of these may be one too.
        for _ in 0..MOST_NESTED {
            let mut found = Vec::new();
            for (number, command) in values.outline.commands.iter().enumerate() {
                let scope = command.scope;
                let is_function = scope > 0 && !values.outline.scopes[scope].parameters.is_empty();
                if is_function && !wrappers.commands.contains_key(&scope) && wrappers.called(values, command).is_some()
                {
                    found.push((scope, number));
                }
            }
            if found.is_empty() {
                break;
            }
            for (scope, number) in found {
                wrappers.commands.entry(scope).or_default().push(number);
            }
        }
        wrappers
    }

    /// The scope of the function of this kind that a command calls.
    fn called(&self, values: &Values<'_>, command: &Command) -> Option<usize> {
        if self.commands.is_empty() {
            return None;
        }
        let scope = *values.outline.functions.get(&values.words(command.name).to_ascii_lowercase())?;
        (self.commands.contains_key(&scope) && scope != command.scope).then_some(scope)
    }

    /// Whether a command calls a function of this kind.
    pub(super) fn is_called(&self, values: &Values<'_>, command: &Command) -> bool {
        self.called(values, command).is_some()
    }

    /// The request that a command sends through such a function, or `None` if its URL is not known here either.
    pub(super) fn call(&self, values: &Values<'_>, command: &Command, known: &[KnownClient]) -> Option<Unfolded> {
        let scope = self.called(values, command)?;
        let at = At { scope: command.scope, depth: 0 };
        let given = values.bind_parameters(scope, command.arguments.clone(), command.input.is_some(), at)?;
        let methods = given.iter().filter_map(|(token, value)| {
            let name = values.tokens[*token].inner.of(values.text).to_ascii_lowercase();
            let Literal::Text(method) = value else { return None };
            let is_method = name.ends_with("method") || name == "verb";
            is_method.then(|| method.known_value(values.text)).flatten().map(|method| (*token, method))
        });
        // The first parameter, since a map has no order.
        let wanted = methods.min().map(|(_, method)| method);
        let mut best: Option<(usize, usize, Call)> = None;
        values.with_given(given, || {
            for &number in self.commands.get(&scope).into_iter().flatten().take(MOST_COMMANDS) {
                let Some(inner) = values.outline.commands.get(number) else { continue };
                if !values.steps(inner.arguments.len()) {
                    break;
                }
                let call = clients::call(values, inner, known)
                    .or_else(|| self.call(values, inner, known).map(|unfolded| unfolded.call));
                let Some(call) = call.filter(|call| call.url.as_ref().is_some_and(|url| !is_unknown(url))) else {
                    continue;
                };
                // Whether nothing is sent where nothing is given is not known.
                let call = match call.body {
                    Body::Json(Literal::Null(span)) => Call { body: Body::Unknown(span, UnknownBody::Form), ..call },
                    _ => call,
                };
                let method = call.method.as_ref().and_then(|method| method.known_value(values.text));
                let method = method.unwrap_or_else(|| call.client.method.to_owned());
                let is_wanted = wanted.as_ref().is_some_and(|wanted| wanted.eq_ignore_ascii_case(&method));
                let score =
                    usize::from(is_wanted) * 2 + usize::from(matches!(call.body, Body::Json(_) | Body::Text(_)));
                if best.as_ref().is_none_or(|(known, ..)| score > *known) {
                    best = Some((score, number, call));
                }
            }
        });
        let (_, command_inside, call) = best?;
        let call = Call { span: values.span(&(command.name..command.arguments.end)), ..call };
        Some(Unfolded { scope, command: command_inside, call })
    }
}

/// Whether it takes whoever calls the function to know what is sent.
fn is_open(values: &Values<'_>, call: &Call) -> bool {
    let is_given = |url: &Text| {
        is_unknown(url) || {
            // `https://graph.microsoft.com/v1.0/$resource`
            let value = url.value(values.text);
            let path = value.strip_prefix(GRAPH).unwrap_or(&value);
            let path = path.strip_prefix("v1.0/").or(path.strip_prefix("beta/")).unwrap_or(path);
            let is_parameter = |part: &Part| match part {
                Part::Hole { name, span } => {
                    path.starts_with(&format!("{{{name}}}")) && variables::is_parameter(values, *span)
                }
                _ => false,
            };
            url.parts.iter().any(is_parameter)
        }
    };
    call.url.as_ref().is_none_or(is_given)
        || matches!(&call.body, Body::Unknown(_, why) if *why == UnknownBody::Parameter || *why == UnknownBody::Computed)
}

/// Whether nothing of a URL is known.
fn is_unknown(url: &Text) -> bool {
    url.parts.is_empty() || url.is_hole()
}

impl Values<'_> {
    /// What the parameters of the function of `scope` are given by the arguments in `range`, by their tokens, or `None` if
    /// functions call each other too deep.
    fn bind_parameters(
        &self,
        scope: usize,
        range: Range<usize>,
        has_input: bool,
        at: At,
    ) -> Option<HashMap<usize, Literal>> {
        if self.functions.get() >= MOST_NESTED || !self.steps(range.len() + 64) {
            return None;
        }
        let parameters = &self.outline.scopes.get(scope)?.parameters;
        let events = || parameters.iter().take(64).map(|&number| &self.outline.events[number]);
        let name = |at: usize| self.tokens[at].inner.of(self.text);
        let is_switch = |at: usize| {
            let before = at.checked_sub(1).filter(|&before| self.kind(before) == Some(Kind::Close(Bracket::Square)));
            before.is_some_and(|before| self.words(before - 1).eq_ignore_ascii_case("switch"))
        };
        let mut switches: Vec<&str> =
            events().filter(|event| is_switch(event.at)).map(|event| name(event.at)).collect();
        switches.extend(COMMON);
        let valued: Vec<_> = events().filter(|event| !is_switch(event.at)).collect();
        let names: Vec<&str> = valued.iter().map(|event| name(event.at)).collect();
        let arguments: Arguments = arguments::bind(self, range, &names, &switches, at);
        let mut positional = arguments.positional.iter();
        let mut given = HashMap::new();
        for event in valued {
            let argument = arguments.get(name(event.at)).or_else(|| positional.next());
            let is_open = arguments.incomplete || has_input || matches!(event.kind, EventKind::Parameter(Some(_)));
            match argument {
                Some(argument) => drop(given.insert(event.at, argument.value.clone())),
                None if is_open => {}
                None => drop(given.insert(event.at, Literal::Null(self.tokens[event.at].span))),
            }
        }
        Some(given)
    }

    /// Looks into a function whose parameters are `given`.
    fn with_given<T>(&self, given: HashMap<usize, Literal>, look: impl FnOnce() -> T) -> T {
        self.functions.set(self.functions.get() + 1);
        // What was known before holds for other arguments.
        let known = self.known.take();
        let before = self.given.replace(given);
        let result = look();
        self.given.replace(before);
        self.known.replace(known);
        self.functions.set(self.functions.get() - 1);
        result
    }

    /// What the function called `name` gives back for the arguments after its name in `range`, or `None` if that is not certain.
    pub(super) fn returned(&self, name: &str, range: &Range<usize>, at: At) -> Option<Literal> {
        let scope = *self.outline.functions.get(name)?;
        let body = self.outline.scopes.get(scope)?.body.clone();
        let value = self.value_of_block(body)?;
        let given = self.bind_parameters(scope, range.start + 1..range.end, false, at)?;
        let place = At { scope, depth: at.depth + 1 };
        let value = self.with_given(given, || self.pipeline(value, place));
        (!matches!(value, Literal::Hole(..))).then_some(value)
    }

    /// The tokens of the only value that the statements of a function give back.
    pub(super) fn value_of_block(&self, body: Range<usize>) -> Option<Range<usize>> {
        if !self.steps(body.len()) {
            return None;
        }
        let is_return =
            |at: &usize| self.words(*at).eq_ignore_ascii_case("return") && self.kind(*at) == Some(Kind::Word);
        let returns = body.clone().filter(is_return).count();
        let mut value = None;
        let mut at = body.start + 1;
        while at < body.end {
            if matches!(self.kind(at), Some(Kind::Newline | Kind::Semicolon)) {
                at += 1;
                continue;
            }
            let end = statement_end(self.text, self.tokens, at).clamp(at + 1, body.end);
            value = match self.kind(at) {
                Some(Kind::Word) if is_return(&at) => Some(at + 1..end),
                Some(Kind::String(_) | Kind::Open(Bracket::Hash | Bracket::Array)) => Some(at..end),
                Some(Kind::Variable) if end == at + 1 => Some(at..end),
                _ => None,
            };
            at = end;
        }
        let value = value?;
        let is_only = returns == usize::from(is_return(&(value.start - 1)));
        is_only.then_some(value)
    }
}
