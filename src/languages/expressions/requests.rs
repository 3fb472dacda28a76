//! Calls that send requests: what is called, of what, and what the message is made of.

use std::ops::Range;

use super::collections::{self, key_text};
use super::operators::as_text;
use super::outline::{EventKind, Site};
use super::token::{Bracket, Kind};
use super::values::{At, Values};
use crate::languages::{
    Argument, Body, Call, Client, Headers, KnownClient, Literal, Made, Note, NoteKind, Object, Text, UnknownBody, known,
};

#[derive(Clone, Debug)]
pub(in crate::languages) struct Callee {
    /// The token of its name.
    pub(in crate::languages) name: usize,
    /// The value that it is a method of, if it is one.
    pub(in crate::languages) object: Option<Range<usize>>,
    /// What is between its parentheses.
    pub(in crate::languages) inside: Range<usize>,
    /// The tokens of the whole call.
    pub(in crate::languages) whole: Range<usize>,
    /// All names of it, where it is made of nothing else: `requests.post`. Imports are what they stand for.
    pub(in crate::languages) path: String,
    pub(in crate::languages) at: At,
}

/// A call that made a value: `requests.Session()`.
#[derive(Clone, Debug)]
pub(in crate::languages) struct Origin {
    pub(in crate::languages) whole: Range<usize>,
    pub(in crate::languages) path: String,
    pub(in crate::languages) inside: Range<usize>,
    pub(in crate::languages) at: At,
}

/// The most links of a chain that are followed.
const MOST_LINKS: usize = 64;

