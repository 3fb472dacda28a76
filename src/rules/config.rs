//! The rules of the group `config`: errors in configuration files, which are read before any file is checked.

mod invalid_configuration;
mod unused_ignore_entry;

use crate::finding::RuleInfo;
use crate::rule::Rule;

/// The rules of the group.
pub(crate) static RULES: &[Rule] = &[invalid_configuration::RULE, unused_ignore_entry::RULE];

/// The rule of everything that a configuration file must not say.
pub(crate) static INVALID_CONFIGURATION: &RuleInfo = &RULES[0].info;

/// The rule of entries of `ignores` that are needed no more.
pub(crate) static UNUSED_IGNORE_ENTRY: &RuleInfo = &RULES[1].info;
