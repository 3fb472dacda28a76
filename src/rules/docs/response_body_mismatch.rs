//! The body of a response does not match the return type of the operation.
//!
//! ## Why it matters
//! A program written after the example reads properties that the response does not have. Graph's metadata says what
//! every request returns: a single entity is the body itself; a list, or a property that is not an object, is wrapped
//! in `{"value": …}`. Frequent errors in examples are a `value` around one entity, one entity in place of a list, and
//! properties that the type does not have or that are of another type.
//!
//! provisionOnDemand returns two strings, `key` and `value`, which usually contain JSON. Examples have been published
//! with an object in their place.
//!
//! ## What to do
//! Show the response as the service sends it. JSON in a string is escaped: `"key": "{\"result\":\"Success\"}"`. On a
//! page, properties may be left out, because examples are shortened; those that are there must match.
//!
//! Responses are checked where they belong to a request: on pages, in recordings (HAR), after a request of an `.http`
//! file, and in the response of a batch. In a recording, unknown names are not reported: the service may be newer than
//! the metadata.
//!
//! ## Evidence
//! - [OData JSON Format 4.01](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html), sections 11
//!   and 13: individual properties, and collections.
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand),
//!   section "Response".
//! - Answers with the name of a type as `key`, and with a JSON array in `value`:
//!   [Configure cross-tenant synchronization](https://learn.microsoft.com/entra/identity/multi-tenant-organizations/cross-tenant-synchronization-configure-graph).

mod by_type;

use super::quote;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::http::StartLine;
use crate::json::{self, Node, SyntaxErrorKind};
use crate::operation::Fit;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::schema::{ViolationKind, Wanted};
use crate::text::Span;
use crate::text::mapped::MappedTextBuilder;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "response-body-mismatch",
        group: Group::Docs,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a response that does not fit what the operation answers with",
        manual: crate::manual!("response_body_mismatch.rs"),
    },
    check: Check::Message(Part::ResponseBody, check),
};

/// Why it matters, in a sentence.
const HELP: &str = "Programs are written by the example.";

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let request = context.request();
    let Some(body) = &request.response_body else { return };
    let code = match request.raw().response.as_ref().and_then(|response| response.start) {
        Some(StartLine::Status { code, .. }) => context.words(code),
        _ => "200",
    };
    // An error has a body of its own.
    if !code.starts_with('2') {
        return;
    }
    let operation = match context.target().fit {
        Fit::Operation(operation) => operation,
        Fit::Graph if matches!(code, "200" | "201") => return by_type::check(context, &body.document, findings),
        _ => return,
    };
    let reading = operation.answer.read(&body.document);
    let Some(type_name) = &operation.response.type_name else { return };
    let answer = format!("a `{type_name}`");
    let about = operation.response.about.as_ref().map_or_else(String::new, |about| format!(": {about}"));
    for violation in reading.violations() {
        let words = quote(context.words(violation.span));
        let shortened = context.container().is_example();
        let (message, label) = match &violation.kind {
            ViolationKind::MissingProperty { .. } | ViolationKind::RequiredProperty { .. } if shortened => continue,
            ViolationKind::MissingProperty { name, .. } | ViolationKind::RequiredProperty { name, .. } => {
                (format!("the answer has no `{name}`"), format!("`{name}` belongs in here"))
            }
            ViolationKind::UnknownProperty { .. } | ViolationKind::MisspeltProperty { .. } => {
                (format!("{words} is not a property of {answer}"), "unknown here".to_owned())
            }
            ViolationKind::WrongType(Wanted { wanted, found, property, .. }) => {
                let (wanted, found) = (wanted.described(), found.described());
                (format!("`{property}` of the answer is {found}"), format!("{wanted} belongs here"))
            }
            ViolationKind::ConstMismatch { property, wanted } => {
                (format!("`{property}` of the answer is {words}"), format!("it is always `{wanted}`"))
            }
            _ => (format!("{words} does not fit {answer}"), "does not fit".to_owned()),
        };
        findings
            .report(violation.span, message)
            .label(violation.span, label)
            .help(format!("{HELP} The operation answers with {answer}{about}."));
    }
    let root = reading.tree().root();
    for name in &operation.response.json_strings {
        if let Some(node) = root.and_then(|root| root.get(name)) {
            check_string(context, name, node, findings);
        }
    }
}

/// The JSON in a string. The name of a type has been seen in its place, and says nothing.
fn check_string(context: &Context<'_>, name: &str, node: Node<'_>, findings: &mut Findings<'_>) {
    let holds_json = node.string().is_some_and(|value| value.trim_start().starts_with(['{', '[']));
    if !holds_json || node.is_reinterpreted() {
        return;
    }
    let mut builder = MappedTextBuilder::new(context.text());
    builder.json_string(node.span());
    let inside = builder.finish();
    let document = json::parse(inside.text(), Span::whole(inside.text()));
    let shortened = context.container().is_example();
    let syntax_error = document
        .syntax_errors
        .iter()
        .find(|syntax_error| !(shortened && syntax_error.kind == SyntaxErrorKind::Ellipsis));
    if let Some(syntax_error) = syntax_error {
        let place = inside.locate(syntax_error.span);
        findings
            .report(place, format!("the JSON in `{name}` of the answer is broken"))
            .label(place, "here it is not JSON")
            .help(format!("{HELP} What the string stands for, its escapes undone, must be JSON in its turn."));
    }
}
