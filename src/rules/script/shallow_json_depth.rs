//! A body is converted to JSON with a depth limit, and is nested more deeply.
//!
//! ## Why it matters
//! PowerShell's `ConvertTo-Json` converts two levels unless `-Depth` says otherwise. Deeper levels are written as
//! strings: `System.Collections.Hashtable`, or `@{…}`. The service gets a string where it expects an object, and
//! refuses the request or stores the string. A body of provisionOnDemand needs `-Depth 4`, or `-Depth 7` with members
//! of a group.
//!
//! ## What to do
//! Write `-Depth 10`. A larger depth than needed does no harm.
//!
//! ## Evidence
//! - [ConvertTo-Json](https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/convertto-json), parameter `-Depth`: the default is 2.
//! - [microsoft-graph-devx-api#1999](https://github.com/microsoftgraph/microsoft-graph-devx-api/issues/1999): generated samples had the fault.

use super::notes;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::languages::NoteKind;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "shallow-json-depth",
        group: Group::Script,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a body is nested deeper than what makes it JSON goes",
        manual: crate::manual!("shallow_json_depth.rs"),
    },
    check: Check::Request(check),
};

/// The depth that a fix writes; where more is needed, that.
const ENOUGH: usize = 10;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let cuts = notes(context, |kind| match kind {
        NoteKind::Shallow(cut) => Some(*cut),
        _ => None,
    });
    for (note, cut) in cuts {
        let maker = context.words(note.span);
        let depth = cut.needed.max(ENOUGH);
        let (edit, said) = match note.other {
            Some(given) => (Edit::replace(given, depth.to_string()), "is set to"),
            None => (Edit::insert(note.span.end, format!(" -Depth {depth}")), "does by default"),
        };
        let levels = |count: usize| if count == 1 { "1 level".to_owned() } else { format!("{count} levels") };
        findings
            .report(
                note.other.unwrap_or(note.span),
                format!("`{maker}` goes {} deep, and the body {}", levels(cut.kept), levels(cut.needed)),
            )
            .label(note.other.unwrap_or(note.span), format!("what it {said}"))
            .help(format!(
                "Deeper levels are sent as the name of their type, such as `System.Collections.Hashtable`, and the service refuses it. Write `-Depth {depth}`."
            ))
            .fix(Fix::safe(format!("write `-Depth {depth}`"), vec![edit]));
    }
}
