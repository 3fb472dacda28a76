//! The path does not support the method: an action is called with another method than `POST`, a function or `$count` is
//! not read with `GET`, or a collection is changed or deleted as a whole; or the method is one that Graph does not know.
//!
//! ## Why it matters
//! The service answers `405 Method Not Allowed` or `400 Bad Request`. An action changes something, so it is called with `POST` and
//! nothing else; a function only reads. New entities are posted to a collection, and changed or deleted by their own address.
//!
//! ## What to do
//! Write the method that the finding names. This rule does not decide between `PUT` and `PATCH`.
//!
//! ## Evidence
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand), section "HTTP request".
//! - [OData 4.01](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html), sections "Invoking an Action", "Invoking a Function", "Data Modification".

use crate::catalogue::{End, Holder};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Fit;
use crate::rule::resource::method;
use crate::rule::wording::quoted;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::suggest::{alternatives, nearest};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "wrong-method",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "the path does not take the method",
        manual: crate::manual!("wrong_method.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(span) = context.request().method() else { return };
    match context.target().fit {
        Fit::OtherMethod(operation) => {
            let method = &operation.method;
            findings
                .report(
                    span,
                    format!("{} does not go with this path, which is called with `{method}`", quoted(context, span)),
                )
                .label(span, format!("`{method}` belongs here"))
                .help(format!("The reference has `{}` with `{method}` only. Write `{method}`.", operation.title))
                .fix(Fix::safe(format!("write `{method}`"), vec![Edit::replace(span, method.as_str())]));
        }
        Fit::Operation(_) | Fit::Near(_) | Fit::Foreign => {}
        Fit::Graph if is_unknown(context) => unknown(context, span, findings),
        Fit::Graph => by_kind(context, findings),
    }
}

/// The methods that this knows of; of others, `{{method}}` among them, nothing is said.
const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"];

/// Whether the method is a word that Graph does not know. Pages write words before a URL that are no methods, and a
/// variable may stand for any.
fn is_unknown(context: &Context<'_>) -> bool {
    let Some(span) = context.request().method() else { return false };
    let words = context.words(span);
    let is_word = words.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !context.container().is_script();
    let is_upper = !words.bytes().any(|byte| byte.is_ascii_lowercase());
    is_word
        && !words.is_empty()
        && (is_upper || !context.container().is_example())
        && !METHODS.iter().any(|known| known.eq_ignore_ascii_case(words))
}

/// Reports a method that Graph does not know.
fn unknown(context: &Context<'_>, span: Span, findings: &mut Findings<'_>) {
    let near = nearest(&context.words(span).to_ascii_uppercase(), METHODS);
    let finding = findings.report(span, format!("{} is not a method of Microsoft Graph", quoted(context, span)));
    match near {
        Some(near) => finding.label(span, format!("did you mean `{near}`?")),
        None => finding.label(span, "no such method"),
    };
    finding
        .help("The service answers `405 Method Not Allowed`. It takes `GET`, `POST`, `PATCH`, `PUT` and `DELETE`.")
        .fix(near.and_then(|near| Fix::guess(format!("write `{near}`"), vec![Edit::replace(span, near)])));
}

/// What a path takes, and what it is called.
fn by_kind(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((span, method)) = method(context.request()) else { return };
    let Some(resource) = context.resource() else { return };
    // An action that the metadata does not have looks like a key.
    let Some(end) = resource.end().filter(|_| resource.unknown_action(context.request()).is_none()) else { return };
    let takes = end.methods();
    let what = match end {
        End::Collection { holder: Holder::Result(operation), .. } | End::Function(operation) => {
            format!("the function `{}`", operation.name())
        }
        End::Collection { ty, .. } => format!("a collection of `{}`", ty.name()),
        End::Entity { ty, .. } => format!("one `{}`", ty.name()),
        End::Property(_) => "a property".to_owned(),
        End::Content => "content".to_owned(),
        End::Count => "a count".to_owned(),
        End::Action(operation) => format!("the action `{}`", operation.name()),
        End::Batch => "a batch".to_owned(),
        End::Metadata | End::Service => "a document".to_owned(),
        End::Reference { .. } | End::Unknown => return,
    };
    // The variable of a script that stands for the host may name another service.
    let is_host_known = !(context.container().is_script() && host_is_variable(context));
    // Some of what is single and belongs to its owner is created with POST.
    let sure = match end {
        _ if !is_host_known => Severity::Warning,
        End::Entity { holder: Holder::Member(_), keyed: false, .. } => Severity::Warning,
        _ => Severity::Error,
    };
    let read = if method == "HEAD" { "GET" } else { &method };
    if takes.is_empty() || takes.contains(&read) || !METHODS.contains(&method.as_str()) {
        return;
    }
    let wanted = alternatives(takes.iter().copied());
    let fix = match takes {
        [only] => Fix::guess(format!("write `{only}`"), vec![Edit::replace(span, *only)]),
        _ => None,
    };
    let help = match (end, method.as_str()) {
        (End::Collection { .. }, _) => "Only one entity can be changed or deleted: write its key after the collection.",
        (End::Entity { .. }, "POST") => {
            "New entities are posted to a collection; this is one entity. Change it with `PATCH`."
        }
        (End::Action(_), _) => "An action changes something, so it is called with `POST` only.",
        (End::Function(_), _) => "A function only reads, so it is called with `GET`, its parameters in parentheses.",
        _ => "The service answers `405 Method Not Allowed`.",
    };
    findings
        .report(span, format!("{} does not go with {what}, which takes {wanted}", quoted(context, span)))
        .at_most(sure)
        .label(span, format!("{wanted} belongs here"))
        .help(help)
        .fix(fix);
}

/// Whether a variable stands for the host of the URL.
fn host_is_variable(context: &Context<'_>) -> bool {
    context.request().url.as_ref().is_some_and(|url| context.words(url.span).starts_with("{{"))
}
