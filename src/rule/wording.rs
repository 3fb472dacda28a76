//! How rules word messages: quotations, the names of objects, and findings that several rules word alike.

use std::borrow::Cow;

use super::{Context, Findings};
use crate::finding::{Diagnostic, Fix, Safety, Severity};
use crate::json::{Kind, SyntaxError, SyntaxErrorKind};
use crate::schema::{Certainty, Subject, TypeViolation, Violation, ViolationKind};
use crate::text::{Span, excerpt};

/// The longest quotation of the user's words in a message.
pub(crate) const QUOTED: usize = 60;

/// So many of the values that are allowed are listed.
pub(crate) const LISTED: usize = 12;

/// The words at `span` as a message quotes them.
pub(crate) fn quoted(context: &Context<'_>, span: Span) -> String {
    format!("`{}`", excerpt(context.words(span), QUOTED))
}

/// Whether `words` hold a gap or a variable, of which nothing can be said.
pub(crate) fn is_gap(context: &Context<'_>, words: &str) -> bool {
    words.contains("{{") || context.gap(words).is_some()
}

/// The longest quotation of the user's words in a message.
const KEY: usize = 40;

/// The key at `span` as a message quotes it: without its quotation marks, and not too long.
pub(crate) fn key(context: &Context<'_>, span: Span) -> String {
    let words = context.words(span).trim_matches(['"', '\'', '`', '\u{201C}', '\u{201D}', '\u{2018}', '\u{2019}']);
    format!("`{}`", excerpt(words, KEY))
}

/// The repair of a violation, as sure as the violation is.
pub(crate) fn fix(violation: &Violation, title: impl Into<String>) -> Option<Fix> {
    let safety = if violation.certain { Safety::Safe } else { Safety::Unsafe };
    Fix::new(safety, title.into(), violation.edits.clone())
}

/// An object that is the value of `property`, or in it, as a sentence calls it; the body where there is none.
pub(crate) fn object_in<'c>(context: &'c Context<'_>, property: &str) -> Cow<'c, str> {
    let named = context.operation().and_then(|operation| operation.words.objects.get(property));
    match (named, property) {
        (Some(words), _) => Cow::Borrowed(words),
        (None, "") => Cow::Borrowed("the body"),
        (None, property) => Cow::Owned(format!("`{}`", excerpt(property, KEY))),
    }
}

/// `` Write `{ … }` ``, a body in outline, as far as the operation has one.
pub(crate) fn write_outline(context: &Context<'_>) -> String {
    let outline = context.operation().and_then(|operation| operation.words.outline.as_ref());
    outline.map_or_else(|| "Write the body as an object".to_owned(), |outline| format!("Write `{outline}`"))
}

/// So many values without a key are looked at: each is looked for in the whole tree.
const KEYLESS: usize = 16;

/// The opening brackets of objects in which a value has lost its key, which can only be the one given, and the colon before it.
pub(crate) fn keyless<'c>(context: &'c Context<'_>) -> Vec<(Span, &'c str, Span)> {
    let is_keyless = |error: &&SyntaxError| {
        error.kind == SyntaxErrorKind::UnexpectedToken && context.words(error.span) == ":" && error.edits.is_empty()
    };
    let object = |colon: Span| {
        let objects = context.document()?.tree.nodes().filter(|node| node.kind() == Kind::Object);
        let inside = objects.filter(|node| node.span().contains(colon));
        Some(inside.last()?.first())
    };
    let found = context.syntax_errors().iter().filter(is_keyless).take(KEYLESS).filter_map(|error| {
        let opener = object(error.span)?;
        let mut missing = context.violations().iter().filter(|it| it.span == opener).filter_map(|it| match &it.kind {
            ViolationKind::MissingProperty { name, .. } => Some(name.as_str()),
            _ => None,
        });
        let name = missing.next()?;
        missing.next().is_none().then_some((opener, name, error.span))
    });
    found.collect()
}

/// Reports each object in which the property `name` is absent.
pub(crate) fn missing(context: &Context<'_>, findings: &mut Findings<'_>, name: &str, help: &'static str) {
    // That its value has no key is reported there.
    let keyless = keyless(context);
    for violation in context.violations() {
        if let ViolationKind::MissingProperty { name: missing, within } = &violation.kind
            && missing == name
            && !keyless.iter().any(|(opener, lost, _)| *opener == violation.span && *lost == name)
        {
            findings
                .report(violation.span, format!("{} has no `{name}`", object_in(context, within)))
                .label(violation.span, format!("`{name}` is missing here"))
                .help(help);
        }
    }
}

/// Reports each key that stands for another name, with the words `message` makes of both.
pub(crate) fn misnamed(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    wanted: impl Fn(&ViolationKind) -> Option<&str>,
    message: impl Fn(&str, &str) -> String,
    help: &str,
) {
    for violation in context.violations() {
        let Some(name) = wanted(&violation.kind) else { continue };
        let help = match context.user_schema() {
            Some(_) => "Names in JSON are case-sensitive, and the schema has only this spelling. Rename the key.",
            None => help,
        };
        let help = match violation.edits.is_empty() {
            true => format!("{help} There is no fix, because another key here means `{name}` too: keep only one."),
            false => help.to_owned(),
        };
        findings
            .report(violation.span, message(&key(context, violation.span), name))
            .label(violation.span, format!("the name is `{name}`"))
            .help(help)
            .fix(fix(violation, format!("rename it to `{name}`")));
    }
}

/// What a comparison with Graph's types found, and where.
pub(crate) fn typed<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (&'c Violation, &'c TypeViolation)> {
    context.violations().iter().filter_map(|violation| match &violation.kind {
        ViolationKind::Typed(typed) => Some((violation, &**typed)),
        _ => None,
    })
}

/// A value as a sentence calls it.
pub(crate) fn value_at(subject: &Subject) -> String {
    match (subject.property.as_str(), subject.element) {
        ("", false) => "the body".to_owned(),
        ("", true) => "an element of the body".to_owned(),
        (property, false) => format!("`{}`", excerpt(property, QUOTED)),
        (property, true) => format!("an element of `{}`", excerpt(property, QUOTED)),
    }
}

/// Keeps a finding to what is known of the service.
pub(crate) fn soften(finding: &mut Diagnostic, violation: &TypeViolation) {
    match violation.certainty {
        Certainty::Refused => {}
        Certainty::Doubtful => {
            finding.at_most(Severity::Warning);
        }
        Certainty::Harmless => {
            finding.at_most(Severity::Info);
        }
    }
}
