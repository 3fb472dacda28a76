//! A configuration file says something that cannot be obeyed: it is not TOML, names a setting, a rule or a file that does
//! not exist, or gives a setting a value of the wrong kind. The same goes for a JSON Schema of your own that refers to what
//! is not there, or cannot be used for another reason.
//!
//! ## Why it matters
//! A setting that is passed over in silence is worse than none: a misspelt `ignore` reports what you did not want to see, and
//! a misspelt `select` passes what you wanted to be told. Nothing is checked until the file is right, and the exit code is 2,
//! whatever severities are chosen.
//!
//! ## What to do
//! Correct the place. All settings are described in the documentation; `msgraph-lint config --schema` prints the JSON
//! Schema of the file, by which an editor tells such mistakes while you type, and `msgraph-lint config` prints what is in
//! force.
//!
//! A `$ref` in a schema may lead to a place in the same file, by a JSON Pointer, an anchor or an `$id`; to a file in the folder
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
