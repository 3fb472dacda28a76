//! What puts texts and lists together: `+`, `%`, `.format`, `join`.

use std::ops::Range;
use std::rc::Rc;

use super::collections;
use super::values::{At, Values};
use crate::languages::{Array, Literal, Part, Text};
use crate::text::{Span, offset};

/// Parts of one text, and elements of one list: more are not followed.
const MOST: usize = 2_000;

impl Values<'_> {
    /// Evaluates `a + b` for strings and lists; anything else is a hole.
    pub(in crate::languages) fn sum(&self, first: &Literal, second: &Literal, span: Span) -> Literal {
        match (first, second) {
            (Literal::Text(first), _) if first.made.is_none() => match as_text(second) {
                Some(second) if first.parts.len() + second.parts.len() < MOST => {
                    Literal::Text(Rc::new(first.joined(&second, span)))
                }
                _ => Literal::hole("", span),
            },
            // A text of which nothing is known but that it is put before one: a host before a path.
            (Literal::Hole(name, place), Literal::Text(second)) if second.made.is_none() => {
                Literal::Text(Rc::new(Text::hole(name, *place).joined(second, span)))
            }
            (Literal::Array(list), Literal::Array(more)) if self.dialect.python => {
                let mut list: Array = (**list).clone();
                list.elements.extend(more.elements.iter().cloned());
                list.incomplete |= more.incomplete || list.elements.len() > MOST;
                list.elements.truncate(MOST);
                Literal::Array(Rc::new(list))
            }
            (Literal::Array(_), Literal::Hole(..)) if self.dialect.python => first.incomplete(),
            _ => Literal::hole("", span),
        }
    }

    /// Evaluates printf-style formatting: `"…%s…" % value`.
    pub(super) fn percent(&self, format: Range<usize>, values: Range<usize>, whole: &Range<usize>, at: At) -> Literal {
        let Literal::Text(format) = self.value(format, at) else { return self.hole(whole) };
        let value = self.value(values, at);
        let named = |name: &str| match &value {
            Literal::Object(object) => collections::get(self.text, object, name),
            _ => None,
        };
        let placed = |place: usize| match &value {
            Literal::Array(list) => list.elements.get(place).map(|(element, _)| element.clone()),
            Literal::Object(_) => None,
            one => (place == 0).then(|| one.clone()),
        };
        let mut count = 0;
        let next = |words: &str, from: usize| {
            let start = from + memchr::memchr(b'%', words.as_bytes().get(from..)?)?;
            let rest = &words[start + 1..];
            if rest.starts_with('%') {
                return Some((start, start + 2, Filling::Plain("%")));
            }
            let (name, behind) = match rest.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
                Some((name, behind)) => (Some(name), behind),
                None => (None, rest),
            };
            let length = behind.find(|it: char| it.is_ascii_alphabetic()).map_or(behind.len(), |length| length + 1);
            let end = words.len() - behind.len() + length;
            let value = match name {
                Some(name) => named(name),
                None => {
                    count += 1;
                    placed(count - 1)
                }
            };
            Some((start, end, Filling::Value(value)))
        };
        self.filled(&format, self.span(whole), next)
    }

    /// Evaluates a call of `format`: `"…{}…".format(values)`.
    pub(in crate::languages) fn format(
        &self,
        format: &Text,
        placed: &[Literal],
        named: &[(String, Literal, Span)],
        span: Span,
    ) -> Literal {
        let mut count = 0;
        let next = |words: &str, from: usize| {
            let start = from + memchr::memchr2(b'{', b'}', words.as_bytes().get(from..)?)?;
            let rest = &words[start..];
            if rest.starts_with("{{") || rest.starts_with("}}") {
                return Some((start, start + 2, Filling::Plain(if rest.starts_with('{') { "{" } else { "}" })));
            }
            let Some(close) = rest.find('}').filter(|_| rest.starts_with('{')) else {
                return Some((start, start + 1, Filling::Plain("")));
            };
            let field = rest[1..close].split([':', '!']).next().unwrap_or_default();
            let value = if field.is_empty() {
                count += 1;
                placed.get(count - 1).cloned()
            } else if let Ok(number) = field.parse::<usize>() {
                placed.get(number).cloned()
            } else {
                named.iter().find(|(name, ..)| name == field).map(|(_, value, _)| value.clone())
            };
            Some((start, start + close + 1, Filling::Value(value)))
        };
        self.filled(format, span, next)
    }

    /// A text in whose words `next` finds, from an index on, what is to be filled in, and with what.
    fn filled<'f>(
        &self,
        format: &Text,
        span: Span,
        mut next: impl FnMut(&str, usize) -> Option<(usize, usize, Filling<'f>)>,
    ) -> Literal {
        let mut text = Text { span, ..Text::default() };
        for part in &format.parts {
            let Part::Words { span: words, quoting } = part else {
                text.parts.push(part.clone());
                continue;
            };
            let content = words.of(self.text);
            let place = |start: usize, end: usize| Span::new(words.start + offset(start), words.start + offset(end));
            let mut from = 0;
            while let Some((start, end, filling)) = next(content, from) {
                text.parts.push(Part::Words { span: place(from, start), quoting: *quoting });
                match filling {
                    Filling::Plain(sign) => text.parts.push(Part::Known { text: sign.into(), span: place(start, end) }),
                    Filling::Value(value) => match value.as_ref().and_then(as_text) {
                        Some(value) => text.parts.extend(value.parts),
                        None => text.parts.extend(Text::hole(place(start, end).of(self.text), place(start, end)).parts),
                    },
                }
                from = end;
                if text.parts.len() > MOST {
                    return Literal::hole("", span);
                }
            }
            text.parts.push(Part::Words { span: place(from, content.len()), quoting: *quoting });
        }
        text.parts.retain(|part| !matches!(part, Part::Words { span, .. } if span.is_empty()));
        Literal::Text(Rc::new(text))
    }

    /// The elements of a list with a text between them.
    pub(in crate::languages) fn join(&self, list: &Array, separator: &Text, span: Span) -> Option<Literal> {
        let mut text = Text { span, ..Text::default() };
        for (index, (element, _)) in list.elements.iter().enumerate() {
            let element = as_text(element).filter(|_| !list.incomplete && text.parts.len() < MOST)?;
            if index > 0 {
                text.parts.extend(separator.parts.iter().cloned());
            }
            text.parts.extend(element.parts);
        }
        Some(Literal::Text(Rc::new(text)))
    }
}

/// What is filled into a text.
enum Filling<'f> {
    /// A sign for an escape.
    Plain(&'f str),
    Value(Option<Literal>),
}

/// A value where a text is wanted.
pub(in crate::languages) fn as_text(value: &Literal) -> Option<Text> {
    match value {
        Literal::Text(text) if text.made.is_none() => Some((**text).clone()),
        Literal::Number(number, span) => Some(Text::known(number, *span)),
        Literal::Hole(name, span) => Some(Text::hole(name, *span)),
        _ => None,
    }
}