impl Values<'_> {
    /// What is called at a site, or `None` if it has no name.
    pub(in crate::languages) fn callee(&self, site: &Site) -> Option<Callee> {
        let mut name = site.open.checked_sub(1)?;
        if self.words(name) == ">" && !self.dialect.python {
            name = self.before_types(name)?;
        }
        if self.words(name) == "." || self.words(name) == "?." {
            name = name.checked_sub(1)?;
        }
        if self.kind(name) != Some(Kind::Name) {
            return None;
        }
        let end = self.behind(site.open, self.tokens.len());
        let mut start = name;
        let object = (name > 0 && self.kind(name - 1) == Some(Kind::Dot)).then(|| {
            start = self.chain_start(name - 1);
            start..name - 1
        });
        if start > 0 && self.words(start - 1) == "new" {
            start -= 1;
        }
        let inside = self.inside(site.open, end);
        let at = At { scope: site.scope, depth: 0 };
        Some(Callee { name, object, inside, whole: start..end, path: self.path(start, name), at })
    }

    /// The name before arguments for types that end at `end`.
    fn before_types(&self, end: usize) -> Option<usize> {
        let (mut depth, mut at) = (0_usize, end);
        for _ in 0..48 {
            match self.words(at) {
                ">" => depth += 1,
                "<" => depth = depth.checked_sub(1)?,
                _ => {}
            }
            at = match self.tokens.get(at)?.partner {
                Some(partner) if matches!(self.kind(at), Some(Kind::Close(_))) => partner as usize,
                _ => at,
            };
            at = at.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
        None
    }

    /// Where the value begins that is before the dot at `dot`.
    fn chain_start(&self, dot: usize) -> usize {
        let mut at = dot;
        for _ in 0..MOST_LINKS {
            let Some(before) = at.checked_sub(1) else { return at };
            let first = match (self.kind(before), self.tokens.get(before).and_then(|token| token.partner)) {
                (Some(Kind::Name | Kind::String(_)), _) => before,
                (Some(Kind::Close(_)), Some(partner)) => partner as usize,
                (Some(Kind::Operator), _) if self.words(before) == ">" => match self.before_types(before) {
                    Some(name) => name,
                    None => return at,
                },
                _ => return at,
            };
            let is_name = self.kind(first) == Some(Kind::Name);
            let Some(earlier) = first.checked_sub(1) else { return first };
            at = match (self.kind(first), self.kind(earlier)) {
                (Some(Kind::Name), Some(Kind::Dot)) => earlier,
                (Some(Kind::Open(Bracket::Paren | Bracket::Square)), Some(Kind::Name | Kind::Close(_)))
                    if !self.is_keyword(earlier) =>
                {
                    first
                }
                (Some(Kind::Open(Bracket::Square | Bracket::Paren)), Some(Kind::Dot)) => earlier,
                (Some(Kind::Open(Bracket::Paren)), Some(Kind::Operator)) if self.words(earlier) == ">" => first,
                _ => return first,
            };
            if is_name && at == first {
                return first;
            }
        }
        at
    }

    fn is_keyword(&self, at: usize) -> bool {
        let word = self.words(at);
        self.dialect.operators.contains(&word)
            || self.dialect.prefixes.contains(&word)
            || matches!(word, "return" | "yield" | "print" | "case" | "throw" | "raise" | "assert" | "elif" | "while")
    }

    /// The names from `start` to `end`; nothing if something else is there.
    fn path(&self, start: usize, end: usize) -> String {
        let mut path = String::new();
        let mut at = start;
        while at <= end && path.len() < 120 {
            match self.kind(at) {
                Some(Kind::Name) if at == start => {
                    let word = self.words(at);
                    if word == "new" {
                        path.push_str("new ");
                    } else {
                        path.push_str(self.outline.imports.get(word).map_or(word, String::as_str));
                    }
                }
                Some(Kind::Name) => path.push_str(self.words(at)),
                Some(Kind::Dot) => path.push('.'),
                _ => return String::new(),
            }
            at += 1;
        }
        path
    }

    /// The call that made a value, through variables.
    pub(in crate::languages) fn origin(&self, range: &Range<usize>, at: At) -> Option<Origin> {
        let (mut range, mut at) = (self.trimmed(range.clone()), at);
        for _ in 0..8 {
            while range.start < range.end && self.dialect.prefixes.contains(&self.words(range.start)) {
                range.start += 1;
            }
            let (first, second) = (self.words(range.start), self.kind(range.start + 1));
            if range.is_empty() || !self.steps(range.len().min(16)) {
                return None;
            }
            if range.len() == 1 && self.kind(range.start) == Some(Kind::Name) {
                let (assigned, scope) = self.assigned(first, range.start, at)?;
                (range, at) = (self.trimmed(assigned), At { scope, ..at });
                continue;
            }
            let is_member = range.len() == 3 && second == Some(Kind::Dot) && self.dialect.selves.contains(&first);
            if is_member {
                let class = self.outline.class_around(at.scope)?;
                let name = format!(".{}", self.words(range.start + 2));
                let (assigned, _) = self.assigned_in(&name, class, usize::MAX)?;
                // It was assigned in a method, whose names are not known here but for those of the class.
                let scope = self.scope_of(&name, class).unwrap_or(class);
                (range, at) = (self.trimmed(assigned), At { scope, ..at });
                continue;
            }
            // `with X() as y` may give what X() gives.
            let close = range.end - 1;
            let open = match (self.kind(close), self.tokens.get(close)?.partner) {
                (Some(Kind::Close(Bracket::Paren)), Some(open)) => open as usize,
                _ => return None,
            };
            let name = open.checked_sub(1).filter(|&name| name >= range.start)?;
            let path = self.path(range.start, name);
            let path = path.strip_prefix("new ").unwrap_or(&path).to_owned();
            return Some(Origin { whole: range, path, inside: open + 1..close, at });
        }
        None
    }

    /// The scope in which a member of a class was last given a value.
    fn scope_of(&self, name: &str, class: usize) -> Option<usize> {
        let numbers = self.outline.of_variable.get(name)?;
        let mut events = numbers.iter().rev().take(64).map(|&number| &self.outline.events[number]);
        events.find(|event| event.scope == class && matches!(event.kind, EventKind::Set(_))).map(|event| event.from)
    }

    /// What a variable was last given before `position`, and the scope of that.
    fn assigned(&self, name: &str, position: usize, at: At) -> Option<(Range<usize>, usize)> {
        let mut scope = Some(at.scope);
        while let Some(current) = scope {
            let known = self.outline.scopes.get(current)?;
            let upto = if current == at.scope { position } else { usize::MAX };
            if self.is_assigned(name, current, upto) {
                return self.assigned_in(name, current, upto);
            }
            scope = known.parent;
        }
        None
    }

    fn is_assigned(&self, name: &str, scope: usize, upto: usize) -> bool {
        let numbers = self.outline.of_variable.get(name).map_or(&[][..], Vec::as_slice);
        let mut events = numbers.iter().rev().take(64).map(|&number| &self.outline.events[number]);
        events.any(|event| event.scope == scope && event.done < upto)
    }

    fn assigned_in(&self, name: &str, scope: usize, upto: usize) -> Option<(Range<usize>, usize)> {
        let numbers = self.outline.of_variable.get(name)?;
        let events = numbers.iter().rev().take(64).map(|&number| &self.outline.events[number]);
        let mut events = events.filter(|event| event.scope == scope && event.done < upto);
        // `self.session = None` is not a value that anything is called of.
        let is_value =
            |range: &Range<usize>| range.len() > 1 || self.words(range.start) != self.dialect.notation.literals[2];
        events.find_map(|event| match &event.kind {
            EventKind::Set(range) if is_value(range) => Some(Some((range.clone(), scope))),
            EventKind::Parameter(_) | EventKind::Unknown => Some(None),
            _ => None,
        })?
    }

    /// A client with the name at a token.
    pub(in crate::languages) fn client(&self, name: usize, base: Option<&'static str>) -> Client {
        Client { name: self.place(name), method: "GET", method_with_body: "POST", base, any_case: false }
    }

    /// What is sent as a body; `json` says whether a value is sent as JSON.
    pub(in crate::languages) fn body(&self, value: &Literal, json: bool) -> Body {
        let span = value.span();
        match value {
            Literal::Text(text) => match text.made.as_deref() {
                Some(Made::Json { value: Literal::Hole(..), .. }) => Body::Unknown(text.span, UnknownBody::Computed),
                // `JSON.stringify(undefined)` is nothing.
                Some(Made::Json { value: Literal::Null(_), .. }) => Body::None,
                Some(Made::Json { value, .. }) => Body::Json(value.clone()),
                Some(Made::File(path)) => Body::File(path.clone()),
                None if text.is_hole() => Body::Unknown(span, UnknownBody::Computed),
                None => Body::Text((**text).clone()),
            },
            Literal::Null(_) => Body::None,
            Literal::Hole(..) => Body::Unknown(span, UnknownBody::Computed),
            value if json => Body::Json(value.clone()),
            Literal::Object(_) => Body::Unknown(span, UnknownBody::Fields),
            _ => Body::Unknown(span, UnknownBody::Computed),
        }
    }

    /// The headers in an object.
    pub(in crate::languages) fn headers(&self, value: Option<&Literal>) -> Headers {
        let mut headers = Headers::default();
        match value {
            None | Some(Literal::Null(_)) => {}
            Some(Literal::Object(object)) => {
                headers.incomplete = object.incomplete;
                for member in &object.members {
                    let value = as_text(&member.value);
                    let value = value.unwrap_or_else(|| Text::hole("", member.value.span()));
                    headers.known.push((key_text(&member.key), value));
                }
            }
            Some(_) => headers.incomplete = true,
        }
        headers
    }

    /// Whether the headers say what the body is, or may do so.
    pub(in crate::languages) fn is_typed(&self, headers: &Headers) -> bool {
        let is_type = |(name, _): &(Text, Text)| name.value(self.text).eq_ignore_ascii_case("Content-Type");
        headers.incomplete || headers.known.iter().any(is_type)
    }

    /// A call with what is sent as a form, or without its type, noted.
    pub(in crate::languages) fn noted(&self, mut call: Call, sets_type: bool) -> Call {
        let body = std::mem::replace(&mut call.body, Body::None);
        call.body = match body {
            Body::Unknown(span, UnknownBody::Fields) => {
                call.notes.push(Note { span, kind: NoteKind::FormEncoded { encoded: true, fix: None } });
                Body::Unknown(span, UnknownBody::Form)
            }
            body => body,
        };
        let is_json = match &call.body {
            Body::Json(_) => true,
            Body::Text(text) => text.value(self.text).trim_start().starts_with(['{', '[']),
            _ => false,
        };
        if is_json && !sets_type && !self.is_typed(&call.headers) {
            let kind = NoteKind::FormEncoded { encoded: false, fix: None };
            call.notes.push(Note { span: call.client.name, kind });
        }
        call
    }

    /// The call of a client that is known from outside.
    pub(in crate::languages) fn of_known(&self, callee: &Callee, known: &KnownClient) -> Call {
        let arguments = self.arguments(&callee.inside, callee.at);
        let client = known::client(known, self.place(callee.name));
        // Where arguments have no names, an object holds them.
        let members: Vec<&Object> = match self.dialect.python {
            true => Vec::new(),
            false => arguments.placed.iter().filter_map(object).collect(),
        };
        let member = |name: &str| members.iter().find_map(|object| collections::get(self.text, object, name));
        let named = |name: &str| arguments.named(name).cloned().or_else(|| member(name));
        let named_text = |name: &str| named(name).as_ref().and_then(as_text);
        let placed = |place: usize| arguments.placed.get(place).and_then(as_text);
        let given = known::Given { named: &named_text, placed: &placed };
        let body = known.body.iter().find_map(|argument| match argument {
            Argument::Named(name) => named(name),
            Argument::At(place) => arguments.placed.get(*place).cloned(),
            Argument::Always(_) => None,
        });
        let incomplete = arguments.incomplete || members.iter().any(|object| object.incomplete);
        let body = match &body {
            Some(given) => self.body(given, true),
            None if incomplete && !known.body.is_empty() => Body::Unknown(client.name, UnknownBody::Computed),
            None => Body::None,
        };
        Call {
            span: self.span(&callee.whole),
            client,
            method: known::method(known, &given, client.name),
            url: known::url(known, &given, client.name, self.text),
            headers: Headers::default(),
            body,
            notes: Vec::new(),
        }
    }
}

fn object(value: &Literal) -> Option<&Object> {
    match value {
        Literal::Object(object) => Some(object),
        _ => None,
    }
}
