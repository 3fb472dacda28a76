//! Values that a workflow fills into a script before it runs: `${{ github.actor }}`, `$(variable)`. In the words of a script they
//! are holes, however these are quoted.

use std::collections::HashMap;
use std::rc::Rc;

use crate::languages::{Array, Body, Call, Literal, Object, Part, Text};
use crate::text::{Span, offset};

/// The longest expression that is looked for, in bytes.
const LONGEST: usize = 400;

/// Puts holes where values are filled in.
pub(super) fn fill(script: &str, call: &mut Call) {
    let texts = call.method.iter_mut().chain(&mut call.url);
    texts.for_each(|text| fill_text(script, text));
    for (name, value) in &mut call.headers.known {
        fill_text(script, name);
        fill_text(script, value);
    }
    match &mut call.body {
        Body::Text(text) | Body::File(text) => fill_text(script, text),
        Body::Json(literal) => {
            if let Some(filled) = filled(script, literal, &mut HashMap::new()) {
                *literal = filled;
            }
        }
        Body::None | Body::Unknown(..) => {}
    }
}

/// Objects and arrays that were looked at, by where they are: one that is in several places is made anew once.
type Known = HashMap<*const (), Option<Literal>>;

/// The literal with its holes, or `None` if there are none. Recursion ends with the nesting limit of the readers.
fn filled(script: &str, literal: &Literal, known: &mut Known) -> Option<Literal> {
    let place: *const () = match literal {
        Literal::Object(object) => Rc::as_ptr(object).cast(),
        Literal::Array(array) => Rc::as_ptr(array).cast(),
        Literal::Text(text) => {
            let mut filled: Text = (**text).clone();
            let before = filled.parts.len();
            fill_text(script, &mut filled);
            let changed = filled.parts.len() != before || filled.is_hole() && !text.is_hole();
            return changed.then(|| Literal::Text(Rc::new(filled)));
        }
        _ => return None,
    };
    if let Some(known) = known.get(&place) {
        return known.clone();
    }
    let anew = match literal {
        Literal::Object(object) => {
            let values: Vec<_> = object.members.iter().map(|member| filled(script, &member.value, known)).collect();
            values.iter().any(Option::is_some).then(|| {
                let mut object: Object = (**object).clone();
                for (member, value) in object.members.iter_mut().zip(values) {
                    if let Some(value) = value {
                        member.value = value;
                    }
                }
                Literal::Object(Rc::new(object))
            })
        }
        Literal::Array(array) => {
            let values: Vec<_> = array.elements.iter().map(|(element, _)| filled(script, element, known)).collect();
            values.iter().any(Option::is_some).then(|| {
                let mut array: Array = (**array).clone();
                for ((element, _), value) in array.elements.iter_mut().zip(values) {
                    if let Some(value) = value {
                        *element = value;
                    }
                }
                Literal::Array(Rc::new(array))
            })
        }
        _ => None,
    };
    known.insert(place, anew.clone());
    anew
}

fn fill_text(script: &str, text: &mut Text) {
    let has = |part: &Part| matches!(part, Part::Words { span, .. } if find(span.of(script)).is_some());
    if !text.parts.iter().any(has) {
        return;
    }
    let mut parts = Vec::with_capacity(text.parts.len() + 2);
    for part in text.parts.drain(..) {
        let Part::Words { span, quoting } = part else {
            parts.push(part);
            continue;
        };
        let words = span.of(script);
        let place = |from: usize, to: usize| Span::new(span.start + offset(from), span.start + offset(to));
        let mut from = 0;
        while let Some((start, end)) = find(&words[from..]).map(|(start, end)| (from + start, from + end)) {
            if start > from {
                parts.push(Part::Words { span: place(from, start), quoting });
            }
            let hole = place(start, end);
            parts.extend(Text::hole(words[start..end].trim_matches(['$', '{', '}', '(', ')', ' ']), hole).parts);
            from = end;
        }
        if from < words.len() {
            parts.push(Part::Words { span: place(from, words.len()), quoting });
        }
    }
    text.parts = parts;
    text.word = None;
}

/// Where the first value stands that is filled in.
fn find(words: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'$', &words.as_bytes()[at..]).map(|found| at + found) {
        at = start + 1;
        let rest = &words[start..];
        if rest.starts_with("${{") {
            let near = &rest[..rest.floor_char_boundary(LONGEST.min(rest.len()))];
            if let Some(end) = near.find("}}") {
                return Some((start, start + end + 2));
            }
        } else if let Some(inside) = rest.strip_prefix("$(") {
            let length =
                inside.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(byte)).count();
            if length > 0 && inside[length..].starts_with(')') {
                return Some((start, start + length + 3));
            }
        }
    }
    None
}
