//! A variable stands in text in which nothing is replaced, and goes out by its name.
//!
//! ## Why it matters
//! In single quotes `'…/users/$id'` stays as it is written. The service is asked for something called `$id`.
//!
//! ## What to do
//! Write the text in double quotes, or put it together from parts. In JSON text, mind that its own quotes have to be escaped
//! then.
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
        summary: "a variable in single quotes goes out by its name",
        manual: crate::manual!("unexpanded_variable.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let variables = notes(context, |kind| matches!(kind, NoteKind::UnexpandedVariable).then_some(()));
    for (note, ()) in variables {
        findings
            .report(note.span, format!("{} is not replaced by its value", quoted(context, note)))
            .label(note.span, "goes out as it is written")
            .help(
                "The variable is assigned in this file, but nothing expands in this text. Write it in double quotes.",
            );
    }
}
