//! A body that a cmdlet makes of its parameters: `New-MgUser -DisplayName 'Anna' -AccountEnabled`.
//!
//! Each property of the type has a parameter of its name. The cmdlets turn what they are given into the type of the property: one value
//! into a list of one, a number into text (<https://learn.microsoft.com/powershell/scripting/lang-spec/chapter-06>).

use std::rc::Rc;

use super::Content;
use crate::catalogue::{Primitive, Value, ValueType};
use crate::languages::powershell::arguments::Arguments;
use crate::languages::{Array, Literal, Member, Object};
use crate::text::Span;
use crate::text::notation::POWERSHELL;

/// Parameters that say nothing of the body, in lower case.
const OTHERS: [&str; 24] = [
    "bodyparameter",
    "inputobject",
    "headers",
    "responseheadersvariable",
    "ifmatch",
    "confirm",
    "whatif",
    "passthru",
    "verbose",
    "debug",
    "erroraction",
    "ea",
    "warningaction",
    "informationaction",
    "progressaction",
    "errorvariable",
    "warningvariable",
    "informationvariable",
    "outvariable",
    "outbuffer",
    "pipelinevariable",
    "proxy",
    "proxycredential",
    "proxyusedefaultcredentials",
];

/// Properties that the type does not have are given in a hashtable.
const MORE: &str = "AdditionalProperties";

/// The body that a cmdlet makes of its parameters, or `None` if it is given none of its properties. `path` names the ids, and `place` is
/// the name of the cmdlet.
pub(in crate::languages::powershell) fn made_of_properties(
    text: &str,
    content: Content,
    arguments: &Arguments,
    path: &str,
    place: Span,
) -> Option<Literal> {
    let path = path.to_ascii_lowercase();
    let is_other = |name: &str| {
        let name = name.to_ascii_lowercase();
        OTHERS.contains(&name.as_str()) || path.contains(&format!("{{{name}}}"))
    };
    let mut members: Vec<Member> = Vec::new();
    let mut incomplete = arguments.incomplete;
    for (name, argument) in arguments.named.iter().filter(|(name, _)| !is_other(name)) {
        match (content.value(name), argument.key) {
            // A name that is cut short is not the one that is sent.
            (Some(value), Some(key)) if key.inner.of(text).eq_ignore_ascii_case(name) => {
                members.push(Member { key, colon: None, value: converted(text, &argument.value, value), comma: None });
            }
            _ if name.eq_ignore_ascii_case(MORE) => match &argument.value {
                Literal::Object(more) => {
                    members.extend(more.members.iter().cloned());
                    incomplete |= more.incomplete;
                }
                _ => incomplete = true,
            },
            _ => incomplete = true,
        }
    }
    for (name, key) in arguments.bare.iter().filter(|(name, _)| !is_other(name)) {
        match content.value(name).filter(|_| key.inner.of(text).eq_ignore_ascii_case(name)) {
            Some(Value { ty: ValueType::Primitive(Primitive::Boolean), collection: false }) => {
                members.push(Member { key: *key, colon: None, value: Literal::Bool(true, key.span), comma: None });
            }
            _ => incomplete = true,
        }
    }
    if members.is_empty() {
        return None;
    }
    members.sort_by_key(|member| member.key.span.start);
    let gap = Span::gap(place.end);
    let object = Object { span: place, open: gap, close: gap, notation: &POWERSHELL, members, incomplete };
    Some(Literal::Object(Rc::new(object)))
}

/// A body, or an object in it, as a cmdlet sends it: each value is made what the type or the action wants.
pub(in crate::languages::powershell) fn whole(text: &str, literal: &Literal, content: Content) -> Literal {
    // Recursion ends with the nesting limit of the reader.
    literal.changed(|object| {
        for member in &mut object.members {
            let name = member.key.quoting.read(member.key.inner.of(text), 0, 0).0;
            if let Some(value) = content.value(&name) {
                member.value = converted(text, &member.value, value);
            }
        }
    })
}

/// What a cmdlet makes of a value that it is given for a property of this type. A value of another type is one that is not known.
fn converted(text: &str, literal: &Literal, value: Value<'static>) -> Literal {
    let single = Value { collection: false, ..value };
    match literal {
        Literal::Null(_) | Literal::Hole(..) => literal.clone(),
        Literal::Array(array) if value.collection => {
            let mut array: Array = (**array).clone();
            for (element, _) in &mut array.elements {
                *element = converted(text, element, single);
            }
            Literal::Array(Rc::new(array))
        }
        Literal::Array(array) => Literal::hole("", array.span),
        _ if value.collection => {
            let span = literal.span();
            let (open, close) = (Span::gap(span.start), Span::gap(span.end));
            let elements = vec![(converted(text, literal, single), None)];
            Literal::Array(Rc::new(Array { span, open, close, notation: &POWERSHELL, elements, incomplete: false }))
        }
        Literal::Object(_) => match value.ty {
            ValueType::Named(ty) => whole(text, literal, Content::Entity(ty)),
            ValueType::Primitive(_) => literal.clone(),
        },
        Literal::Text(written) => match value.ty {
            ValueType::Primitive(kind) if kind == Primitive::Boolean || kind.is_number() => {
                Literal::hole("", written.span)
            }
            _ => literal.clone(),
        },
        Literal::Number(_, span) | Literal::Bool(_, span) => match value.ty {
            ValueType::Primitive(Primitive::Boolean) if matches!(literal, Literal::Bool(..)) => literal.clone(),
            ValueType::Primitive(kind) if kind.is_number() && matches!(literal, Literal::Number(..)) => literal.clone(),
            ValueType::Primitive(Primitive::Untyped) => literal.clone(),
            _ => Literal::hole("", *span),
        },
    }
}
