//! Functions of a script that pass on to a client what they are given: `def graph_get(path): return requests.get(BASE + path)`.
//!
//! A call of such a function sends a request, of which more is known than of the one inside: there, path and body are
//! parameters. So the call inside is evaluated once for each call of the function, with the arguments as values of the
//! parameters. Functions may pass on to each other.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::arguments::Arguments;
use super::outline::{Function, ParameterKind, Site};
use super::values::{At, Values};
use super::{collections, named};
use crate::languages::{Body, Call, Key, KnownClient, Literal, Member, Object, Part, Text, is_link};
use crate::text::Span;
use crate::text::quoting::Quoting;

/// How many functions pass on to each other, at most.
const MOST_LEVELS: usize = 4;

/// The most calls inside one function that are looked at.
const MOST_SENDERS: usize = 6;

/// What the evaluation of one call inside a function costs, besides the values in it.
const COST: usize = 32;

/// The functions of a script that pass on what they are given.
struct Wrappers<'v, 't> {
    values: &'v Values<'t>,
    clients: &'v [KnownClient],
    /// What each site sends as far as it is known; the calls of a wrapper are added when they are found.
    calls: Vec<Option<Call>>,
    /// The function that is called at each site, if it is one of the script.
    functions: Vec<Option<usize>>,
    /// The sites inside each function that send what it is given.
    senders: HashMap<usize, Vec<usize>>,
}

/// The calls of a script, each with the token of its parenthesis.
pub(super) fn calls(values: &Values<'_>, clients: &[KnownClient]) -> Vec<(usize, Call)> {
    let sites = &values.outline.calls;
    let calls: Vec<Option<Call>> = sites.iter().map(|site| (values.dialect.call)(values, site, clients)).collect();
    let mut fresh: Vec<usize> = (0..sites.len()).filter(|&site| calls[site].is_some()).collect();
    let mut wrappers = Wrappers { values, clients, calls, functions: Vec::new(), senders: HashMap::new() };
    let mut replaced = HashSet::new();
    let mut passed_on = Vec::new();
    for _ in 0..MOST_LEVELS {
        fresh.retain(|&site| wrappers.add(site));
        if fresh.is_empty() {
            break;
        }
        fresh = wrappers.round(&mut replaced);
        passed_on.extend(&fresh);
    }
    wrappers.put_back(&passed_on, &mut replaced);
    if wrappers.functions.is_empty() {
        let unique = values.outline.unique_methods();
        wrappers.functions = sites.iter().map(|site| values.function_at(site, &unique)).collect();
    }
    for (number, site) in sites.iter().enumerate() {
        // What is in the file itself was looked into.
        if wrappers.calls[number].is_none() && wrappers.functions[number].is_none() {
            wrappers.calls[number] = named::call(values, site);
        }
    }
    let known = sites.iter().zip(wrappers.calls).enumerate();
    known
        .filter(|(number, _)| !replaced.contains(number))
        .filter_map(|(_, (site, call))| Some((site.open, call?)))
        .collect()
}

impl Wrappers<'_, '_> {
    /// Notes that a function sends at `site` what it is given, if that may be so.
    fn add(&mut self, site: usize) -> bool {
        let (values, sites) = (self.values, &self.values.outline.calls);
        let is_open = self.calls[site].as_ref().is_some_and(|call| is_open(values.text, call));
        let Some(function) = values.outline.function_around(sites[site].scope).filter(|_| is_open) else {
            return false;
        };
        let senders = self.senders.entry(function).or_default();
        if senders.len() < MOST_SENDERS {
            senders.push(site);
        }
        true
    }

    /// Finds the calls of all functions that are known to pass on. The sites inside of those are replaced by them.
    fn round(&mut self, replaced: &mut HashSet<usize>) -> Vec<usize> {
        let (values, sites) = (self.values, &self.values.outline.calls);
        if self.functions.is_empty() {
            let unique = values.outline.unique_methods();
            self.functions = sites.iter().map(|site| values.function_at(site, &unique)).collect();
        }
        let mut fresh = Vec::new();
        for (number, site) in sites.iter().enumerate().filter(|(number, _)| self.calls[*number].is_none()) {
            let function = self.functions[number].filter(|function| self.senders.contains_key(function));
            // A function that calls itself asks for the next page.
            let is_outside =
                |function: &usize| !values.outline.is_inside(site.scope, values.outline.functions[*function].scope);
            let Some(function) = function.filter(is_outside) else { continue };
            if let Some(call) = self.passed_on(site, function, MOST_LEVELS) {
                replaced.extend(&self.senders[&function]);
                fresh.push((number, call));
            }
        }
        fresh
            .into_iter()
            .map(|(number, call)| {
                self.calls[number] = Some(call);
                number
            })
            .collect()
    }

