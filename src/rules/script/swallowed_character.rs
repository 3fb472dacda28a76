//! A `?` after a variable in a string is read as part of the variable's name: `"$uri?$select=id"`.
//!
//! ## Why it matters
//! In PowerShell a name may contain a `?`, so `"$uri?…"` refers to a variable `$uri?`, which was never assigned. The
//! whole address is lost.
//!
//! ## What to do
//! Put the name in braces: `"${uri}?…"`.
//!
//! ## Evidence
//! - [about_Variables](https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_variables): names may hold a question mark; braces end a name where it is meant to end.

use super::{notes, quoted};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::languages::NoteKind;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "swallowed-character",
        group: Group::Script,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a `?` after a variable is read as part of its name",
        manual: crate::manual!("swallowed_character.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let names = notes(context, |kind| match kind {
        NoteKind::SwallowedCharacter { fixed } => Some(fixed),
        _ => None,
    });
    for (note, fixed) in names {
        findings
            .report(note.span, format!("{} is read as the name of a variable, `?` included", quoted(context, note)))
            .label(note.span, "no variable of this name is assigned")
            .help(format!("There is no such variable, so the address is lost. Put the name in braces: `{fixed}`."))
            .fix(Fix::safe(format!("write `{fixed}`"), vec![Edit::replace(note.span, fixed.as_str())]));
    }
}
