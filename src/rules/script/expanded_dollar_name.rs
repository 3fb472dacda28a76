//! A name that begins with `$`, such as `$filter`, `$batch` or `$ref`, is in a string in which the language replaces
//! variables by their values.
//!
//! ## Why it matters
//! In double quotes `"…/users?$filter=…"` becomes `…/users?=…`: there is no variable `$filter`, so it becomes empty.
//! The service ignores the option or refuses the request, and `"…/$batch"` and `"…/$ref"` name another resource.
//!
//! ## What to do
//! Escape the sign: `` `$filter `` in PowerShell, `\$filter` in a shell. Or write the text in single quotes.
//!
//! ## Evidence
//! - [about_Quoting_Rules](https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules): variables in double quotes are replaced by their values.
//! - [Query parameters](https://learn.microsoft.com/graph/query-parameters): the options and their names.

use super::{notes, quoted};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::languages::NoteKind;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "expanded-dollar-name",
        group: Group::Script,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a name such as `$filter` is replaced by the value of a variable",
        manual: crate::manual!("expanded_dollar_name.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let names = notes(context, |kind| match kind {
        NoteKind::ExpandedName { escaped } => Some(escaped),
        _ => None,
    });
    for (note, escaped) in names {
        let name = quoted(context, note);
        findings
            .report(note.span, format!("{name} is replaced by the value of a variable that has none"))
            .label(note.span, "nothing is left of it")
            .help(format!("The name is part of the URL, and no variable of it is assigned in this file. Escape the sign: {escaped}"))
            .fix(Fix::safe(format!("escape the sign of {name}"), vec![Edit::replace(note.span, escaped.as_str())]));
    }
}
