//! What a variable stands for: the last assignment before its use in the same function, or else in those around it and the file,
//! and what is added to it after that.

use std::ops::Range;
use std::rc::Rc;

use super::collections;
use super::outline::{Event, EventKind};
use super::token::{Bracket, Kind};
use super::values::{At, Values};
use crate::languages::{Array, Key, Literal, Member};
use crate::text::quoting::Quoting;

/// The most changes of one variable that are followed.
const MOST_CHANGES: usize = 400;

impl Values<'_> {
    /// The value of the variable called `name` before the token at `position`, or `None` if nothing is assigned to it.
    pub(in crate::languages) fn of_variable(&self, name: &str, position: usize, at: At) -> Option<Literal> {
        let numbers = self.outline.of_variable.get(name)?;
        let mut scope = Some(at.scope);
        while let Some(current) = scope {
            let known = self.outline.scopes.get(current)?;
            // The names of a class are not those of its methods.
            if (!known.is_class || current == at.scope)
                && let Some(value) = self.in_scope(name, numbers, current, position, at)
            {
                return Some(value);
            }
            scope = known.parent;
        }
        None
    }

    /// The value of a member of the object of a method, which has its events in the scope of the class.
    pub(super) fn of_member(&self, name: &str, position: usize, class: At, scope: usize) -> Option<Literal> {
        let numbers = self.outline.of_variable.get(name)?;
        let upto = if scope == class.scope { position } else { usize::MAX };
        self.in_scope(name, numbers, class.scope, upto, class)
    }

    fn in_scope(&self, name: &str, numbers: &[usize], scope: usize, position: usize, at: At) -> Option<Literal> {
        let before = numbers.partition_point(|&number| self.outline.events[number].done < position);
        // What calls a function comes after it, and so may what it uses.
        let upto = if scope == at.scope { before } else { numbers.len() };
        let nearest = &numbers[upto.saturating_sub(MOST_CHANGES * 4)..upto];
        if !self.steps(nearest.len() / 8) {
            return Some(Literal::hole(name, self.place(position)));
        }
        let is_here = |&&number: &&usize| self.outline.events[number].scope == scope;
        let mine: Vec<usize> = nearest.iter().filter(is_here).copied().collect();
        let (&last, _) = mine.split_last()?;
        self.after(&mine, last, at)
    }

    /// The value after the event `last`, the last one of `mine`.
    fn after(&self, mine: &[usize], last: usize, at: At) -> Option<Literal> {
        let scope = self.outline.events[last].from;
        if let Some(known) = self.kept(last, scope) {
            return known;
        }
        // Whoever asks for it on the way asks for what it is made of itself.
        self.keep(last, scope, None);
        let event = |number: usize| &self.outline.events[number];
        let begins = |number: &usize| {
            matches!(event(*number).kind, EventKind::Set(_) | EventKind::Parameter(_) | EventKind::Unknown)
        };
        let value = mine.iter().rposition(begins).map(|first| {
            let base = event(mine[first]);
            let mut value = self.first(base, at);
            let changes = &mine[first + 1..];
            if changes.len() > MOST_CHANGES {
                return value.incomplete();
            }
            for &number in changes {
                // Each change makes the value anew.
                if !self.steps(16 + size(&value)) {
                    return value.incomplete();
                }
                value = self.change(value, base, event(number), at);
            }
            value
        });
        self.keep(last, scope, value.clone());
        value
    }

    fn first(&self, event: &Event, at: At) -> Literal {
        let place = At { scope: event.from, depth: at.depth };
        let name = || self.tokens[event.at].inner.of(self.text);
        if let Some(given) = self.argument(event.at) {
            return given;
        }
        match &event.kind {
            EventKind::Set(value) => self.value(value.clone(), place),
            EventKind::Parameter(Some(default)) => {
                // A default is a guess: good enough for the beginning of a URL, and for nothing else.
                match self.value(default.clone(), place) {
                    Literal::Text(text) if self.is_address(&text) => Literal::Text(text),
                    other => Literal::hole(name(), other.span()),
                }
            }
            _ => Literal::hole(name(), self.place(event.at)),
        }
    }

    /// `value` after an event that changes it; `base` is the event that gave it its first value.
    fn change(&self, value: Literal, base: &Event, event: &Event, at: At) -> Literal {
        let place = At { scope: event.from, depth: at.depth };
        // What is done in a block that the value is not from may be done any number of times, or not at all.
        let certain = event.block == base.block && event.in_loop == base.in_loop;
        match &event.kind {
            EventKind::Append(added) => {
                let added = self.value(added.clone(), place);
                let sum = self.sum(&value, &added, value.span());
                if certain || matches!(sum, Literal::Hole(..)) { sum } else { sum.incomplete() }
            }
            EventKind::Member(path, assigned) => {
                let Some((keys, last)) = self.keys(path) else { return value.incomplete() };
                let assigned = match assigned {
                    Some(assigned) => self.value(assigned.clone(), place),
                    None => self.hole(&(event.at..path.end)),
                };
                let colon = Some(self.place(path.end));
                let member = Member { key: last, colon, value: assigned, comma: None };
                self.within(&value, &keys, &|inner| {
                    inner.changed(|object| collections::set(self.text, object, member.clone()))
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
                self.within(&value, &keys, &|inner| {
                    let after = self.called(inner, *method, arguments, place);
                    if certain { after } else { after.incomplete() }
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
                Kind::Open(Bracket::Square) if self.behind(at, path.end) == at + 3 => (at + 1, at + 3),
                _ => return None,
            };
            let token = self.tokens.get(token)?;
            keys.push(match token.kind {
                Kind::String(quoting) => Key { span: token.span, inner: token.inner, quoting },
                Kind::Name if !self.dialect.python && self.kind(at) == Some(Kind::Dot) => {
                    Key { span: token.span, inner: token.span, quoting: Quoting::FixedName }
                }
                _ => return None,
            });
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
        let name = collections::name(self.text, first);
        match collections::get(self.text, object, &name) {
            Some(inner) => {
                let inner = self.within(&inner, rest, change);
                value.changed(|object| {
                    let is_meant = |member: &&mut Member| collections::name(self.text, &member.key) == name;
                    if let Some(member) = object.members.iter_mut().find(is_meant) {
                        member.value = inner;
                    }
                })
            }
            None => value.incomplete(),
        }
    }

    /// `value` after a call of a method that changes it.
    fn called(&self, value: &Literal, method: usize, arguments: &Range<usize>, at: At) -> Literal {
        let items = self.items(arguments);
        match (self.words(method), value, items.as_slice()) {
            ("append" | "push", Literal::Array(array), added) if !added.is_empty() => {
                let mut array: Array = (**array).clone();
                for item in added {
                    let item = self.trimmed(item.clone());
                    let spreads = matches!(self.kind(item.start), Some(Kind::Spread)) || self.words(item.start) == "*";
                    array.incomplete |= spreads;
                    if !spreads {
                        array.elements.push((self.value(item, at.deeper()), None));
                    }
                }
                Literal::Array(Rc::new(array))
            }
            ("extend", Literal::Array(_), [added]) => {
                let added = self.value(added.clone(), at.deeper());
                self.sum(value, &added, value.span())
            }
            // Headers, and what a query is made of.
            ("append" | "set", Literal::Object(_), [key, added]) if key.len() == 1 => {
                let Some((token, Kind::String(quoting))) = self.tokens.get(key.start).map(|token| (token, token.kind))
                else {
                    return value.incomplete();
                };
                let key = Key { span: token.span, inner: token.inner, quoting };
                let value_of = self.value(added.clone(), at.deeper());
                let member = Member { key, colon: None, value: value_of, comma: None };
                value.changed(|object| collections::set(self.text, object, member))
            }
            ("update" | "assign", Literal::Object(_), items) => {
                let arguments = self.arguments(arguments, at);
                // `Object.assign(target, more)` has what is changed as its first argument.
                let skipped = usize::from(self.words(method) == "assign");
                let known = items.len() == arguments.placed.len() && !arguments.incomplete;
                let mut after = if known { value.clone() } else { value.incomplete() };
                for more in arguments.placed.iter().skip(skipped) {
                    after = match (&after, more) {
                        (Literal::Object(of), Literal::Object(more)) if self.can_merge(of, more) => {
                            after.changed(|object| collections::merge(self.text, object, more))
                        }
                        _ => after.incomplete(),
                    };
                }
                after
            }
            ("pop" | "delete", Literal::Object(_), [key, ..]) if key.len() == 1 => match self.kind(key.start) {
                Some(Kind::String(_)) => {
                    let name = self.tokens[key.start].inner.of(self.text).to_owned();
                    value.changed(|object| collections::remove(self.text, object, &name))
                }
                _ => value.incomplete(),
            },
            _ => value.incomplete(),
        }
    }
}

/// How many parts, elements or members a value has.
fn size(value: &Literal) -> usize {
    match value {
        Literal::Text(text) => text.parts.len(),
        Literal::Array(list) => list.elements.len(),
        Literal::Object(object) => object.members.len(),
        _ => 0,
    }
}
