//! A string contains a property of a variable, but only the variable is replaced by its value: `"…/users/$user.Id"`.
//!
//! ## Why it matters
//! In double quotes PowerShell replaces `$user`, and leaves `.Id` unchanged. The request contains the text of the whole
//! object followed by `.Id`, and the service finds nothing.
//!
//! ## What to do
//! Write `$($user.Id)`.
//!
//! ## Evidence
//! - [about_Quoting_Rules](https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules): only simple references to variables are replaced; for a property, write a subexpression.

use super::{notes, quoted};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::languages::NoteKind;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "expanded-property",
        group: Group::Script,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "of a variable and its property in text, only the variable is replaced",
        manual: crate::manual!("expanded_property.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let properties = notes(context, |kind| match kind {
        NoteKind::ExpandedProperty { fixed } => Some(fixed),
        _ => None,
    });
    for (note, fixed) in properties {
        let words = context.words(note.span);
        let variable = words.split('.').next().unwrap_or(words);
        findings
            .report(note.span, format!("of {} only `{variable}` is replaced by its value", quoted(context, note)))
            .label(note.span, "the property stays as it is written")
            .help(format!(
                "The request contains the whole object as text, followed by the name of the property. Write `{fixed}`."
            ))
            .fix(Fix::safe(format!("write `{fixed}`"), vec![Edit::replace(note.span, fixed.as_str())]));
    }
}
