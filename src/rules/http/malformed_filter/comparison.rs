//! A property that is compared with a value of another type: `isRead eq 'true'`.

use crate::catalogue::{Primitive, Type, Value};
use crate::finding::{Fix, Severity};
use crate::http::odata::{Filter, Literal};
use crate::rule::wording::{is_gap, quoted};
use crate::rule::{Context, Findings, Resource};
use crate::text::{Edit, Span};

/// Reports each comparison in `read` whose types do not go together.
pub(super) fn check(context: &Context<'_>, resource: &Resource<'_>, read: &Filter, findings: &mut Findings<'_>) {
    let Some(root) = resource.query_type() else { return };
    let ends = ends(root, read);
    for comparison in &read.comparisons {
        let Some(End::Value(value)) = ends.get(comparison.path).copied() else { continue };
        let Some(primitive) = value.primitive().filter(|_| !value.collection) else { continue };
        let Some((literal, wanted)) = mismatch(primitive, comparison.literal) else { continue };
        let words = context.words(comparison.span);
        if is_gap(context, words) {
            continue;
        }
        let Some((name, is_element)) = name(read, comparison.path) else { continue };
        let subject = if is_element { format!("an element of `{name}`") } else { format!("`{name}`") };
        let value = quoted(context, comparison.span);
        findings
            .report(comparison.span, format!("{subject} is {}, and is compared with {literal}: {value}", kind(primitive)))
            .at_most(Severity::Warning)
            .label(comparison.span, format!("{wanted} belongs here"))
            .help("The service compares values of one type only. Text is in single quotes; numbers, dates, `true` and `false` are not.")
            .fix(fix(primitive, comparison.literal, words, comparison.span));
    }
}

/// The name of the property that a path leads to, and whether the path is a variable that stands for its elements.
fn name(read: &Filter, at: usize) -> Option<(&str, bool)> {
    let path = read.paths.get(at)?;
    match path.segments.last() {
        Some((name, _)) => Some((name, false)),
        None => Some((read.paths.get(path.base?)?.segments.last()?.0.as_str(), true)),
    }
}

/// What a value of the type is called.
fn kind(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Boolean => "a boolean",
        Primitive::DateTimeOffset => "a date and time",
        Primitive::Date => "a date",
        Primitive::String => "text",
        _ => "a number",
    }
}

/// What the value is and what belongs there, if a property of this type cannot be compared with it.
fn mismatch(primitive: Primitive, literal: Literal) -> Option<(&'static str, &'static str)> {
    let given = match literal {
        Literal::Text => "text",
        Literal::Number => "a number",
        Literal::Boolean => "a boolean",
        Literal::Date => "a date",
        Literal::Other => return None,
    };
    let wanted = match (primitive, literal) {
        (Primitive::Boolean, Literal::Text | Literal::Number | Literal::Date) => "`true` or `false`",
        (Primitive::DateTimeOffset, Literal::Text | Literal::Number | Literal::Boolean) => {
            "a date and time without quotes"
        }
        (Primitive::Date, Literal::Text | Literal::Number | Literal::Boolean) => "a date without quotes",
        (Primitive::String, Literal::Number | Literal::Boolean | Literal::Date) => "text in single quotes",
        (number, Literal::Text | Literal::Boolean | Literal::Date) if number.is_number() => "a number",
        _ => return None,
    };
    Some((given, wanted))
}

/// Adds the quotes, or removes those around what is no text.
fn fix(primitive: Primitive, literal: Literal, words: &str, span: Span) -> Option<Fix> {
    if primitive == Primitive::String {
        return Fix::guess("use single quotes", vec![Edit::replace(span, format!("'{words}'"))]);
    }
    let inner =
        words.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).filter(|_| literal == Literal::Text)?;
    let is_right = match primitive {
        Primitive::Boolean => matches!(inner, "true" | "false"),
        Primitive::DateTimeOffset => inner.ends_with('Z') && inner.contains('T') && is_plain(inner),
        Primitive::Date => inner.len() == 10 && is_plain(inner),
        _ => inner.bytes().all(|byte| byte.is_ascii_digit()),
    };
    let edit = || vec![Edit::replace(span, inner)];
    if is_right && !inner.is_empty() { Fix::guess("remove the quotes", edit()) } else { None }
}

fn is_plain(words: &str) -> bool {
    words.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'.' | b'T' | b'Z'))
}

/// What a path leads to.
#[derive(Clone, Copy)]
enum End<'c> {
    Value(Value<'c>),
    Unknown,
}

/// What each path of a filter leads to.
fn ends<'c>(root: Type<'c>, read: &Filter) -> Vec<End<'c>> {
    let mut ends: Vec<End<'c>> = Vec::with_capacity(read.paths.len());
    for path in &read.paths {
        let mut ty = match path.base {
            None => Some(root),
            Some(base) => match ends.get(base) {
                Some(End::Value(value)) => value.named(),
                _ => None,
            },
        };
        let mut end = match path.base.and_then(|base| ends.get(base)) {
            // The variable of a lambda expression alone is an element of the list.
            Some(End::Value(value)) if path.segments.is_empty() => End::Value(value.element()),
            _ => End::Unknown,
        };
        for (name, _) in &path.segments {
            let member = ty.filter(|ty| !ty.is_dictionary()).and_then(|ty| ty.member(name));
            end = member.map_or(End::Unknown, |member| End::Value(member.value()));
            ty = member.and_then(|member| member.value().named());
        }
        ends.push(end);
    }
    ends
}
