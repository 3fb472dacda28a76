//! The rules of the group `ignores`, one file each: the comments that suppress findings of other rules.

mod malformed_ignore;
mod unknown_ignore;
mod unused_ignore;

use crate::finding::RuleInfo;
use crate::rule::Rule;

/// The rules of the group.
pub(crate) static RULES: &[Rule] = &[malformed_ignore::RULE, unknown_ignore::RULE, unused_ignore::RULE];

/// The rule of names in suppressions that find nothing.
pub(crate) static UNUSED_IGNORE: &RuleInfo = &RULES[2].info;
