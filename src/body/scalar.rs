//! Strings, numbers and booleans, and words of enumerations.

use super::time;
use crate::catalogue::{Primitive, Type};
use crate::json::{Kind, Node};
use crate::schema::{Certainty, TypeFault};
use crate::text::{guid, suggest};

/// What is wrong with a value that is to be a primitive one.
pub(super) fn fault(node: Node<'_>, primitive: Primitive) -> Option<(TypeFault, Certainty)> {
    let found = node.kind();
    let wanted = described(primitive)?;
    let wrong = Some((TypeFault::WrongType { wanted, found }, Certainty::Refused));
    let string = node.string();
    match (primitive, string.as_deref()) {
        (Primitive::Boolean, Some(text)) if is_boolean(text) => {
            Some((TypeFault::Quoted { wanted }, Certainty::Refused))
        }
        (Primitive::Boolean, _) => match found {
            Kind::True | Kind::False => None,
            _ => wrong,
        },
        (_, Some(text)) if primitive.is_number() => match text {
            "NaN" | "INF" | "-INF" if !primitive.is_integer() => None,
            _ if text.parse::<serde_json::Number>().is_ok() => {
                Some((TypeFault::Quoted { wanted }, Certainty::Doubtful))
            }
            _ => wrong,
        },
        _ if primitive.is_number() => match node.number() {
            Some(number) if primitive.is_integer() && has_fraction(number) => wrong,
            Some(_) => None,
            None => wrong,
        },
        (_, None) => wrong,
        (Primitive::String | Primitive::Binary, Some(_)) => None,
        (_, Some(text)) if text.trim().is_empty() => Some((TypeFault::Blank, Certainty::Refused)),
        (Primitive::Guid, Some(text)) => (!guid::is_canonical(text)).then_some((TypeFault::Guid, Certainty::Refused)),
        (_, Some(text)) => of_time(primitive, text, wanted),
    }
}

fn of_time(primitive: Primitive, text: &str, wanted: &'static str) -> Option<(TypeFault, Certainty)> {
    let is_right = match primitive {
        Primitive::DateTimeOffset => time::is_date_time(text),
        Primitive::Date => time::is_date(text),
        Primitive::TimeOfDay => time::is_time(text),
        Primitive::Duration => time::is_duration(text),
        _ => true,
    };
    let date_only = primitive == Primitive::DateTimeOffset && time::is_date(text);
    // A date-time has the date that is wanted in it.
    let has_more = primitive == Primitive::Date && time::is_date_time(text);
    // The reference itself has `0:00:00`.
    let is_short = primitive == Primitive::TimeOfDay && time::is_time(&format!("0{text}"));
    let certainty = if date_only || has_more || is_short { Certainty::Doubtful } else { Certainty::Refused };
    (!is_right).then_some((TypeFault::Time { wanted, date_only }, certainty))
}

/// What is wrong with a value that is to be a word of an enumeration.
pub(super) fn enum_fault(node: Node<'_>, ty: Type<'_>, is_loose: bool) -> Option<(TypeFault, Certainty)> {
    let Some(text) = node.string() else {
        let fault = TypeFault::WrongType { wanted: "a string", found: node.kind() };
        // A member has a number too, which OData takes.
        return (node.kind() != Kind::Number).then_some((fault, Certainty::Refused));
    };
    if text.trim().is_empty() {
        return Some((TypeFault::Blank, Certainty::Refused));
    }
    let is_known = |word: &str| ty.name_of(word).is_some() || word.parse::<i64>().is_ok();
    let words: Vec<&str> = if ty.is_flags() { text.split(',').map(str::trim).collect() } else { vec![&*text] };
    let word = *words.iter().find(|word| !is_known(word))?;
    // In a pattern of a body the name of the type stands for its values.
    if text.trim_start_matches('#') == ty.full_name() {
        return None;
    }
    let fault = TypeFault::EnumMember {
        word: word.to_owned(),
        members: ty.names().map(str::to_owned).collect(),
        nearest: suggest::nearest(word, ty.names()).map(str::to_owned),
    };
    Some((fault, if is_loose { Certainty::Doubtful } else { Certainty::Refused }))
}

fn is_boolean(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

fn has_fraction(number: &str) -> bool {
    number.contains(['.', 'e', 'E']) && number.parse::<f64>().is_ok_and(|number| number.fract() != 0.0)
}

/// A type as a sentence has it, or `None` if anything goes.
fn described(primitive: Primitive) -> Option<&'static str> {
    Some(match primitive {
        Primitive::String | Primitive::Binary => "a string",
        Primitive::Boolean => "a boolean",
        Primitive::Int64 | Primitive::Int32 | Primitive::Int16 | Primitive::Byte | Primitive::SByte => "a whole number",
        Primitive::Double | Primitive::Single | Primitive::Decimal => "a number",
        Primitive::Guid => "a GUID",
        Primitive::DateTimeOffset => "a date and time such as `2026-02-28T09:30:00Z`",
        Primitive::Date => "a date such as `2026-02-28`",
        Primitive::TimeOfDay => "a time of day such as `09:30:00`",
        Primitive::Duration => "a duration such as `P1DT2H`",
        Primitive::Stream | Primitive::Untyped | Primitive::Geography => return None,
    })
}
