//! Names, and what is after a value: members, indices, calls.

use std::ops::Range;
use std::rc::Rc;

use super::collections;
use super::token::{Bracket, Kind};
use super::values::{At, Values};
use crate::languages::{Literal, Text};
use crate::text::Span;

/// A call of a function or method inside an expression.
#[derive(Clone, Debug)]
pub(in crate::languages) struct Called<'v> {
    /// What is between its parentheses.
    pub(in crate::languages) inside: Range<usize>,
    /// The name of what is called.
    pub(in crate::languages) name: Span,
    /// All of the expression, up to the end of the call.
    pub(in crate::languages) span: Span,
    pub(in crate::languages) words: &'v str,
}

impl<'t> Values<'t> {
    /// An expression that begins with a name.
    pub(super) fn named(&self, range: &Range<usize>, at: At) -> Literal {
        let start = range.start;
        let word = self.words(start);
        let span = self.place(start);
        let [truth, lie, nothing] = self.dialect.notation.literals;
        if range.len() == 1 {
            if word == truth || word == lie {
                return Literal::Bool(word == truth, span);
            }
            if word == nothing || word == "undefined" && !self.dialect.python {
                return Literal::Null(span);
            }
        }
        if word == "new" && !self.dialect.python && range.len() > 1 {
            let mut path = self.words(start + 1).to_owned();
            let mut end = start + 2;
            while end + 1 < range.end && self.kind(end) == Some(Kind::Dot) {
                path = format!("{path}.{}", self.words(end + 1));
                end += 2;
            }
            return self.suffixes(None, format!("new {path}"), range.clone(), end, at);
        }
        let end = start + 1;
        // `self.base`, `this.base`, and what a class says of itself.
        if self.kind(end) == Some(Kind::Dot) && self.kind(end + 1) == Some(Kind::Name) && end + 1 < range.end {
            let class = if self.dialect.selves.contains(&word) {
                self.outline.class_around(at.scope)
            } else {
                self.outline.classes.get(word).copied()
            };
            let is_call = self.kind(end + 2) == Some(Kind::Open(Bracket::Paren));
            if let Some(class) = class.filter(|_| !is_call) {
                let name = format!(".{}", self.words(end + 1));
                let in_class = At { scope: class, ..at };
                let value = self.of_member(&name, start, in_class, at.scope);
                let value = value.unwrap_or_else(|| self.hole(&(start..end + 2)));
                return self.suffixes(Some(value), format!("{word}{name}"), range.clone(), end + 2, at);
            }
        }
        match self.of_variable(word, start, at.deeper()) {
            Some(Literal::Text(text)) => {
                // What else the variable is used for nobody knows here.
                let mut text = (*text).clone();
                text.word = None;
                self.suffixes(Some(Literal::Text(Rc::new(text))), word.to_owned(), range.clone(), end, at)
            }
            Some(value) => self.suffixes(Some(value), word.to_owned(), range.clone(), end, at),
            None => {
                let path = self.outline.imports.get(word).map_or(word, String::as_str).to_owned();
                self.suffixes(None, path, range.clone(), end, at)
            }
        }
    }

    /// What is after `value`, from `from` on; `path` is its name, and it has no value if it is a module or the like.
    pub(super) fn suffixes(
        &self,
        value: Option<Literal>,
        path: String,
        range: Range<usize>,
        from: usize,
        at: At,
    ) -> Literal {
        let (mut value, mut path, mut index) = (value, path, from);
        // The value that a method is called of.
        let mut object: Option<Literal> = None;
        let mut name = self.place(range.start);
        while index < range.end {
            let end = self.behind(index, range.end);
            match self.kind(index) {
                Some(Kind::Dot) if self.kind(index + 1) == Some(Kind::Name) && index + 1 < range.end => {
                    let member = self.words(index + 1);
                    name = self.place(index + 1);
                    path = if path.len() < 100 { format!("{path}.{member}") } else { String::new() };
                    object = value.take();
                    value = match &object {
                        Some(Literal::Object(of)) if !self.dialect.python => collections::get(self.text, of, member),
                        _ => None,
                    };
                    index += 2;
                    continue;
                }
                // `a?.[0]`, `a?.()`
                Some(Kind::Dot) => {
                    index += 1;
                    continue;
                }
                Some(Kind::Open(Bracket::Square)) => {
                    let key = self.inside(index, end);
                    value = match (&value, self.value(key, at.deeper())) {
                        (Some(Literal::Object(of)), Literal::Text(key)) => {
                            key.known_value(self.text).and_then(|key| collections::get(self.text, of, &key))
                        }
                        (Some(Literal::Array(list)), Literal::Number(place, _)) if !list.incomplete => {
                            place.parse().ok().and_then(|place: usize| list.elements.get(place)).map(|it| it.0.clone())
                        }
                        _ => None,
                    };
                    path.clear();
                }
                Some(Kind::Open(Bracket::Paren)) => {
                    let span = self.span(&(range.start..end));
                    let words = span.of(self.text);
                    let called = Called { inside: self.inside(index, end), name, span, words };
                    let member = name.of(self.text);
                    let by_method =
                        object.as_ref().and_then(|object| (self.dialect.method)(self, object, member, &called, at));
                    let result = match by_method {
                        None if !path.is_empty() => (self.dialect.function)(self, &path, &called, at),
                        result => result,
                    };
                    value = Some(result.unwrap_or_else(|| Literal::hole("", span)));
                    path.clear();
                }
                Some(Kind::Operator) if self.words(index) == "!" => {
                    index += 1;
                    continue;
                }
                Some(Kind::Operator) if self.words(index) == "<" => match self.behind_types(index, range.end) {
                    Some(behind) => {
                        index = behind;
                        continue;
                    }
                    None => return self.hole(&range),
                },
                _ => return self.hole(&range),
            }
            object = None;
            index = end;
        }
        match value {
            Some(value) => value,
            None => self.hole(&range),
        }
    }

    /// What is in a list of arguments, as a value that is made text.
    pub(in crate::languages) fn made(&self, made: crate::languages::Made, called: &Called<'_>) -> Literal {
        Literal::Text(Rc::new(Text::made(made, called.words, called.span)))
    }
}
