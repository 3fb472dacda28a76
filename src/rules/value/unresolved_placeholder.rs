//! An id or a type still holds a gap of a template: `{userObjectId}`, `<user-id>`, `{{ruleId}}`, `$id`, `%ID%`,
//! `your-rule-id`, or `String`, which the reference's description of the type shows in place of a value.
//!
//! ## Why it matters
//! The service takes the words for an id and looks them up. It does not say that they look like a gap; it says that it does
//! not know them.
//!
//! ## What to do
//! Write the id itself. If a program fills the template, check the text that it sends, not the template.
//!
//! ## Evidence
//! - The example of the cross-tenant synchronization article has `{ruleId}` and `{userObjectId}` for the reader to fill
//!   in ([Configure cross-tenant synchronization](https://learn.microsoft.com/entra/identity/multi-tenant-organizations/cross-tenant-synchronization-configure-graph)).
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject)
//!   shows `"objectId": "String"`.

use std::ops::Range;

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Form, Rule, Word, is_powershell_type};
use crate::text;
use crate::text::placeholder;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unresolved-placeholder",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a gap of a template is left in an id or a type",
        manual: crate::manual!("unresolved_placeholder.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let payload = context.payload();
    for id in payload.identifiers() {
        if let Form::Placeholder(range) = &id.form {
            report(context, &id.word, range, "an id belongs here", findings);
        }
    }
    for word in payload.object_types().filter(|word| !is_powershell_type(word.text())) {
        if let Some(range) = placeholder::find(word.text()) {
            report(context, word, &range, "a type belongs here", findings);
        }
    }
}

fn report(context: &Context<'_>, word: &Word<'_>, range: &Range<usize>, label: &str, findings: &mut Findings<'_>) {
    // Without quotes it is a slip of syntax first, and `unquoted-value` speaks of the gap too.
    if word.is_bare() {
        return;
    }
    if context.setting().has_variables() && word.text()[range.clone()].starts_with("{{") {
        return;
    }
    let whole = range.len() == word.text().len();
    let span = if whole { word.span() } else { word.part(range) };
    let gap = text::excerpt(&word.text()[range.clone()], 60);
    findings
        .report(span, format!("the placeholder `{gap}` was not filled in"))
        .label(span, label)
        .help("The service takes the words for a value and does not find it. Write the value itself.");
}
