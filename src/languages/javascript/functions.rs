//! What JavaScript's own functions and methods give, and its objects.

use std::rc::Rc;

use crate::languages::expressions::collections::{self, Members};
use crate::languages::expressions::operators::as_text;
use crate::languages::expressions::suffixes::Called;
use crate::languages::expressions::token::{Bracket, Kind};
use crate::languages::expressions::values::{At, Values};
use crate::languages::{Key, Literal, Made, Member, Object, Part, Text};
use crate::text::Span;
use crate::text::notation::JAVASCRIPT;
use crate::text::quoting::Quoting;

/// The value of a call of the function at `path`.
pub(super) fn function(values: &Values<'_>, path: &str, called: &Called<'_>, at: At) -> Option<Literal> {
    let arguments = || values.arguments(&called.inside, at);
    match path {
        "JSON.stringify" => {
            let arguments = arguments();
            let value = arguments.placed.first()?.clone();
            // What a function or a list of names leaves out is not known.
            let is_whole = matches!(arguments.placed.get(1), None | Some(Literal::Null(_)))
                || values
                    .items(&called.inside)
                    .get(1)
                    .is_some_and(|item| values.span(item).of(values.text) == "undefined");
            let value = if is_whole { value } else { Literal::hole("", value.span()) };
            Some(values.made(Made::Json { value, maker: called.name, cut: None }, called))
        }
        // What goes through JSON is what it was.
        "JSON.parse" => match arguments().placed.first() {
            Some(Literal::Text(text)) => match text.made.as_deref() {
                Some(Made::Json { value, .. }) => Some(value.clone()),
                _ => None,
            },
            _ => None,
        },
        "encodeURIComponent" | "encodeURI" | "String" => {
            let text = as_text(arguments().placed.first()?)?;
            let plain =
                text.value(values.text).bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.~{}".contains(&byte));
            (plain || path == "String").then(|| Literal::Text(Rc::new(Text { word: None, ..text })))
        }
        "new URL" => {
            let arguments = arguments();
            let url = as_text(arguments.placed.first()?)?;
            match arguments.placed.get(1) {
                None => Some(Literal::Text(Rc::new(url))),
                Some(base) => {
                    let base = as_text(base)?.known_value(values.text)?;
                    let path = url.value(values.text);
                    let host = base.find("://").map(|at| at + 3)?;
                    let end = base[host..].find('/').map_or(base.len(), |at| host + at);
                    path.starts_with('/').then(|| {
                        let host = Text::known(&base[..end], url.span);
                        Literal::Text(Rc::new(host.joined(&url, url.span)))
                    })
                }
            }
        }
        "Object.assign" => {
            let arguments = arguments();
            let mut parts = arguments.placed.iter();
            let first = parts.next().filter(|first| matches!(first, Literal::Object(_)))?;
            let mut whole = if arguments.incomplete { first.incomplete() } else { first.clone() };
            for part in parts {
                whole = match (&whole, part) {
                    (Literal::Object(of), Literal::Object(more)) if values.can_merge(of, more) => {
                        whole.changed(|object| collections::merge(values.text, object, more))
                    }
                    _ => whole.incomplete(),
                };
            }
            Some(whole)
        }
        "Object.freeze" | "structuredClone" | "new Headers" | "new fetch.Headers" | "new Array" | "Array.from"
        | "Buffer.from" | "_.cloneDeep" => {
            arguments().placed.first().filter(|value| !matches!(value, Literal::Number(..))).cloned().or_else(|| {
                (path == "new Headers").then(|| {
                    let (open, close) = (Span::gap(called.span.end), Span::gap(called.span.end));
                    let notation = &JAVASCRIPT;
                    let (members, incomplete) = (Vec::new(), false);
                    Literal::Object(Rc::new(Object { span: called.span, open, close, notation, members, incomplete }))
                })
            })
        }
        "fs.readFileSync"
        | "readFileSync"
        | "fs.promises.readFile"
        | "node:fs.readFileSync"
        | "fs.createReadStream" => match arguments().placed.first() {
            Some(Literal::Text(path)) => Some(values.made(Made::File((**path).clone()), called)),
            _ => None,
        },
        _ => None,
    }
}

