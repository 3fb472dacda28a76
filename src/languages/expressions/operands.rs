//! What is between operators: strings and templates, numbers, names, lists.

use std::ops::Range;
use std::rc::Rc;

use super::number;
use super::operators::as_text;
use super::token::{Bracket, Kind};
use super::values::{At, MOST_PARTS, Values};
use crate::languages::{Array, Literal, Part, Text, is_gap};
use crate::text::Span;

impl Values<'_> {
    /// A value with what is before it and after it: a sign, members, calls.
    pub(super) fn operand(&self, range: &Range<usize>, at: At) -> Literal {
        let start = range.start;
        if self.words(start) == "-" && range.len() == 2 {
            return match number::json(self.words(start + 1)) {
                Some(number) if self.kind(start + 1) == Some(Kind::Number) => {
                    Literal::Number(format!("-{number}").into(), self.span(range))
                }
                _ => self.hole(range),
            };
        }
        let Some(token) = self.tokens.get(start) else { return self.hole(range) };
        let mut end = self.behind(start, range.end);
        let value = match token.kind {
            Kind::String(_) | Kind::Open(Bracket::Template) => {
                let is_text =
                    |at: usize| matches!(self.kind(at), Some(Kind::String(_) | Kind::Open(Bracket::Template)));
                let mut text = self.text_at(start, end, at);
                while self.dialect.python && end < range.end && is_text(end) {
                    let next = self.behind(end, range.end);
                    let whole = token.span.join(self.span(&(end..next)));
                    text = text.joined(&self.text_at(end, next, at), whole);
                    end = next;
                    if text.parts.len() > MOST_PARTS {
                        return self.hole(range);
                    }
                }
                Literal::Text(Rc::new(text))
            }
            Kind::Number => match number::json(self.words(start)) {
                Some(number) => Literal::Number(number.into(), token.span),
                None => self.hole(range),
            },
            Kind::Name => return self.named(range, at),
            Kind::Open(Bracket::Paren) => {
                let inside = self.inside(start, end);
                if self.dialect.python && (inside.is_empty() || self.items(&inside).len() > 1) {
                    self.list(start, end, at.deeper())
                } else if self.dialect.python && self.has_word(&inside, "for") {
                    self.unknown_list(&(start..end))
                } else {
                    self.value(inside, at.deeper())
                }
            }
            Kind::Open(Bracket::Square) => self.list(start, end, at.deeper()),
            Kind::Open(Bracket::Brace) => (self.dialect.object)(self, start, end, at.deeper()),
            _ => return self.hole(range),
        };
        self.suffixes(Some(value), String::new(), range.clone(), end, at)
    }

    /// A string or a template.
    fn text_at(&self, start: usize, end: usize, at: At) -> Text {
        let Some(token) = self.tokens.get(start) else { return Text::default() };
        if let Kind::String(quoting) = token.kind {
            return Text::literal(token.span, token.inner, quoting, self.dialect.notation);
        }
        let span = self.span(&(start..end));
        let mut text = Text { span, ..Text::default() };
        let inside = self.inside(start, end);
        let mut index = inside.start;
        while index < inside.end {
            let next = self.behind(index, inside.end);
            match self.kind(index) {
                Some(Kind::Chunk(quoting)) => {
                    text.parts.push(Part::Words { span: self.place(index), quoting });
                    if inside.len() == 1 {
                        let inner = self.place(index);
                        return Text { word: Some((inner, quoting, self.dialect.notation)), ..text };
                    }
                }
                Some(Kind::Open(Bracket::Hole)) => {
                    let expression = self.inside(index, next);
                    let value = self.value(expression.clone(), at.deeper());
                    let place = self.span(&(index..next));
                    match as_text(&value) {
                        Some(value) if !is_gap(self.text, place, &value) => text.parts.extend(value.parts),
                        _ => {
                            let words = self.span(&expression).of(self.text);
                            text.parts.extend(Text::hole(words, place).parts);
                        }
                    }
                }
                _ => {}
            }
            if text.parts.len() > MOST_PARTS {
                return Text::hole("", span);
            }
            index = next;
        }
        if inside.is_empty() {
            text.parts.push(Part::Known { text: "".into(), span });
        }
        text
    }

    pub(super) fn tuple(&self, range: &Range<usize>, at: At) -> Literal {
        let span = self.span(range);
        let elements = self.items(range).into_iter().map(|item| (self.value(item, at), None)).collect();
        let (open, close) = (Span::gap(span.start), Span::gap(span.end));
        let notation = self.dialect.notation;
        Literal::Array(Rc::new(Array { span, open, close, notation, elements, incomplete: true }))
    }

    /// A list between two brackets.
    pub(in crate::languages) fn list(&self, open: usize, end: usize, at: At) -> Literal {
        let inside = self.inside(open, end);
        let whole = open..end;
        let mut elements = Vec::new();
        let mut incomplete = self.tokens.get(open).is_none_or(|token| token.partner.is_none());
        for item in self.items(&inside) {
            let item = self.trimmed(item);
            if !self.steps(1) {
                incomplete = true;
                break;
            }
            let comma = self.tokens.get(item.end).filter(|token| token.kind == Kind::Comma).map(|token| token.span);
            let spreads =
                self.kind(item.start) == Some(Kind::Spread) || self.dialect.python && self.words(item.start) == "*";
            if spreads {
                match self.value(item.start + 1..item.end, at) {
                    Literal::Array(more) if self.steps(more.elements.len()) => {
                        incomplete |= more.incomplete;
                        elements.extend(more.elements.iter().cloned());
                    }
                    _ => incomplete = true,
                }
                continue;
            }
            if self.dialect.python && self.has_word(&item, "for") {
                return self.unknown_list(&whole);
            }
            elements.push((self.value(item, at), comma));
        }
        let close = self.tokens.get(end.saturating_sub(1)).map_or(Span::default(), |token| token.span);
        let (open, span, notation) = (self.place(open), self.span(&whole), self.dialect.notation);
        Literal::Array(Rc::new(Array { span, open, close, notation, elements, incomplete }))
    }

    /// A list of which nothing is known but that it is one.
    pub(super) fn unknown_list(&self, range: &Range<usize>) -> Literal {
        let span = self.span(range);
        let (open, close) = (Span::gap(span.start), Span::gap(span.end));
        let elements = vec![(Literal::hole("", span), None)];
        let notation = self.dialect.notation;
        Literal::Array(Rc::new(Array { span, open, close, notation, elements, incomplete: true }))
    }
}
