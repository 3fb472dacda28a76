//! A property that the JSON Schema requires is missing.
//!
//! ## Why it matters
//! The receiver needs the properties that a schema requires: Microsoft Graph answers such a body with
//! `400 Bad Request`, or does something else than you meant. The operations that have a schema here are those that
//! `msgraph-lint operations` lists; `--schema`, and `schema = "…"` in the configuration, name one of your own.
//!
//! ## What to do
//! Add the property. If it is there in another spelling, the spelling is reported instead. Some required properties
//! have rules of their own.
//!
//! ## Evidence
//! - [`required`](https://json-schema.org/draft/2020-12/json-schema-validation#name-required) and
//!   [`dependentRequired`](https://json-schema.org/draft/2020-12/json-schema-validation#name-dependentrequired) of JSON Schema.

use super::schema_says_required;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{Subject, ViolationKind};
use crate::text::excerpt;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-property",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "an object lacks a property that its JSON Schema requires",
        manual: crate::manual!("missing_property.rs"),
    },
    check: Check::Violation(|kind| matches!(kind, ViolationKind::RequiredProperty { .. }), check),
};

/// The longest quotation of a name.
const QUOTED: usize = 60;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in context.violations() {
        let ViolationKind::RequiredProperty { name, within, because } = &violation.kind else { continue };
        let name = excerpt(name, QUOTED);
        let object = object(within, context.user_schema().is_some());
        let message = match because {
            Some(cause) => format!("{object} has `{}`, but no `{name}`", excerpt(cause, QUOTED)),
            None => format!("{object} has no `{name}`"),
        };
        findings
            .report(violation.span, message)
            .label(violation.span, format!("`{name}` is missing here"))
            .help(format!("Add `{name}`. {}", schema_says_required(context, because.is_some())));
    }
}

fn object(within: &Subject, is_users: bool) -> String {
    match (within.property.as_str(), within.element) {
        ("", false) if is_users => "the object".to_owned(),
        ("", false) => "the body".to_owned(),
        ("", true) => "this element of the list".to_owned(),
        (property, false) => format!("`{}`", excerpt(property, QUOTED)),
        (property, true) => format!("this element of `{}`", excerpt(property, QUOTED)),
    }
}
