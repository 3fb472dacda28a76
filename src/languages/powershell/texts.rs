//! Operators that put texts and lists together: `+`, `-f`, `-join`.

use std::ops::Range;
use std::rc::Rc;

use super::hashtable;
use super::value::{At, Values};
use crate::languages::{Array, Literal, Part, Text};
use crate::text::{Span, offset};

/// Parts of one text, and elements of one list: more are not followed.
const MOST: usize = 2_000;

impl Values<'_> {
    /// Evaluates `a + b` for strings and lists; anything else is a hole.
    pub(super) fn sum(&self, first: &Literal, second: &Literal, span: Span) -> Literal {
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
            (Literal::Array(list), _) => {
                let mut list: Array = (**list).clone();
                match second {
                    Literal::Array(more) => {
                        list.elements.extend(more.elements.iter().cloned());
                        list.incomplete |= more.incomplete;
                    }
                    Literal::Hole(..) => {
                        list.elements.push((second.clone(), None));
                        list.incomplete = true;
                    }
                    _ => list.elements.push((second.clone(), None)),
                }
                list.incomplete |= list.elements.len() > MOST;
                list.elements.truncate(MOST);
                Literal::Array(Rc::new(list))
            }
            (Literal::Object(object), Literal::Object(more)) => {
                let mut object = (**object).clone();
                object.incomplete |= more.incomplete;
                for member in &more.members {
                    hashtable::set(self.text, &mut object, member.key, member.colon, member.value.clone());
                }
                Literal::Object(Rc::new(object))
            }
            (Literal::Object(_), _) => first.incomplete(),
            _ => Literal::hole("", span),
        }
    }

    /// Evaluates the format operator: `"{0}/x" -f a, b`.
    pub(super) fn format(&self, format: Range<usize>, values: Range<usize>, whole: &Range<usize>, at: At) -> Literal {
        let Literal::Text(format) = self.expression(format, at) else { return self.hole(whole) };
        let values = match self.expression(values, at) {
            Literal::Array(list) if !list.incomplete => {
                list.elements.iter().map(|(element, _)| element.clone()).collect()
            }
            one => vec![one],
        };
        let mut text = Text { span: self.span(whole), ..Text::default() };
        for part in &format.parts {
            let Part::Words { span, quoting } = part else {
                text.parts.push(part.clone());
                continue;
            };
            let words = span.of(self.text);
            let (mut from, mut index) = (0, 0);
            while let Some(brace) = memchr::memchr2(b'{', b'}', &words.as_bytes()[index..]).map(|at| index + at) {
                let place = |start: usize, end: usize| Span::new(span.start + offset(start), span.start + offset(end));
                text.parts.push(Part::Words { span: place(from, brace), quoting: *quoting });
                let rest = &words[brace..];
                if rest.starts_with("{{") || rest.starts_with("}}") {
                    text.parts.push(Part::Known { text: rest[..1].into(), span: place(brace, brace + 2) });
                    index = brace + 2;
                } else if let Some(end) = rest.find('}').filter(|_| rest.starts_with('{')) {
                    let number = rest[1..end].parse::<usize>().ok();
                    match number.and_then(|number| as_text(values.get(number)?)) {
                        Some(value) => text.parts.extend(value.parts),
                        None => text.parts.extend(Text::hole("", place(brace, brace + end + 1)).parts),
                    }
                    index = brace + end + 1;
                } else {
                    return self.hole(whole);
                }
                from = index;
            }
            text.parts.push(Part::Words { span: Span::new(span.start + offset(from), span.end), quoting: *quoting });
            if text.parts.len() > MOST {
                return self.hole(whole);
            }
        }
        text.parts.retain(|part| !matches!(part, Part::Words { span, .. } if span.is_empty()));
        Literal::Text(Rc::new(text))
    }

    /// Evaluates the join operator: `a, b -join ","`.
    pub(super) fn join(&self, list: Range<usize>, separator: Range<usize>, whole: &Range<usize>, at: At) -> Literal {
        let (Literal::Array(list), Literal::Text(separator)) =
            (self.expression(list, at), self.expression(separator, at))
        else {
            return self.hole(whole);
        };
        let mut text = Text { span: self.span(whole), ..Text::default() };
        for (index, (element, _)) in list.elements.iter().enumerate() {
            let Some(element) = as_text(element).filter(|_| !list.incomplete && text.parts.len() < MOST) else {
                return self.hole(whole);
            };
            if index > 0 {
                text.parts.extend(separator.parts.iter().cloned());
            }
            text.parts.extend(element.parts);
        }
        Literal::Text(Rc::new(text))
    }
}

/// A value where a text is wanted.
pub(super) fn as_text(value: &Literal) -> Option<Text> {
    match value {
        Literal::Text(text) if text.made.is_none() => Some((**text).clone()),
        Literal::Number(number, span) => Some(Text::known(number, *span)),
        Literal::Hole(name, span) => Some(Text::hole(name, *span)),
        _ => None,
    }
}
