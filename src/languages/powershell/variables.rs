//! What a variable stands for: the last assignment before its use in the same function, or else in those around it and the file,
//! and what is added to it after that.

use std::ops::Range;
use std::rc::Rc;

use super::hashtable;
use super::lexer::{Bracket, Kind};
use super::outline::{Event, EventKind, variable_name};
use super::value::{At, Values};
use crate::languages::{Array, Key, Literal, Member};
use crate::text::Span;

/// The most changes of one variable that are followed.
const MOST_CHANGES: usize = 400;

/// The most assignments inside each other that are looked out of.
const MOST_NESTED: usize = 32;

/// Whether `added` is a query that may or may not be added to the URL `value`: the URL is one without it.
fn is_query(text: &str, value: &Literal, added: &Literal) -> bool {
    let (Literal::Text(value), Literal::Text(added)) = (value, added) else { return false };
    let is_url =
        |url: &str| url.contains("://") || url.starts_with('/') || url.contains("v1.0/") || url.contains("beta/");
    added.value(text).starts_with(['?', '&']) && is_url(&value.value(text))
}

/// Whether an expression makes an object of a type of .NET, whose properties have names of their own.
fn is_typed(words: &str) -> bool {
    let is_new = words.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("new-object"));
    is_new || words.starts_with('[')
}

/// Whether a variable with this name is what some function is given.
pub(super) fn is_parameter(values: &Values<'_>, span: Span) -> bool {
    let name = variable_name(span.of(values.text).trim_start_matches('$').trim_matches(['{', '}', '(', ')', '$']));
    let events = values.outline.of_variable.get(&name).into_iter().flatten();
    events.take(64).any(|&number| matches!(values.outline.events[number].kind, EventKind::Parameter(_)))
}

