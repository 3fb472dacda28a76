//! A suppression names a rule that does not exist.
//!
//! ## Why it matters
//! The name suppresses nothing, and the finding is still reported. Rules keep their ids forever, so it is a typing
//! error and not an old name.
//!
//! ## What to do
//! Write the id as the report shows it, or the name of a group; `msgraph-lint rules` lists them all. The fix replaces a
//! name that is similar to a known one, and removes any other; both are guesses.

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Findings, Rule};
use crate::suppression::Ignores;
use crate::text::{Edit, excerpt};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unknown-ignore",
        group: Group::Ignores,
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
        summary: "a suppression of a rule that there is not",
        manual: crate::manual!("unknown_ignore.rs"),
    },
    check: Check::Ignores(check),
};

fn check(ignores: &Ignores<'_>, findings: &mut Findings<'_>) {
    let text = ignores.text();
    for ignore in ignores.iter() {
        for (number, name) in ignore.names.iter().enumerate().filter(|(_, name)| !name.known) {
            let word = name.span.of(text);
            let (label, title, edit) = match name.meant {
                Some(meant) => {
                    let edit = Edit::replace(name.span, meant);
                    (format!("did you mean `{meant}`?"), format!("write `{meant}`"), edit)
                }
                None => ("no such rule".to_owned(), "take it out".to_owned(), ignore.without(number, text)),
            };
            findings
                .report(name.span, format!("there is no rule and no group `{}`", excerpt(word, 60)))
                .label(name.span, label)
                .help(
                    "The comment silences nothing by this name. Write the id of a rule as reports show it, or a group.",
                )
                .fix(Fix::guess(title, vec![edit]));
        }
    }
}