    /// Where no call of a function says more of the URL than the calls inside it, these are counted, and not the others.
    fn put_back(&mut self, passed_on: &[usize], replaced: &mut HashSet<usize>) {
        let is_unknown = |call: &Call| call.url.as_ref().is_none_or(Text::is_hole);
        let is_lost = |site: usize| self.calls[site].as_ref().is_some_and(is_unknown);
        let of = |site: usize| self.functions.get(site).copied().flatten();
        let known: HashSet<usize> =
            passed_on.iter().filter(|&&site| !is_lost(site)).filter_map(|&site| of(site)).collect();
        let lost: Vec<usize> = passed_on.iter().copied().filter(|&site| is_lost(site)).collect();
        for site in lost {
            let Some(function) = of(site).filter(|function| !known.contains(function)) else { continue };
            self.calls[site] = None;
            for sender in self.senders.get(&function).into_iter().flatten() {
                replaced.remove(sender);
            }
        }
    }

    /// What a call of a function sends, or `None` if no more is known of it than of the call inside.
    fn passed_on(&self, site: &Site, function: usize, level: usize) -> Option<Call> {
        let values = self.values;
        let callee = values.callee(site)?;
        let arguments = values.arguments(&callee.inside, callee.at);
        let known = &values.outline.functions[function];
        let given = values.given(known, &arguments, values.span(&callee.whole));
        values.enter(known.scope, given);
        let mut sent: Vec<Call> = Vec::new();
        let is_in_function = values.outline.function_around(site.scope).is_some();
        for &inner in self.senders.get(&function)? {
            if !values.steps(COST) {
                break;
            }
            let site = &values.outline.calls[inner];
            let call = (values.dialect.call)(values, site, self.clients).or_else(|| {
                let further = self.functions[inner].filter(|further| *further != function && level > 1)?;
                self.senders.contains_key(&further).then(|| self.passed_on(site, further, level - 1))?
            });
            let call = call.map(|call| Call { url: call.url.map(|url| values.rehosted(url)), ..call });
            let is_more =
                |call: &Call| self.calls[inner].as_ref().is_some_and(|unbound| is_more(values.text, unbound, call));
            // What is no more known here may be so where the function around is called.
            sent.extend(call.filter(|call| is_in_function || is_more(call)));
        }
        values.leave();
        let mut call = chosen(values.text, sent, &arguments)?;
        call.span = values.span(&callee.whole);
        call.client.name = values.place(callee.name);
        // A method that the function decides is where it is called.
        if let Some(method) = call.method.as_ref().filter(|method| !call.span.contains(method.span)) {
            call.method = Some(match method.known_value(values.text) {
                Some(known) => Text::known(&known, call.client.name),
                None => Text::hole("method", call.client.name),
            });
        }
        Some(call)
    }
}

/// Of several calls inside a function the one that is made: the one whose method an argument names, or else the first.
fn chosen(text: &str, mut sent: Vec<Call>, arguments: &Arguments) -> Option<Call> {
    let method = |call: &Call| call.method.as_ref().and_then(|method| method.known_value(text));
    let first = sent.first().and_then(method);
    if sent.iter().any(|call| method(call) != first) {
        let named = arguments.placed.iter().chain(arguments.named.iter().map(|(_, value, _)| value));
        let words: Vec<String> = named
            .filter_map(|value| match value {
                Literal::Text(text) if text.made.is_none() => Some(text),
                _ => None,
            })
            .filter_map(|value| value.known_value(text))
            .collect();
        let is_named =
            |call: &Call| method(call).is_some_and(|it| words.iter().any(|word| word.eq_ignore_ascii_case(&it)));
        let Some(place) = sent.iter().position(is_named) else {
            // Which of them is made is not known.
            let mut call = sent.swap_remove(0);
            call.method = Some(Text::hole("method", call.client.name));
            call.body = Body::None;
            call.notes.clear();
            return Some(call);
        };
        return Some(sent.swap_remove(place));
    }
    let place = sent.iter().position(|call| !matches!(call.body, Body::None)).unwrap_or_default();
    (!sent.is_empty()).then(|| sent.swap_remove(place))
}

/// Whether path, method or body of a call are not known, so that they may be what a function is given.
fn is_open(text: &str, call: &Call) -> bool {
    let Some(url) = &call.url else { return true };
    if url.is_hole() && is_link(url.span.of(text)) {
        return false;
    }
    if matches!(call.body, Body::Unknown(..)) || call.method.as_ref().is_some_and(Text::is_hole) || url.is_hole() {
        return true;
    }
    let value = url.value(text);
    let path = value.split_once("://").map_or(value.as_str(), |(_, behind)| {
        behind.find(['/', '{']).map_or("", |slash| behind[slash..].trim_start_matches('/'))
    });
    let path = ["v1.0", "beta"].iter().find_map(|version| path.strip_prefix(version)).unwrap_or(path);
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    first.is_empty() || first.contains('{')
}

