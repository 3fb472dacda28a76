//! A configuration file is invalid: it is not TOML, names a setting, a rule or a file that does not exist, or gives a
//! setting a value of the wrong type. The rule also reports a JSON Schema of your own that has a `$ref` to something that
//! does not exist, or is unusable for another reason.
//!
//! ## Why it matters
//! A setting that is silently skipped is worse than none: a misspelt `ignore` reports what you did not want to see, and a
//! misspelt `select` hides what you wanted to see. No file is checked until the configuration is valid, and the exit code is
//! 2, whatever severities are set.
//!
//! ## What to do
//! Correct the setting. docs/configuration.md describes them all. `msgraph-lint config --schema` prints the JSON Schema of
//! the file, with which an editor shows such errors while you type, and `msgraph-lint config` prints the effective settings.
//!
//! A `$ref` in a schema may refer to a place in the same file, by a JSON Pointer, an anchor or an `$id`; to a file in the folder
//! of the schema or below it; and to the schemas of the drafts. Nothing is fetched.
//!
//! ## Evidence
//! - The format of the file: [TOML 1.1](https://toml.io/en/v1.1.0).

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "invalid-configuration",
        group: Group::Config,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a configuration file says something that cannot be obeyed",
        manual: crate::manual!("invalid_configuration.rs"),
    },
    check: Check::Configuration,
};
