//! The functions of Terraform whose values are certain where those of their arguments are
//! (<https://developer.hashicorp.com/terraform/language/functions>).

use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

use super::values::{Values, as_text};
use crate::languages::{Array, Literal, Made, Object, Part, Text};
use crate::text::notation::HCL;
use crate::text::{Span, offset};

impl Values<'_> {
    /// What the call in `range` of the function called `name` gives.
    pub(super) fn function(&self, name: &str, range: &Range<usize>, depth: usize) -> Literal {
        let inside = range.start + 2..range.end - 1;
        let arguments: Vec<Literal> =
            self.parts(&inside).into_iter().map(|(part, _)| self.value(part, depth + 1)).collect();
        let span = self.span(range);
        let words = span.of(self.text);
        match (name, arguments.as_slice()) {
            ("jsonencode", [value]) => {
                let maker = self.tokens.get(range.start).map_or(span, |token| token.span);
                let made = Made::Json { value: value.clone(), maker, cut: None };
                Literal::Text(Rc::new(Text::made(made, words, span)))
            }
            ("file", [path]) => match as_text(path) {
                Some(path) => Literal::Text(Rc::new(Text::made(Made::File(path), words, span))),
                None => self.hole(range),
            },
            (
                "sensitive" | "nonsensitive" | "tostring" | "tonumber" | "tolist" | "toset" | "tomap" | "tobool",
                [value],
            ) => value.clone(),
            ("merge", objects) => self.merged(objects, span),
            ("concat", lists) => concatenated(lists, span),
            ("format", [Literal::Text(format), values @ ..]) => self.formatted(format, values, span),
            _ => self.hole(range),
        }
    }

    /// `merge(a, b)`: the later value of a key counts.
    fn merged(&self, objects: &[Literal], span: Span) -> Literal {
        let gap = Span::gap(span.start);
        let mut merged = Object {
            span,
            open: gap,
            close: Span::gap(span.end),
            notation: &HCL,
            members: Vec::new(),
            incomplete: false,
        };
        let mut names = HashSet::new();
        for value in objects.iter().rev() {
            let Literal::Object(object) = value else {
                merged.incomplete = true;
                continue;
            };
            merged.incomplete |= object.incomplete;
            for it in &object.members {
                if names.insert(it.key.quoting.read(it.key.inner.of(self.text), 0, 0).0) {
                    merged.members.push(it.clone());
                }
            }
        }
        Literal::Object(Rc::new(merged))
    }

    /// `format("…%s…", a)`
    fn formatted(&self, format: &Text, values: &[Literal], span: Span) -> Literal {
        let mut text = Text { span, ..Text::default() };
        let mut values = values.iter();
        for part in &format.parts {
            let Part::Words { span: place, quoting } = part else {
                text.parts.push(part.clone());
                continue;
            };
            let words = place.of(self.text);
            let at = |from: usize, to: usize| Span::new(place.start + offset(from), place.start + offset(to));
            let mut from = 0;
            while let Some(sign) = words[from..].find('%').map(|sign| from + sign) {
                let verb = words[sign + 1..].chars().next().unwrap_or(' ');
                if !matches!(verb, 's' | 'd' | 'v') {
                    return Literal::hole("", span);
                }
                text.parts.push(Part::Words { span: at(from, sign), quoting: *quoting });
                let hole = at(sign, sign + 2);
                match values.next().and_then(as_text) {
                    Some(value) if text.parts.len() < 500 => text.parts.extend(value.parts),
                    _ => text.parts.extend(Text::hole("", hole).parts),
                }
                from = sign + 2;
            }
            text.parts.push(Part::Words { span: at(from, words.len()), quoting: *quoting });
        }
        text.parts.retain(|part| !matches!(part, Part::Words { span, .. } if span.is_empty()));
        Literal::Text(Rc::new(text))
    }
}

/// `concat(a, b)`
fn concatenated(lists: &[Literal], span: Span) -> Literal {
    let (open, close) = (Span::gap(span.start), Span::gap(span.end));
    let mut whole = Array { span, open, close, notation: &HCL, elements: Vec::new(), incomplete: false };
    for list in lists {
        match list {
            Literal::Array(list) if whole.elements.len() + list.elements.len() < 2_000 => {
                whole.incomplete |= list.incomplete;
                whole.elements.extend(list.elements.iter().map(|(element, _)| (element.clone(), None)));
            }
            other => {
                whole.elements.push((Literal::hole("", other.span()), None));
                whole.incomplete = true;
            }
        }
    }
    Literal::Array(Rc::new(whole))
}