/// Whether more is known of a call than of the one inside the function, and enough to read it.
fn is_more(text: &str, inside: &Call, call: &Call) -> bool {
    let value = |url: &Option<Text>| url.as_ref().map(|url| url.value(text));
    let is_known = call.url.as_ref().is_some_and(|url| !url.is_hole());
    let has_body = |call: &Call| matches!(call.body, Body::Json(_) | Body::Text(_) | Body::File(_));
    is_known && (value(&inside.url) != value(&call.url) || !has_body(inside) && has_body(call))
}

impl Values<'_> {
    /// The function that is called at a site, if it is one of the script.
    fn function_at(&self, site: &Site, unique: &HashMap<&str, Option<usize>>) -> Option<usize> {
        let callee = self.callee(site)?;
        let name = self.words(callee.name);
        let Some(object) = &callee.object else {
            let is_new = self.words(callee.whole.start) == "new";
            return self.outline.function_called(name, site.scope).filter(|_| !is_new);
        };
        let of_class =
            |class: &str| self.outline.classes.get(class).and_then(|&class| self.outline.method(class, name));
        // Most methods of most objects are none of the script.
        let by_name = unique.get(name)?;
        let first = self.words(object.start);
        if object.len() == 1 && self.dialect.selves.contains(&first) {
            return self.outline.method(self.outline.class_around(site.scope)?, name);
        }
        if let Some(method) = of_class(first).filter(|_| object.len() == 1) {
            return Some(method);
        }
        if let Some(origin) = self.origin(object, callee.at) {
            let class = origin.path.rsplit('.').next().unwrap_or_default();
            if self.outline.classes.contains_key(class) {
                return of_class(class);
            }
        }
        // Of what it is called is not known: only where it is given a path.
        let items = self.items(&callee.inside);
        let is_path = |item: &std::ops::Range<usize>| {
            let value = item.end.checked_sub(1).map_or("", |_| self.words(item.start));
            let value =
                value.trim_start_matches(|mark: char| mark.is_ascii_alphabetic()).trim_start_matches(['"', '\'', '`']);
            let chunk = self.words(item.start + 1);
            value.starts_with('/') || value.is_empty() && chunk.starts_with('/')
        };
        (*by_name).filter(|_| items.iter().take(4).any(is_path))
    }

    /// The values of the parameters of a function, by their tokens. What is not known is left out.
    fn given(&self, function: &Function, arguments: &Arguments, place: Span) -> HashMap<usize, Literal> {
        let mut given = HashMap::new();
        let at = At { scope: function.scope, depth: 0 };
        let is_parameter = |name: &str| {
            let mut plain = function.parameters.iter().filter(|it| it.kind == ParameterKind::Plain);
            plain.any(|parameter| self.words(parameter.at) == name)
        };
        for parameter in &function.parameters {
            let name = self.words(parameter.at);
            let (value, is_certain) = match parameter.kind {
                ParameterKind::Plain => (arguments.get(name, parameter.place).cloned(), !arguments.incomplete),
                ParameterKind::Rest => continue,
                ParameterKind::Named => {
                    let left = arguments.named.iter().filter(|(name, ..)| !is_parameter(name));
                    let members = left.map(|(_, value, key)| {
                        let key = Key { span: *key, inner: *key, quoting: Quoting::FixedName };
                        Member { key, colon: None, value: value.clone(), comma: None }
                    });
                    let gap = Span::gap(place.end);
                    let object = Object {
                        span: place,
                        open: gap,
                        close: gap,
                        notation: self.dialect.notation,
                        members: members.collect(),
                        incomplete: arguments.incomplete,
                    };
                    (Some(Literal::Object(Rc::new(object))), true)
                }
                ParameterKind::Member(key) => match arguments.placed.get(parameter.place) {
                    Some(Literal::Object(object)) => {
                        (collections::get(self.text, object, self.words(key)), !object.incomplete)
                    }
                    _ => (None, false),
                },
            };
            let value = match (value, &parameter.default) {
                (Some(value), _) => value,
                (None, _) if !is_certain => continue,
                (None, Some(default)) => self.value(default.clone(), at),
                (None, None) if self.dialect.python => continue,
                (None, None) => Literal::Null(place),
            };
            given.insert(parameter.at, value);
        }
        given
    }

    /// A URL whose first part was put before one with a host: what a function does with a path it does not do with that.
    fn rehosted(&self, url: Text) -> Text {
        let begins = |part: &Part| match part {
            Part::Words { span, .. } => span.of(self.text).starts_with("https://"),
            Part::Known { text, .. } => text.starts_with("https://"),
            Part::Hole { .. } => false,
        };
        match url.parts.iter().rposition(begins) {
            Some(place) if place > 0 => Text { parts: url.parts[place..].to_vec(), word: None, ..url },
            _ => url,
        }
    }
}
