//! Answers of operations of which nothing but the metadata is known.

use crate::body::{EnvelopeFault, ExpectedAnswer};
use crate::catalogue::{Value, ValueType};
use crate::json::Document;
use crate::request::ContainerKind;
use crate::rule::resource::{method, option_name, query};
use crate::rule::{Context, Findings};
use crate::rules::docs::quote;
use crate::schema::{Subject, TypeFault, TypeViolation, ViolationKind};
use crate::text::excerpt;

/// Compares an answer with what the metadata says that the request returns.
pub(super) fn check(context: &Context<'_>, document: &Document<'_>, findings: &mut Findings<'_>) {
    let Some((_, method)) = method(context.request()) else { return };
    let Some(resource) = context.resource().filter(|resource| resource.is_known()) else { return };
    // What is computed has names of its own, and another format another form.
    let is_free = query(context.request())
        .iter()
        .any(|option| ["apply", "format"].contains(&option_name(context.text(), option).as_str()));
    let Some(expected) = ExpectedAnswer::of(&resource.route, &method).filter(|_| !is_free) else { return };
    let reading = expected.read(document, context.assumptions().placeholders);
    let returned = described(expected.value());
    let why = if context.container().is_example() { format!("{} ", super::HELP) } else { String::new() };
    let help = format!("{why}The request returns {returned}, according to {}.", resource.graph().label());
    if let Some((span, fault)) = reading.envelope {
        let (message, label) = match fault {
            EnvelopeFault::Wrapped => {
                (format!("the answer is {returned}, which stands by itself"), "no `value` is around it")
            }
            EnvelopeFault::ListInstead => (format!("the answer is {returned}, not a list"), "one object belongs here"),
            EnvelopeFault::OneInstead => {
                (format!("the answer is {returned}, which belongs in `value`"), "a list in `value` belongs here")
            }
            EnvelopeFault::Bare => {
                (format!("the answer is {returned}, which belongs in `value`"), "`value` belongs around")
            }
        };
        findings.report(span, message).label(span, label).help(help.clone());
    }
    for violation in &reading.violations {
        let ViolationKind::Typed(typed) = &violation.kind else { continue };
        if is_let_pass(context, typed, context.words(violation.span)) {
            continue;
        }
        let Some((message, label)) = worded(typed, context.words(violation.span)) else { continue };
        findings.report(violation.span, message).label(violation.span, label).help(help.clone());
    }
}

/// Whether an answer may well be so: the example is older or shorter than the metadata, or the service newer.
fn is_let_pass(context: &Context<'_>, violation: &TypeViolation, words: &str) -> bool {
    match &violation.fault {
        // Entities without a key have an `id` in answers all the same.
        TypeFault::Unknown { nearest: None, .. } => {
            words == "\"id\"" || context.container() == ContainerKind::Recording
        }
        TypeFault::Time { date_only, wanted } => *date_only || wanted.starts_with("a date such") && words.contains('T'),
        _ => false,
    }
}

/// What is wrong, and what is beside the place, or `None` for what an example may well do.
fn worded(violation: &TypeViolation, words: &str) -> Option<(String, String)> {
    let subject = place(&violation.subject);
    let owner = &violation.owner;
    let name = words.trim_matches('"');
    Some(match &violation.fault {
        TypeFault::Unknown { nearest, .. } => {
            let label = nearest.as_ref().map_or("unknown here".to_owned(), |nearest| format!("`{nearest}`?"));
            (format!("{} is not a property of `{owner}`", quote(name)), label)
        }
        TypeFault::Misplaced { home } => {
            let label = home.as_ref().map_or("it belongs around".to_owned(), |home| format!("it belongs in `{home}`"));
            (format!("{} is not a property of `{owner}`", quote(name)), label)
        }
        TypeFault::Case { wanted } => {
            (format!("{} of `{owner}` is spelt `{wanted}`", quote(name)), format!("`{wanted}` belongs here"))
        }
        TypeFault::UnexpectedArray { .. } => {
            (format!("{subject} of the answer is a list"), "one value belongs here".to_owned())
        }
        TypeFault::NotAnArray => (format!("{subject} of the answer is not a list"), "a list belongs here".to_owned()),
        TypeFault::WrongType { wanted, .. } | TypeFault::Quoted { wanted } | TypeFault::Time { wanted, .. } => {
            (format!("{subject} of the answer is {}", quote(words)), format!("{wanted} belongs here"))
        }
        TypeFault::EnumMember { word, .. } => {
            (format!("`{word}` is not a value of {subject} of the answer"), "not in the enumeration".to_owned())
        }
        TypeFault::OdataType { .. } => {
            (format!("{} is not a type of this answer", quote(name)), "another type".to_owned())
        }
        _ => return None,
    })
}

fn place(subject: &Subject) -> String {
    let name = format!("`{}`", excerpt(&subject.property, 40));
    match (subject.property.as_str(), subject.element) {
        ("", _) => "a value".to_owned(),
        (_, true) => format!("an element of {name}"),
        (_, false) => name,
    }
}

/// What is returned, as a sentence has it.
fn described(value: Value<'_>) -> String {
    let name = match value.ty {
        ValueType::Named(ty) => ty.name(),
        ValueType::Primitive(primitive) => primitive.name(),
    };
    if value.collection { format!("a list of `{name}`") } else { format!("one `{name}`") }
}
