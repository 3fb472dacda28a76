//! Commands that make values: `ConvertTo-Json`, `Get-Content`, `New-Object`.

use std::ops::Range;
use std::rc::Rc;

use super::value::{At, Values};
use super::{arguments, hashtable};
use crate::languages::{Literal, Made, Text};
use crate::text::Span;

impl Values<'_> {
    /// The value of a command, if it is one that makes values.
    pub(super) fn command(&self, range: &Range<usize>, input: Option<Range<usize>>, at: At) -> Literal {
        let name = self.words(range.start).to_ascii_lowercase();
        let whole = input.as_ref().map_or(range.start, |input| input.start)..range.end;
        match name.as_str() {
            "convertto-json" => self.to_json(range, input, &whole, at),
            "get-content" | "gc" | "cat" | "type" if input.is_none() => {
                let path = arguments::bind(self, range.start + 1..range.end, &["Path", "LiteralPath"], &["Raw"], at);
                let path = path.get("Path").or(path.get("LiteralPath")).or(path.positional.first());
                let Some((text, written)) =
                    path.and_then(|path| Some((super::texts::as_text(&path.value)?, path.span)))
                else {
                    return self.hole(&whole);
                };
                match self.written(&text, written.of(self.text), range.start, at) {
                    Some(content) => content.unwrap_or_else(|| self.hole(&whole)),
                    None if text.is_hole() => self.hole(&whole),
                    None => self.made(Made::File(text), &whole),
                }
            }
            "out-string" => input.map_or_else(|| self.hole(&whole), |input| self.pipeline(input, at.deeper())),
            "new-object" if input.is_none() => {
                let arguments = arguments::bind(
                    self,
                    range.start + 1..range.end,
                    &["TypeName", "Property", "ArgumentList"],
                    &[],
                    at,
                );
                match arguments.get("Property").map(|property| property.value.clone()) {
                    Some(object @ Literal::Object(_)) => object,
                    _ => self.empty_collection(range, &arguments).unwrap_or_else(|| self.hole(&whole)),
                }
            }
            name => {
                let returned = if input.is_none() { self.returned(name, range, at) } else { None };
                returned.unwrap_or_else(|| self.hole(&whole))
            }
        }
    }

    /// Evaluates `New-Object System.Collections.ArrayList`, an empty list.
    pub(super) fn empty_collection(&self, range: &Range<usize>, arguments: &arguments::Arguments) -> Option<Literal> {
        let name = arguments.get("TypeName").or(arguments.positional.first())?;
        let Literal::Text(name) = &name.value else { return None };
        let name = name.known_value(self.text)?.to_ascii_lowercase();
        hashtable::empty(&name, self.span(range))
    }

    pub(super) fn to_json(
        &self,
        range: &Range<usize>,
        input: Option<Range<usize>>,
        whole: &Range<usize>,
        at: At,
    ) -> Literal {
        let names = ["InputObject", "Depth", "EnumsAsStrings", "EscapeHandling"];
        let arguments = arguments::bind(self, range.start + 1..range.end, &names, &["Compress", "AsArray"], at);
        let value = match (&input, arguments.get("InputObject").or(arguments.positional.first())) {
            (Some(input), _) => unrolled(self.pipeline(input.clone(), at.deeper()), arguments.has("AsArray")),
            (None, Some(value)) => value.value.clone(),
            (None, None) => return self.hole(whole),
        };
        let depth = arguments.get("Depth");
        let kept = match depth.map(|depth| (&depth.value, depth.span)) {
            None => Some((2, None)),
            Some((Literal::Number(number, _), span)) => number.parse().ok().map(|depth| (depth, Some(span))),
            // A depth that is not known is taken for sufficient.
            Some(_) => None,
        };
        let maker = self.tokens.get(range.start).map_or(Span::default(), |token| token.span);
        self.made(Made::Json { value, maker, cut: kept }, whole)
    }

    pub(super) fn made(&self, made: Made, whole: &Range<usize>) -> Literal {
        let span = self.span(whole);
        Literal::Text(Rc::new(Text::made(made, span.of(self.text), span)))
    }
}

/// A list of one that goes through a pipeline is not a list any more.
fn unrolled(value: Literal, as_array: bool) -> Literal {
    match &value {
        Literal::Array(array) if !as_array && !array.incomplete => match array.elements.as_slice() {
            [(element, _)] => element.clone(),
            _ => value,
        },
        _ => value,
    }
}
