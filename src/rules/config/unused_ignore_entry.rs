//! An entry of `ignores` in a configuration file matched no finding, although files that match its `paths` were
//! checked.
//!
//! ## Why it matters
//! The finding it was written for is gone. If the entry stays, it hides the next finding at the same place, which
//! nobody has reviewed.
//!
//! ## What to do
//! Remove the entry, or correct its `paths`, `rules` or `pointer`: the finding says where the run found the rules of
//! the entry, at another pointer of the same files or else in other files. Nothing is reported if no file of the entry
//! was checked, or if `--select` or `--ignore` changed the rules for one run. With `--fix`, the findings that remain
//! after the fixes count. A fix may rename a member on the way of a `pointer` (`parameter` to `parameters`):
//! what the entry ignored stays silent in that run, and the entry is reported with the pointer that it needs.
//!
//! ## Evidence
//! - Other linters report such entries too: ruff's
//!   [unused-noqa](https://docs.astral.sh/ruff/rules/unused-noqa/), ESLint's
//!   [reportUnusedDisableDirectives](https://eslint.org/docs/latest/use/configure/rules#report-unused-eslint-disable-comments).

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unused-ignore-entry",
        group: Group::Config,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "an entry of `ignores` in a configuration file matches no finding",
        manual: crate::manual!("unused_ignore_entry.rs"),
    },
    check: Check::Configuration,
};
