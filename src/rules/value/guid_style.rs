//! A GUID has the right digits but not the right form: it has braces, parentheses or `urn:uuid:`, or lacks its hyphens.
//!
//! ## Why it matters
//! These are the ways in which the registry, PowerShell and databases print GUIDs. Microsoft Graph prints and documents its
//! ids in one form only: groups of 8, 4, 4, 4 and 12 hex digits with hyphens between them. A `ruleId` is text that must
//! equal an id in the job's schema, where no id has braces.
//!
//! The id of a `Worker` is Workday's own (a WID is 32 hex digits without hyphens) and is not reported.
//!
//! ## What to do
//! Write the id with its hyphens and nothing around it. The fix does so and keeps the digits as they are.
//!
//! ## Evidence
//! - Every id in [the reference of the action](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand)
//!   has this form.

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Form;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::guid::Dress;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "guid-style",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a GUID is in braces or parentheses, written as a URN, or without hyphens",
        manual: crate::manual!("guid_style.rs"),
    },
    check: Check::Identifiers(|form| matches!(form, Form::DressedGuid(_)), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(operation) = context.operation() else { return };
    for id in context.identifiers() {
        let Form::DressedGuid(dressed) = id.form else { continue };
        // Whoever has to replace the id need not dress it otherwise first.
        if id.is_nil() || id.is_example(operation) {
            continue;
        }
        let (fault, title) = match dressed.dress {
            Dress::Braces => ("is in braces", "remove the braces"),
            Dress::Parentheses => ("is in parentheses", "remove the parentheses"),
            Dress::Urn => ("is written as a URN", "remove `urn:uuid:`"),
            Dress::NoHyphens => ("has no hyphens", "insert the hyphens"),
        };
        findings
            .report(id.word.span(), format!("the GUID {} {fault}", id.word.quoted()))
            .label(id.word.span(), format!("write `{}`", dressed.canonical))
            .help("Microsoft Graph documents only one form: 8-4-4-4-12 hex digits with hyphens, and nothing around them. Write the id in that form.")
            .fix(Fix::safe(title, id.word.replacement(&dressed.canonical)));
    }
}
