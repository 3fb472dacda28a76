//! An entry of `ignores` in a configuration file matched no finding, though files that it is about were checked.
//!
//! ## Why it matters
//! What it was written for is gone. Left in place, it will hide the next finding at the same place, which nobody has judged.
//!
//! ## What to do
//! Take the entry out, or correct its `paths`, `rules` or `pointer` if they miss what they are meant for: the finding says
//! where the run found the rules of the entry, at another pointer of the same files or else in other files. Nothing is said
//! where no file of the entry was checked, or where `--select` or `--ignore` changed the rules for one run. With `--fix`, what
//! remains after the fixes decides. A fix may rename a member on the way of a `pointer` (`parameter` to `parameters`): what
//! the entry ignored stays silent in that run, and the entry is reported with the pointer that it needs from now on.
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