/// The value of a call of a method of `object`.
pub(super) fn method(
    values: &Values<'_>,
    object: &Literal,
    name: &str,
    called: &Called<'_>,
    at: At,
) -> Option<Literal> {
    match (object, name) {
        (Literal::Text(text), "toString" | "trim") => {
            let value = text.value(values.text);
            (name == "toString" || value.trim() == value).then(|| object.clone())
        }
        (Literal::Text(text), "concat") if text.made.is_none() => {
            let arguments = values.arguments(&called.inside, at);
            (!arguments.incomplete)
                .then(|| arguments.placed.iter().fold(object.clone(), |sum, more| values.sum(&sum, more, called.span)))
        }
        (Literal::Text(text), "toUpperCase" | "toLowerCase") if text.made.is_none() => {
            let known = text.known_value(values.text)?;
            let changed = if name == "toUpperCase" { known.to_uppercase() } else { known.to_lowercase() };
            Some(Literal::Text(Rc::new(Text::known(&changed, text.span))))
        }
        (Literal::Text(text), "replace") if text.made.is_none() => {
            let arguments = values.arguments(&called.inside, at);
            let known = |place: usize| match arguments.placed.get(place) {
                Some(Literal::Text(text)) => text.known_value(values.text),
                _ => None,
            };
            let (from, to, value) = (known(0)?, known(1)?, text.known_value(values.text)?);
            if from.is_empty() || to.contains('$') || !value.contains(&from) {
                return (!value.contains(&from)).then(|| object.clone());
            }
            Some(Literal::Text(Rc::new(Text::known(&value.replacen(&from, &to, 1), text.span))))
        }
        (Literal::Array(list), "join") => match values.arguments(&called.inside, at).placed.first() {
            Some(Literal::Text(separator)) => values.join(list, separator, called.span),
            None => values.join(list, &Text::known(",", called.span), called.span),
            Some(_) => None,
        },
        _ => None,
    }
}

/// The object between two braces.
pub(super) fn object(values: &Values<'_>, start: usize, end: usize, at: At) -> Literal {
    let inside = values.inside(start, end);
    let span = values.span(&(start..end));
    let is_closed = values.tokens.get(start).is_some_and(|token| token.partner.is_some());
    let object = Object {
        span,
        open: values.place(start),
        close: if is_closed { values.place(end - 1) } else { Span::gap(span.end) },
        notation: &JAVASCRIPT,
        members: Vec::new(),
        incomplete: !is_closed,
    };
    let mut members = Members::of(values.text, object);
    for item in values.items(&inside) {
        if item.is_empty() {
            continue;
        }
        if !values.steps(1) {
            members.object.incomplete = true;
            break;
        }
        let first = item.start;
        if values.kind(first) == Some(Kind::Spread) {
            match values.value(first + 1..item.end, at) {
                Literal::Object(more) if values.can_spread(&more) => members.merge(&more),
                _ => members.object.incomplete = true,
            }
            continue;
        }
        let comma = (values.kind(item.end) == Some(Kind::Comma)).then(|| values.place(item.end));
        let behind = values.behind(first, item.end);
        if values.kind(behind) == Some(Kind::Colon) && behind < item.end {
            if values.span(&(behind + 1..item.end)).of(values.text) == "undefined" {
                continue;
            }
            match key(values, first, behind, at) {
                Some(key) => {
                    let value = values.value(behind + 1..item.end, at);
                    let colon = Some(values.place(behind));
                    members.add(Member { key, colon, value, comma });
                }
                None => members.object.incomplete = true,
            }
        } else if item.len() == 1 && values.kind(first) == Some(Kind::Name) {
            let name = values.place(first);
            let key = Key { span: name, inner: name, quoting: Quoting::FixedName };
            let value = values.value(item.clone(), at);
            members.add(Member { key, colon: Some(Span::gap(name.end)), value, comma });
        } else if !(values.kind(first) == Some(Kind::Name) && values.kind(behind) == Some(Kind::Open(Bracket::Paren))) {
            // A getter, or what is not understood. Methods are left out of JSON.
            members.object.incomplete = true;
        }
    }
    Literal::Object(Rc::new(members.object))
}

/// A key that is written down.
fn key(values: &Values<'_>, start: usize, end: usize, at: At) -> Option<Key> {
    let token = values.tokens.get(start)?;
    match token.kind {
        Kind::Name => Some(Key { span: token.span, inner: token.span, quoting: Quoting::JavaScriptBare }),
        Kind::String(quoting) => Some(Key { span: token.span, inner: token.inner, quoting }),
        Kind::Number if token.span.of(values.text).bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(Key { span: token.span, inner: token.span, quoting: Quoting::FixedName })
        }
        // `[name]: value`
        Kind::Open(Bracket::Square) => match values.value(values.inside(start, end), at) {
            Literal::Text(text) => match text.parts.as_slice() {
                [Part::Words { span, .. }] if !span.of(values.text).contains('\\') => {
                    Some(Key { span: *span, inner: *span, quoting: Quoting::FixedName })
                }
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
