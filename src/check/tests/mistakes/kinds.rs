//! The kinds of mistakes.

use crate::catalogue::{End, Primitive, StepKind, TypeKind, ValueType};
use crate::json::Kind;
use crate::text::Span;

use super::Mutant;
use super::typed::{Declared, Request};

/// How many kinds there are.
pub(super) const COUNT: usize = 16;

/// The request with each mistake that can be made in it.
pub(super) fn mutants(text: &str) -> Vec<Mutant> {
    let Some(request) = Request::read(text).filter(|request| request.route.is_known()) else { return Vec::new() };
    let mut mutants = Vec::new();
    let mut add = |kind, span: Span, with: &str| {
        let text = format!("{}{with}{}", &text[..span.start as usize], &text[span.end as usize..]);
        let end = span.start + u32::try_from(with.len()).unwrap_or_default();
        mutants.push(Mutant { kind, text, place: Some(Span::new(span.start, end)) });
    };
    path(&request, &mut add);
    method(&request, &mut add);
    query(&request, &mut add);
    if let Some(document) = request.document()
        && let Some(root) = document.tree.root()
    {
        request.values(root).iter().for_each(|declared| value(&request, declared, &mut add));
    }
    mutants.extend(without_level(&request));
    mutants
}

type Add<'a> = dyn FnMut(&'static str, Span, &str) + 'a;

/// A name with two letters exchanged, and with one left out; only those that differ from it.
fn typos(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let middle = letters.len() / 2;
    if letters.len() < 4 {
        return Vec::new();
    }
    let mut swapped = letters.clone();
    swapped.swap(middle, middle - 1);
    let mut shorter = letters.clone();
    shorter.remove(middle);
    let all = [swapped, shorter].map(|letters| letters.into_iter().collect::<String>());
    all.into_iter().filter(|typo| !typo.eq_ignore_ascii_case(name)).collect()
}

fn path(request: &Request<'_>, add: &mut Add<'_>) {
    for step in &request.route.steps {
        let is_name = matches!(step.kind, StepKind::Root(_) | StepKind::Member(_) | StepKind::Operation { .. });
        let name = step.span.of(request.text);
        if is_name && name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            typos(name).iter().for_each(|typo| add("path", step.span, typo));
        }
    }
}

/// The methods that do not go with the kind of what the path leads to; PUT against PATCH is not a mistake.
fn method(request: &Request<'_>, add: &mut Add<'_>) {
    let wrong: &[&str] = match request.route.end {
        End::Collection { .. } if request.route.operation().is_some() => &["POST", "PATCH", "PUT", "DELETE"],
        End::Collection { .. } => &["PATCH", "PUT", "DELETE"],
        End::Entity { .. } | End::Content => &["POST"],
        End::Property(value) if !value.collection => &["POST"],
        End::Function(_) | End::Count => &["POST", "PATCH", "PUT", "DELETE"],
        End::Action(_) | End::Batch => &["GET", "PATCH", "PUT", "DELETE"],
        _ => &[],
    };
    let own = request.method.of(request.text);
    for method in wrong.iter().filter(|method| **method != own) {
        add("method", request.method, method);
    }
}

fn query(request: &Request<'_>, add: &mut Add<'_>) {
    let Some(query) = request.url.query else { return };
    let mut start = query.start;
    for option in query.of(request.text).split('&') {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        let name_end = start + length(name);
        if let Some(known) = name.strip_prefix('$') {
            let span = Span::new(start + 1, name_end);
            typos(known).iter().for_each(|typo| add("query option", span, typo));
        }
        if matches!(name, "$select" | "$orderby" | "$expand") && !value.contains(['(', '{', '/', ' ']) {
            let mut at = name_end + 1;
            for property in value.split(',') {
                let span = Span::new(at, at + length(property));
                if property.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                    typos(property).iter().for_each(|typo| add("query name", span, typo));
                }
                at += length(property) + 1;
            }
        }
        start += length(option) + 1;
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or_default()
}

fn value(request: &Request<'_>, declared: &Declared, add: &mut Add<'_>) {
    let words = declared.span.of(request.text);
    if let Some(key) = declared.key {
        let name = key.of(request.text).trim_matches('"');
        let inside = Span::new(key.start + 1, key.end - 1);
        typos(name).iter().for_each(|typo| add("property", inside, typo));
        if !declared.is_parameter {
            let mut letters = name.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            let cased: String = first.into_iter().chain(letters).collect();
            if cased != name {
                add("case", inside, &cased);
            }
        }
    }
    let untyped = matches!(declared.value.ty, ValueType::Primitive(Primitive::Untyped));
    // What stands for any JSON, or is to be filled in, is never wrong.
    if untyped || declared.value.named().is_some_and(|ty| ty.name() == "Json") || words.contains("{{") {
        return;
    }
    let is_value = !matches!(declared.kind, Kind::Null | Kind::Unknown | Kind::Array);
    if is_value && !declared.value.collection && declared.key.is_some() {
        add("list for a value", declared.span, &format!("[{words}]"));
    }
    if declared.kind == Kind::Array && declared.value.collection {
        let document = crate::json::parse(request.text, declared.span);
        let first = document.tree.root().and_then(|root| root.elements().next());
        if let Some(first) = first {
            add("value for a list", declared.span, first.words());
        }
    }
    match declared.value.ty {
        _ if !is_value || declared.value.collection => {}
        ValueType::Primitive(Primitive::Boolean) => add("boolean in quotes", declared.span, &format!("\"{words}\"")),
        ValueType::Primitive(primitive) if primitive.is_number() && declared.kind == Kind::Number => {
            add("number in quotes", declared.span, &format!("\"{words}\""));
        }
        ValueType::Primitive(Primitive::DateTimeOffset | Primitive::Date) => {
            add("date", declared.span, "\"24.12.2026 18:00\"");
        }
        ValueType::Primitive(Primitive::Guid) if words.len() == 38 => {
            add("GUID", declared.span, &words.replacen(|byte: char| byte.is_ascii_hexdigit(), "", 1));
        }
        ValueType::Primitive(Primitive::String) => add("number for text", declared.span, "7"),
        ValueType::Named(ty) if ty.kind() == TypeKind::Enum => {
            let inside = Span::new(declared.span.start + 1, declared.span.end - 1);
            typos(words.trim_matches('"')).iter().for_each(|typo| add("member of enumeration", inside, typo));
        }
        ValueType::Named(_) if declared.kind == Kind::Object => add("text for an object", declared.span, "\"x\""),
        _ => {}
    }
}

/// The request without its `ConsistencyLevel`, where it has one.
fn without_level(request: &Request<'_>) -> Option<Mutant> {
    let level = request.headers.iter().find(|it| it.name.of(request.text).eq_ignore_ascii_case("ConsistencyLevel"))?;
    let text = request.text.replacen(level.span.of(request.text), "X-Other: 1", 1);
    Some(Mutant { kind: "ConsistencyLevel", text, place: None })
}
