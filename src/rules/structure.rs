//! The rules of the group `structure`, one file each.

use crate::rule::Rule;

/// The rules of the group.
pub(crate) static RULES: &[Rule] = &[];
