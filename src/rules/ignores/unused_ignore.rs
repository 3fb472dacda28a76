//! A suppression names a rule that finds nothing there.
//!
//! ## Why it matters
//! The suppressed finding is gone, or the comment is at the wrong request. If it stays, it hides the next error of this
//! kind.
//!
//! ## What to do
//! Remove the name, or the whole comment with its last name. The fix does this; it is unsafe only if it also removes a
//! reason. A name counts as unused only if all its rules were on in the run, so `--select` does not cause findings.
//!
//! Names of rules of this group are not checked.

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Safety, Severity};
use crate::rule::{Check, Findings, Rule};
use crate::suppression::Ignores;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unused-ignore",
        group: Group::Ignores,
        severity: Severity::Warning,
        fix: FixAvailability::Sometimes,
        summary: "a suppression with nothing to silence",
        manual: crate::manual!("unused_ignore.rs"),
    },
    check: Check::Ignores(check),
};

fn check(ignores: &Ignores<'_>, findings: &mut Findings<'_>) {
    let text = ignores.text();
    for ignore in ignores.iter() {
        let only = ignore.names.len() == 1;
        for (number, name) in ignore.unused() {
            let safety = if only && ignore.reason.is_some() { Safety::Unsafe } else { Safety::Safe };
            let title = if only { "remove the comment" } else { "take the name out" };
            let word = name.span.of(text);
            findings
                .report(name.span, format!("`{word}` is ignored here, where it finds nothing"))
                .label(name.span, "silences nothing")
                .help("A suppression that is not needed hides the next error of its kind. Remove it.")
                .fix(Fix::new(safety, title.to_owned(), vec![ignore.without(number, text)]));
        }
    }
}
