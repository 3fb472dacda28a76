//! A variable is in a string in which variables are not replaced, so its name is sent.
//!
//! ## Why it matters
//! In single quotes `'…/users/$id'` stays unchanged, and the request asks for an object called `$id`.
//!
//! ## What to do
//! Use double quotes, or join the string from parts. In JSON text, its own quotes must then be escaped.
//!
//! ## Evidence
//! - [about_Quoting_Rules](https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules): text in single quotes is taken literally.

use super::{notes, quoted};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::languages::NoteKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unexpanded-variable",
        group: Group::Script,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a variable in single quotes is sent by its name",
        manual: crate::manual!("unexpanded_variable.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let variables = notes(context, |kind| matches!(kind, NoteKind::UnexpandedVariable).then_some(()));
    for (note, ()) in variables {
        findings
            .report(note.span, format!("{} is not replaced by its value", quoted(context, note)))
            .label(note.span, "is sent as it is written")
            .help(
                "The variable is assigned in this file, but nothing expands in this text. Write it in double quotes.",
            );
    }
}