impl Values<'_> {
    /// The value of the variable called `name` before the token at `position`, or `None` if nothing is assigned to it.
    pub(super) fn of_variable(&self, name: &str, position: usize, at: At) -> Option<Literal> {
        let numbers = self.outline.of_variable.get(&variable_name(name))?;
        let mut scope = Some(at.scope);
        while let Some(current) = scope {
            let outer = self.outline.scopes.get(current)?.parent;
            let is_here = |&&number: &&usize| self.outline.events[number].scope == current;
            let mut before = numbers.partition_point(|&number| self.outline.events[number].at < position);
            // What is in an assignment comes before it: `$body = $body | ConvertTo-Json`.
            let around = |&&number: &&usize| self.outline.events[number].kind.contains(position);
            before -= numbers[..before].iter().rev().take(MOST_NESTED).take_while(around).count();
            let assignment = numbers.get(before).filter(|number| around(number));
            // What calls a function comes after it, and so may what it uses.
            let upto = if current == at.scope { before } else { numbers.len() };
            let nearest = &numbers[upto.saturating_sub(MOST_CHANGES * 4)..upto];
            if !self.steps(nearest.len() / 8) {
                return Some(Literal::hole(name, self.tokens.get(position).map_or(Span::default(), |it| it.span)));
            }
            let mine: Vec<usize> = nearest.iter().filter(is_here).copied().collect();
            if let Some((&last, _)) = mine.split_last() {
                let value = self.after(&mine, last, at);
                // What is only perhaps put before a text, or after it, leaves a text that is not known.
                let events = &self.outline.events;
                let is_certain = assignment.is_none_or(|&number| events[number].block == events[last].block);
                let is_text = matches!(&value, Some(Literal::Text(text)) if text.made.is_none());
                return if is_text && !is_certain { None } else { value };
            }
            scope = outer;
        }
        // A script block may run in another place than it stands.
        None
    }

    /// The value after the event `last`, the last one of `mine`.
    fn after(&self, mine: &[usize], last: usize, at: At) -> Option<Literal> {
        if let Some(known) = self.known.borrow().get(&last) {
            return known.clone();
        }
        // Whoever asks for it on the way asks for what it is made of itself.
        self.known.borrow_mut().insert(last, None);
        let event = |number: usize| &self.outline.events[number];
        let begins = |number: &&usize| {
            matches!(event(**number).kind, EventKind::Set(_) | EventKind::Parameter(_) | EventKind::Unknown)
        };
        let first = mine.iter().rposition(|number| begins(&number));
        let value = first.map(|first| {
            let mut value = self.first(event(mine[first]), at);
            let base = event(mine[first]);
            let changes = &mine[first + 1..];
            if changes.len() > MOST_CHANGES {
                return value.incomplete();
            }
            for &number in changes {
                if !self.steps(16) {
                    return value.incomplete();
                }
                value = self.change(value, base, event(number), at);
            }
            value
        });
        self.known.borrow_mut().insert(last, value.clone());
        value
    }

    fn first(&self, event: &Event, at: At) -> Literal {
        let place = At { scope: event.scope, depth: at.depth };
        match &event.kind {
            EventKind::Set(value) => {
                let value = self.pipeline(value.clone(), place);
                self.typed(event.at, value)
            }
            EventKind::Parameter(_) if self.given.borrow().contains_key(&event.at) => {
                let given = self.given.borrow().get(&event.at).cloned();
                let given = given.unwrap_or_else(|| self.hole(&(event.at..event.at + 1)));
                self.typed(event.at, given)
            }
            EventKind::Parameter(Some(default)) => {
                // A default is a guess: good enough for text such as the beginning of a URL, and for nothing else.
                match self.pipeline(default.clone(), place) {
                    text @ Literal::Text(_) => text,
                    other => Literal::hole(self.tokens[event.at].inner.of(self.text), other.span()),
                }
            }
            _ => {
                let token = &self.tokens[event.at];
                Literal::hole(token.inner.of(self.text), token.span)
            }
        }
    }

    /// `value` as the variable at the token `at` holds it, whose type may be before it: `[array]$list = …`.
    fn typed(&self, at: usize, value: Literal) -> Literal {
        let Some(closer) = at.checked_sub(1).filter(|&closer| self.kind(closer) == Some(Kind::Close(Bracket::Square)))
        else {
            return value;
        };
        let opener = self.tokens[closer].partner.map_or(closer, |partner| partner as usize);
        let name = self.span(&(opener + 1..closer)).of(self.text).trim().to_ascii_lowercase();
        let is_list = name == "array" || name.ends_with("[]");
        if is_list && !matches!(value, Literal::Null(_)) { self.cast(&name, value, &(at..at + 1)) } else { value }
    }

    /// `value` after an event that changes it; `base` is the event that gave it its first value.
    fn change(&self, value: Literal, base: &Event, event: &Event, at: At) -> Literal {
        let place = At { scope: event.scope, depth: at.depth };
        // What is done in a block that the value is not from may be done any number of times, or not at all.
        let certain = event.block == base.block && event.in_loop == base.in_loop;
        match &event.kind {
            EventKind::Append(added) => {
                let added = self.pipeline(added.clone(), place);
                if !certain && is_query(self.text, &value, &added) {
                    return value;
                }
                let sum = self.sum(&value, &added, value.span());
                if certain || matches!(sum, Literal::Hole(..)) { sum } else { sum.incomplete() }
            }
            EventKind::Member(path, assigned) => {
                let Some((keys, last)) = self.keys(path) else { return value.incomplete() };
                let assigned = if assigned.is_empty() {
                    self.hole(&(event.at..path.end))
                } else {
                    self.pipeline(assigned.clone(), place)
                };
                let colon = self.tokens.get(path.end).map(|token| token.span);
                // What has a member is an object, whatever else is in it.
                let value = match (&value, &base.kind) {
                    (Literal::Hole(_, span), EventKind::Set(_) | EventKind::Unknown)
                        if !is_typed(span.of(self.text)) =>
                    {
                        hashtable::unknown(*span)
                    }
                    _ => value,
                };
                self.within(&value, &keys, &|inner| {
                    inner.changed(|object| hashtable::set(self.text, object, last, colon, assigned.clone()))
                })
            }
            EventKind::Method(path, method, arguments) => {
                let keys = match self.keys(path) {
                    Some((mut keys, last)) => {
                        keys.push(last);
                        keys
                    }
                    None if path.is_empty() => Vec::new(),
                    None => return value.incomplete(),
                };
                // What is given a key and a value is an object, whatever else is in it.
                let value = match (&value, &base.kind) {
                    (Literal::Hole(_, span), EventKind::Set(_))
                        if keys.is_empty() && self.is_added(*method, arguments) && !is_typed(span.of(self.text)) =>
                    {
                        hashtable::unknown(*span)
                    }
                    _ => value,
                };
                self.within(&value, &keys, &|inner| {
                    let after = self.called(inner, *method, arguments, place);
                    // A member that may be there is taken for one that is.
                    let adds = matches!(inner, Literal::Object(_)) && self.words(*method).eq_ignore_ascii_case("add");
                    if certain || adds { after } else { after.incomplete() }
                })
            }
            _ => value,
        }
    }

    /// The keys on the path to a member, and the last one, or `None` if one is not known.
    fn keys(&self, path: &Range<usize>) -> Option<(Vec<Key>, Key)> {
        let mut keys = Vec::new();
        let mut at = path.start;
        while at < path.end {
            let (token, next) = match self.kind(at)? {
                Kind::Dot => (at + 1, at + 2),
                Kind::Open(_) if self.behind(at, path.end) == at + 3 => (at + 1, at + 3),
                _ => return None,
            };
            keys.push(hashtable::key(self.text, self.tokens.get(token)?)?);
            at = next;
        }
        let last = keys.pop()?;
        Some((keys, last))
    }

    /// `value`, of which the value at the end of `keys` is changed.
    fn within(&self, value: &Literal, keys: &[Key], change: &dyn Fn(&Literal) -> Literal) -> Literal {
        // Recursion ends with the keys that somebody wrote on one line; more than a few are nobody's.
        let Some((first, rest)) = keys.split_first().filter(|_| keys.len() < 32) else { return change(value) };
        let Literal::Object(object) = value else { return value.clone() };
        let name = first.quoting.read(first.inner.of(self.text), 0, 0).0;
        match hashtable::get(self.text, object, &name) {
            Some(inner) => {
                let inner = self.within(&inner, rest, change);
                value.changed(|object| {
                    let is_meant = |member: &&mut Member| {
                        let key = member.key;
                        key.quoting.read(key.inner.of(self.text), 0, 0).0.eq_ignore_ascii_case(&name)
                    };
                    if let Some(member) = object.members.iter_mut().find(is_meant) {
                        member.value = inner;
                    }
                })
            }
            None => {
                // Of a typed object what is missing is made when it is named.
                let inner = self.within(&hashtable::unknown(first.span), rest, change);
                value.incomplete().changed(|object| {
                    object.members.push(Member { key: *first, colon: None, value: inner, comma: None });
                })
            }
        }
    }

    /// Whether a call of a method adds a value under a key that is written down.
    fn is_added(&self, method: usize, arguments: &Range<usize>) -> bool {
        let parts = self.split(arguments, |_, kind| kind == Kind::Comma);
        let is_key = |part: &Range<usize>| part.len() == 1 && matches!(self.kind(part.start), Some(Kind::String(_)));
        self.words(method).eq_ignore_ascii_case("add") && parts.len() == 2 && parts.first().is_some_and(is_key)
    }

    /// `value` after a call of a method that changes it.
    fn called(&self, value: &Literal, method: usize, arguments: &Range<usize>, at: At) -> Literal {
        let parts = self.split(arguments, |_, kind| kind == Kind::Comma);
        let method = self.words(method).to_ascii_lowercase();
        match (method.as_str(), value, parts.as_slice()) {
            ("add", Literal::Object(_), [key, added]) if key.len() == 1 => {
                let Some(key) = self.tokens.get(key.start).and_then(|token| match token.kind {
                    Kind::String(_) => hashtable::key(self.text, token),
                    _ => None,
                }) else {
                    return value.incomplete();
                };
                let added = self.pipeline(added.clone(), at.deeper());
                let comma = self.tokens.get(parts[0].end).map(|token| token.span);
                value.changed(|object| hashtable::set(self.text, object, key, comma, added))
            }
            ("add", Literal::Array(array), [_]) => {
                let added = self.pipeline(arguments.clone(), at.deeper());
                let mut array: Array = (**array).clone();
                array.elements.push((added, None));
                Literal::Array(Rc::new(array))
            }
            ("remove", Literal::Object(_), [key]) if key.len() == 1 => match self.kind(key.start) {
                Some(Kind::String(_)) => {
                    let name = self.tokens[key.start].inner.of(self.text).to_owned();
                    value.changed(|object| hashtable::remove(self.text, object, &name))
                }
                _ => value.incomplete(),
            },
            _ => value.incomplete(),
        }
    }
}
