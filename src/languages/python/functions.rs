//! What Python's own functions and methods give, and its dicts.

use std::rc::Rc;

use crate::languages::expressions::collections::{self, Members};
use crate::languages::expressions::operators::as_text;
use crate::languages::expressions::suffixes::Called;
use crate::languages::expressions::token::{Bracket, Kind};
use crate::languages::expressions::values::{At, Values};
use crate::languages::{Key, Literal, Made, Member, Object, Part, Text};
use crate::text::Span;
use crate::text::notation::{PYTHON, PYTHON_CALL};
use crate::text::quoting::Quoting;

/// The value of a call of the function at `path`.
pub(super) fn function(values: &Values<'_>, path: &str, called: &Called<'_>, at: At) -> Option<Literal> {
    match path {
        "json.dumps" | "simplejson.dumps" | "ujson.dumps" | "orjson.dumps" | "dumps" => {
            let arguments = values.arguments(&called.inside, at);
            let value = arguments.get("obj", 0)?.clone();
            Some(values.made(Made::Json { value, maker: called.name, cut: None }, called))
        }
        "dict" | "OrderedDict" | "collections.OrderedDict" => dict_call(values, called, at),
        "str" | "urllib.parse.quote" | "quote" | "urllib.parse.quote_plus" | "parse.quote" => {
            let arguments = values.arguments(&called.inside, at);
            let text = as_text(arguments.placed.first()?)?;
            let plain =
                text.value(values.text).bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~{}".contains(&byte));
            (plain || path == "str").then(|| Literal::Text(Rc::new(Text { word: None, ..text })))
        }
        "copy.copy" | "copy.deepcopy" | "deepcopy" | "list" | "tuple" | "bytes" => {
            let arguments = values.arguments(&called.inside, at);
            match arguments.placed.first() {
                Some(value @ (Literal::Array(_) | Literal::Object(_) | Literal::Text(_))) => Some(value.clone()),
                _ => None,
            }
        }
        // The second argument is a guess, as good as a default.
        "os.getenv" | "os.environ.get" | "environ.get" | "getenv" | "config" => {
            let arguments = values.arguments(&called.inside, at);
            match arguments.get("default", 1) {
                Some(Literal::Text(text)) if values.is_address(text) => Some(Literal::Text(Rc::clone(text))),
                _ => None,
            }
        }
        "open" | "io.open" | "Path" | "pathlib.Path" => {
            let arguments = values.arguments(&called.inside, at);
            match arguments.placed.first() {
                Some(Literal::Text(path)) => Some(values.made(Made::File((**path).clone()), called)),
                _ => None,
            }
        }
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
        (Literal::Text(text), "encode" | "strip" | "rstrip" | "lstrip") => {
            // What is stripped is white space or the end of a base.
            let value = text.value(values.text);
            let strips = name != "encode" && (value.ends_with(['/', ' ', '\n']) || value.starts_with(['/', ' ', '\n']));
            match strips {
                false => Some(object.clone()),
                true => {
                    let known = text.known_value(values.text)?;
                    let signs = match values.arguments(&called.inside, at).placed.first() {
                        None => " \t\r\n".to_owned(),
                        Some(Literal::Text(signs)) => signs.known_value(values.text)?,
                        Some(_) => return None,
                    };
                    let signs: Vec<char> = signs.chars().collect();
                    let kept = match name {
                        "rstrip" => known.trim_end_matches(&signs[..]),
                        "lstrip" => known.trim_start_matches(&signs[..]),
                        _ => known.trim_matches(&signs[..]),
                    };
                    Some(Literal::Text(Rc::new(Text::known(kept, text.span))))
                }
            }
        }
        (Literal::Text(text), "read" | "read_text" | "read_bytes") if text.made.is_some() => Some(object.clone()),
        (Literal::Text(text), "upper" | "lower") if text.made.is_none() => {
            let known = text.known_value(values.text)?;
            let changed = if name == "upper" { known.to_uppercase() } else { known.to_lowercase() };
            Some(Literal::Text(Rc::new(Text::known(&changed, text.span))))
        }
        (Literal::Text(text), "format") if text.made.is_none() => {
            let arguments = values.arguments(&called.inside, at);
            (!arguments.incomplete).then(|| values.format(text, &arguments.placed, &arguments.named, called.span))
        }
        (Literal::Text(separator), "join") => {
            let arguments = values.arguments(&called.inside, at);
            match arguments.placed.first() {
                Some(Literal::Array(list)) => values.join(list, separator, called.span),
                _ => None,
            }
        }
        (Literal::Text(text), "replace") if text.made.is_none() => {
            let arguments = values.arguments(&called.inside, at);
            let known = |place: usize| match arguments.placed.get(place) {
                Some(Literal::Text(text)) => text.known_value(values.text),
                _ => None,
            };
            let (from, to, value) = (known(0)?, known(1)?, text.known_value(values.text)?);
            if from.is_empty() || !value.contains(&from) {
                return Some(object.clone());
            }
            Some(Literal::Text(Rc::new(Text::known(&value.replace(&from, &to), text.span))))
        }
        (Literal::Object(_) | Literal::Array(_), "copy") => Some(object.clone()),
        (Literal::Object(of), "get") => {
            let arguments = values.arguments(&called.inside, at);
            match arguments.placed.first() {
                Some(Literal::Text(key)) => collections::get(values.text, of, &key.known_value(values.text)?),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Evaluates a call of `dict`: `dict(a=1)`, `dict(base, a=1)`.
fn dict_call(values: &Values<'_>, called: &Called<'_>, at: At) -> Option<Literal> {
    let span = called.span;
    let inside = values.span(&called.inside);
    let (open, close) = match called.inside.is_empty() {
        true => (Span::new(span.start, span.end - 1), Span::new(span.end - 1, span.end)),
        false => (Span::new(span.start, inside.start), Span::new(inside.end, span.end)),
    };
    let mut object = Object { span, open, close, notation: &PYTHON_CALL, members: Vec::new(), incomplete: false };
    for item in values.items(&called.inside) {
        let item = values.trimmed(item);
        if values.kind(item.start) == Some(Kind::Name) && values.kind(item.start + 1) == Some(Kind::Assign) {
            let name = values.place(item.start);
            let key = Key { span: name, inner: name, quoting: Quoting::FixedName };
            let value = values.value(item.start + 2..item.end, at.deeper());
            let colon = Some(values.place(item.start + 1));
            let comma = (values.kind(item.end) == Some(Kind::Comma)).then(|| values.place(item.end));
            collections::set(values.text, &mut object, Member { key, colon, value, comma: None });
            if let Some(last) = object.members.last_mut() {
                last.comma = comma;
            }
            continue;
        }
        let spreads = usize::from(values.words(item.start) == "**");
        match values.value(item.start + spreads..item.end, at.deeper()) {
            Literal::Object(more) if values.can_merge(&object, &more) => {
                collections::merge(values.text, &mut object, &more);
            }
            _ => object.incomplete = true,
        }
    }
    Some(Literal::Object(Rc::new(object)))
}

/// The dict between two braces; a set is not a value that JSON has.
pub(super) fn dict(values: &Values<'_>, start: usize, end: usize, at: At) -> Literal {
    let inside = values.inside(start, end);
    let whole = start..end;
    let span = values.span(&whole);
    let is_closed = values.tokens.get(start).is_some_and(|token| token.partner.is_some());
    let object = Object {
        span,
        open: values.place(start),
        close: if is_closed { values.place(end - 1) } else { Span::gap(span.end) },
        notation: &PYTHON,
        members: Vec::new(),
        incomplete: !is_closed,
    };
    let mut members = Members::of(values.text, object);
    for item in values.items(&inside) {
        let item = values.trimmed(item);
        if item.is_empty() {
            continue;
        }
        if !values.steps(1) {
            members.object.incomplete = true;
            break;
        }
        if values.words(item.start) == "**" {
            match values.value(item.start + 1..item.end, at) {
                Literal::Object(more) if values.can_spread(&more) => members.merge(&more),
                _ => members.object.incomplete = true,
            }
            continue;
        }
        let parts = values.split(&item, |_, kind| kind == Kind::Colon);
        let [key, ..] = parts.as_slice() else { continue };
        if parts.len() < 2 || values.has_word(&item, "for") {
            // A set, or a comprehension.
            return Literal::hole(span.of(values.text), span);
        }
        let value = values.value(key.end + 1..item.end, at);
        let comma = (values.kind(item.end) == Some(Kind::Comma)).then(|| values.place(item.end));
        let colon = values.place(key.end);
        match self::key(values, key.start, key.end, at) {
            Some(key) => members.add(Member { key, colon: Some(colon), value, comma }),
            None => members.object.incomplete = true,
        }
    }
    Literal::Object(Rc::new(members.object))
}

/// A key that is written down.
fn key(values: &Values<'_>, start: usize, end: usize, at: At) -> Option<Key> {
    let token = values.tokens.get(start).filter(|_| end == start + 1);
    match token.map(|token| token.kind) {
        Some(Kind::String(quoting)) => token.map(|token| Key { span: token.span, inner: token.inner, quoting }),
        Some(Kind::Number) => token
            .filter(|token| token.span.of(values.text).bytes().all(|byte| byte.is_ascii_digit()))
            .map(|token| Key { span: token.span, inner: token.span, quoting: Quoting::FixedName }),
        // A constant: its name stays as it is, whatever the key should be.
        Some(Kind::Name) | Some(Kind::Open(Bracket::Template | Bracket::Paren)) | None => {
            match values.value(start..end, at) {
                Literal::Text(text) => match text.parts.as_slice() {
                    [Part::Words { span, quoting: Quoting::Python { .. } }]
                        if !span.of(values.text).contains(['\\', '{', '}']) =>
                    {
                        Some(Key { span: *span, inner: *span, quoting: Quoting::FixedName })
                    }
                    _ => None,
                },
                _ => None,
            }
        }
        _ => None,
    }
}
