//! A comment begins with `msgraph-lint:`, but no valid suppression follows.
//!
//! ```http
//! # msgraph-lint: ignore missing-colon
//! ```
//!
//! ## Why it matters
//! The comment suppresses nothing. A suppression without names is invalid, because it would hide every rule, including
//! findings that nobody has seen yet.
//!
//! ## What to do
//! Write `msgraph-lint: ignore[rule-a,rule-b] reason`: it applies to the following request, or to its own line.
//! `ignore-file` applies to the whole file. Names of groups work like ids of rules. If only the brackets are missing,
//! the fix adds them.

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Findings, Rule};
use crate::suppression::{IgnoreErrorKind, Ignores};
use crate::text::{Edit, excerpt};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-ignore",
        group: Group::Ignores,
        severity: Severity::Warning,
        fix: FixAvailability::Sometimes,
        summary: "a comment that begins as a suppression and is none",
        manual: crate::manual!("malformed_ignore.rs"),
    },
    check: Check::Ignores(check),
};

fn check(ignores: &Ignores<'_>, findings: &mut Findings<'_>) {
    let text = ignores.text();
    for ignore in ignores.iter() {
        let Some(syntax_error) = &ignore.syntax_error else { continue };
        let words = excerpt(syntax_error.span.of(text), 40);
        let (message, label) = match syntax_error.kind {
            IgnoreErrorKind::UnknownWord => {
                (format!("`{words}` is nothing that a comment can ask for"), "neither `ignore` nor `ignore-file`")
            }
            IgnoreErrorKind::NoNames => (format!("`{words}` names no rule"), "which rules?"),
            IgnoreErrorKind::Unclosed => ("the list of rules is not closed".to_owned(), "no `]` follows"),
        };
        let fix = match &syntax_error.remedy {
            Some((span, words)) => {
                let edits = vec![Edit::replace(*span, words.clone())];
                let title = format!("write `{words}`");
                // Forgotten brackets leave no doubt; which word was meant is a guess.
                if syntax_error.kind == IgnoreErrorKind::UnknownWord {
                    Fix::guess(title, edits)
                } else {
                    Fix::safe(title, edits)
                }
            }
            None => Fix::guess("remove the comment", vec![ignore.removal(text)]),
        };
        findings
            .report(syntax_error.span, message)
            .label(syntax_error.span, label)
            .help(
                "A comment that cannot be read silences nothing. Write `msgraph-lint: ignore[rule-a,rule-b] reason`, or \
                 `ignore-file` for the whole file.",
            )
            .fix(fix);
    }
}
