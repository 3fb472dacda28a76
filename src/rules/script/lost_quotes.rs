//! An edition of PowerShell does not pass the quotation marks of a body to a program as they are: to `az`, or to `curl`.
//!
//! ## Why it matters
//! Windows PowerShell 5.1, and PowerShell 7 before 7.3, leave a `"` inside an argument as it is, and the program reads it as
//! the end of a quotation: `{"a":"b"}` arrives as `{a:b}`. A backslash before each prevents that. PowerShell 7.3 adds the
//! backslashes itself, so there the program gets both. For `az` on Windows, which is a `.cmd` file, every edition does what
//! 5.1 does.
//!
//! ## What to do
//! Write the body to a file, and send that: `az rest --body '@body.json'`, `curl.exe -d '@body.json'`. This is the same in every
//! edition. Or pipe it in: `$json | az rest --body '@-'`.
//!
//! ## Evidence
//! - [about_Parsing, passing arguments that contain quote characters](https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing#passing-arguments-that-contain-quote-characters)
//! - [azure-cli#26848](https://github.com/Azure/azure-cli/issues/26848), [azure-cli#30527](https://github.com/Azure/azure-cli/issues/30527): `az rest` gets a body without its quotation marks.

use super::notes;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::languages::NoteKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "lost-quotes",
        group: Group::Script,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "PowerShell does not pass the quotation marks of a body to a program as they are",
        manual: crate::manual!("lost_quotes.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let lost = notes(context, |kind| match kind {
        NoteKind::LostQuotes { backslashes } => Some(*backslashes),
        _ => None,
    });
    for (note, backslashes) in lost {
        let (message, label, cause) = if backslashes {
            (
                "the backslashes of this body go to the program too in PowerShell 7.3 and later",
                "right in Windows PowerShell 5.1 only",
                "PowerShell 7.3 puts a backslash before each quotation mark itself.",
            )
        } else {
            (
                "the quotation marks of this body do not reach the program in Windows PowerShell 5.1",
                "the quotation marks in it are lost",
                "PowerShell before 7.3 puts no backslash before a quotation mark, and the program takes it for the end of the argument.",
            )
        };
        findings.report(note.span, message).label(note.span, label).help(format!(
            "{cause} Write the body to a file, and pass the name of that after `@`: this is the same in every edition."
        ));
    }
}
