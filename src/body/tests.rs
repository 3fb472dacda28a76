//! One mistake in a clean body, of every kind, in properties of many types: it is found at its place, and nothing is found in
//! the body without it.

mod oracle;

use std::collections::BTreeMap;

use super::walk::Walk;
use crate::catalogue::{Catalogue, Member, Primitive, Type, TypeKind, Value, ValueType, Version};
use crate::json;
use crate::text::Span;

/// Every so many types are looked at.
const STEP: usize = 20;

/// The least share of mistakes that is found, in per cent.
const LEAST: usize = 97;

/// Where something is found in a body of the type.
fn found(ty: Type<'static>, text: &str) -> Vec<Span> {
    let document = json::parse(text, Span::whole(text));
    let mut walk = Walk::new(ty.graph(), false, false, &[]);
    let root = document.tree.root().expect("a body has a root");
    walk.body(root, Value { ty: ValueType::Named(ty), collection: false });
    walk.violations.iter().map(|violation| violation.span).collect()
}

/// A clean value, or `None` of a type of which nothing is known.
fn clean(value: Value<'_>) -> Option<String> {
    let single = match value.ty {
        ValueType::Named(ty) if ty.kind() == TypeKind::Enum => format!("\"{}\"", ty.names().next()?),
        ValueType::Named(ty) if ty.name() == "Json" => return None,
        ValueType::Named(_) => "{}".to_owned(),
        ValueType::Primitive(primitive) => match primitive {
            Primitive::String => "\"plain words\"",
            Primitive::Binary => "\"bWFj\"",
            Primitive::Boolean => "true",
            Primitive::Guid => "\"6c00f3e1-0a5b-4d4e-9d3f-2b7f8c1a9e54\"",
            Primitive::DateTimeOffset => "\"2026-02-28T09:30:00Z\"",
            Primitive::Date => "\"2026-02-28\"",
            Primitive::TimeOfDay => "\"09:30:00\"",
            Primitive::Duration => "\"PT1H\"",
            Primitive::Stream | Primitive::Untyped | Primitive::Geography => return None,
            _ => "17",
        }
        .to_owned(),
    };
    Some(if value.collection { format!("[{single}]") } else { single })
}

/// The mistakes that can be made in a member: what kind each is, and the member with it.
fn mistakes(member: Member<'_>) -> Vec<(&'static str, String)> {
    let (name, value) = (member.name(), member.value());
    let Some(clean) = clean(value) else { return Vec::new() };
    let mut made = vec![("list for one value", format!("\"{name}\":[{clean}]")); usize::from(!value.collection)];
    if value.collection {
        made.push(("one value for a list", format!("\"{name}\":{}", clean.trim_matches(['[', ']']))));
    }
    let upper = name[..1].to_uppercase() + &name[1..];
    if upper != name {
        made.push(("case of a name", format!("\"{upper}\":{clean}")));
    }
    // In a short name nearly every letter makes another name.
    if name.len() > 4 {
        let (before, behind) = name.split_at(name.len() / 2);
        made.push(("misspelt name", format!("\"{before}{}\":{clean}", &behind[1..])));
    }
    match value.ty {
        _ if value.collection => {}
        ValueType::Primitive(Primitive::Boolean) => made.push(("quoted boolean", format!("\"{name}\":\"true\""))),
        ValueType::Primitive(Primitive::String) => made.push(("number for a string", format!("\"{name}\":17"))),
        ValueType::Primitive(primitive) if primitive.is_number() => {
            made.push(("quoted number", format!("\"{name}\":\"17\"")));
        }
        ValueType::Primitive(Primitive::DateTimeOffset) => {
            made.push(("date and time", format!("\"{name}\":\"28.02.2026\"")));
        }
        ValueType::Primitive(Primitive::Guid) => made.push(("GUID", format!("\"{name}\":\"6c00f3e1\""))),
        ValueType::Named(ty) if ty.kind() == TypeKind::Enum => {
            made.push(("word of an enumeration", format!("\"{name}\":\"{}x\"", clean.trim_matches('"'))));
        }
        _ => {}
    }
    made
}

#[test]
fn one_mistake_is_found_at_its_place() {
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for version in [Version::V1, Version::Beta] {
        let graph = Catalogue::builtin().graph(version);
        let types = graph.types().filter(|ty| ty.kind() != TypeKind::Enum && !ty.is_dictionary());
        for ty in types.step_by(STEP) {
            for member in ty.members().filter(|member| !member.is_computed()) {
                let Some(value) = clean(member.value()) else { continue };
                let right = format!("{{\"{}\":{value}}}", member.name());
                assert_eq!(found(ty, &right), [], "{}: {right}", ty.name());
                for (kind, wrong) in mistakes(member) {
                    let (all, reported) = tally.entry(kind).or_default();
                    *all += 1;
                    let text = format!("{{{wrong}}}");
                    let is_reported = found(ty, &text).iter().any(|span| span.start > 0);
                    *reported += usize::from(is_reported);
                    if !is_reported {
                        missed.push(format!("{kind}: {} {text}", ty.name()));
                    }
                }
            }
        }
    }
    assert!(tally.len() >= 10, "{tally:?}");
    for (kind, (all, reported)) in &tally {
        assert!(*all > 5 && reported * 100 >= all * LEAST, "{kind}: {reported} of {all}\n{}", missed.join("\n"));
    }
}
