//! What changes a value as it is written: casts, members, methods, indices.

use std::ops::Range;
use std::rc::Rc;

use super::hashtable;
use super::lexer::{Bracket, Kind};
use super::value::{At, Values};
use crate::languages::{Array, Literal, Text};
use crate::text::Span;
use crate::text::notation::POWERSHELL;

impl Values<'_> {
    pub(super) fn cast(&self, cast: &str, value: Literal, range: &Range<usize>) -> Literal {
        let name = cast.trim_start_matches("system.").trim_start_matches("management.automation.");
        let name = name.trim_start_matches("collections.").trim_start_matches("specialized.");
        match (name, &value) {
            ("ordered" | "pscustomobject" | "psobject" | "hashtable" | "object" | "idictionary", _) => value,
            ("string" | "uri" | "guid", Literal::Text(_)) => value,
            ("string", Literal::Number(number, span)) => Literal::Text(Rc::new(Text::known(number, *span))),
            ("int" | "int32" | "int64" | "long" | "double" | "decimal", Literal::Number(..)) => value,
            ("bool" | "boolean" | "switch", Literal::Bool(..)) => value,
            (_, Literal::Array(_)) if name.ends_with("[]") || name == "array" || name.starts_with("generic.list") => {
                value
            }
            (_, Literal::Hole(..)) => value,
            (_, _) if name == "array" || name.ends_with("[]") => {
                // A single value becomes a list of one.
                let span = value.span();
                let elements = vec![(value, None)];
                let (open, close) = (Span::gap(span.start), Span::gap(span.end));
                Literal::Array(Rc::new(Array { span, open, close, notation: &POWERSHELL, elements, incomplete: true }))
            }
            _ => self.hole(range),
        }
    }

    /// Evaluates a static member, such as `[System.Collections.Generic.List[object]]::new()`.
    pub(super) fn static_member(&self, range: &Range<usize>, start: usize, colons: usize, at: At) -> Literal {
        let name = self.span(&(start + 1..colons - 1)).of(self.text).to_ascii_lowercase();
        let span = self.span(range);
        let behind = self.behind(colons + 2, range.end);
        let is_new = self.words(colons + 1).eq_ignore_ascii_case("new") && behind == range.end;
        if is_new
            && behind == colons + 4
            && let Some(empty) = hashtable::empty(&name, span)
        {
            return empty;
        }
        if is_new && matches!(name.as_str(), "uri" | "system.uri") {
            let arguments = colons + 3..range.end.saturating_sub(1).max(colons + 3);
            return self.new_uri(&arguments, range, at);
        }
        self.hole(range)
    }

    /// `[uri]::new($base, $path)`: the base is a host, or ends as a folder does.
    fn new_uri(&self, arguments: &Range<usize>, range: &Range<usize>, at: At) -> Literal {
        let parts = self.split(arguments, |_, kind| kind == Kind::Comma);
        let mut texts = parts.into_iter().map(|part| match self.expression(part, at.deeper()) {
            Literal::Text(text) if text.made.is_none() => Some(text),
            _ => None,
        });
        match (texts.next(), texts.next(), texts.next()) {
            (Some(Some(text)), None, None) => Literal::Text(text),
            (Some(Some(base)), Some(Some(path)), None) => {
                let (folder, below) = (base.value(self.text), path.value(self.text));
                let is_host =
                    folder.split_once("://").is_some_and(|(_, host)| !host.trim_end_matches('/').contains('/'));
                let is_below = is_host || folder.ends_with('/') && !below.starts_with('/');
                let slash = match (folder.ends_with('/'), below.starts_with('/')) {
                    (false, false) => "/",
                    (true, true) => return self.hole(range),
                    _ => "",
                };
                if !is_below || below.contains("://") {
                    return self.hole(range);
                }
                let slash = Text::known(slash, Span::gap(base.span.end));
                let span = self.span(range);
                Literal::Text(Rc::new(base.joined(&slash, span).joined(&path, span)))
            }
            _ => self.hole(range),
        }
    }

    /// What is after a value: members, methods, indices.
    pub(super) fn members(&self, value: Literal, range: Range<usize>, from: usize, at: At) -> Literal {
        let (mut value, mut index) = (value, from);
        while index < range.end {
            let end = self.behind(index, range.end);
            let glued = self.tokens[index].glued;
            value = match (self.kind(index), &value) {
                (Some(Kind::Dot), Literal::Text(text)) if self.kind(index + 2) == Some(Kind::Open(Bracket::Paren)) => {
                    let call = index + 2..self.behind(index + 2, range.end);
                    index = call.end;
                    let changed = self.method(text, self.words(index - call.len() - 1), &call, at);
                    match changed {
                        Some(text) => Literal::Text(Rc::new(text)),
                        None => return self.hole(&range),
                    }
                }
                (Some(Kind::Dot), Literal::Object(object))
                    if self.kind(index + 2) != Some(Kind::Open(Bracket::Paren)) =>
                {
                    let name = self.tokens.get(index + 1).map_or("", |token| token.inner.of(self.text));
                    index += 2;
                    match hashtable::get(self.text, object, name) {
                        Some(value) => value,
                        None => return self.hole(&range),
                    }
                }
                (Some(Kind::Open(Bracket::Square)), Literal::Object(object)) if glued => {
                    let key = match self.kind(index + 1) {
                        Some(Kind::String(_)) if end == index + 3 => self.tokens[index + 1].inner.of(self.text),
                        _ => return self.hole(&range),
                    };
                    index = end;
                    match hashtable::get(self.text, object, key) {
                        Some(value) => value,
                        None => return self.hole(&range),
                    }
                }
                _ => return self.hole(&range),
            };
        }
        value
    }

    /// A method of a text, if what it gives is certain.
    pub(super) fn method(&self, text: &Text, name: &str, call: &Range<usize>, at: At) -> Option<Text> {
        let name = name.to_ascii_lowercase();
        let inside = call.start + 1..call.end - 1;
        match name.as_str() {
            "tostring" | "trim" if inside.is_empty() && text.word.is_some() => Some(text.clone()),
            "tostring" if inside.is_empty() => Some(text.clone()),
            "replace" => {
                let [from, to] = self.split(&inside, |_, kind| kind == Kind::Comma).try_into().ok()?;
                let texts = [from, to].map(|part| match self.expression(part, at.deeper()) {
                    Literal::Text(text) => text.known_value(self.text),
                    _ => None,
                });
                let [Some(from), Some(to)] = texts else { return None };
                let value = text.known_value(self.text).filter(|_| !from.is_empty())?;
                // Where nothing is replaced, it stays what it is.
                let is_same = !value.contains(&from);
                Some(if is_same { text.clone() } else { Text::known(&value.replace(&from, &to), text.span) })
            }
            _ => None,
        }
    }
}
