//! The rules of the group `syntax`, one file each.

mod missing_colon;

use crate::rule::Rule;

/// The rules of the group.
pub(crate) static RULES: &[Rule] = &[missing_colon::RULE];

/// How sure the repair of a slip is.
fn safety(slip: &crate::json::Slip) -> crate::finding::Safety {
    if slip.certain { crate::finding::Safety::Safe } else { crate::finding::Safety::Unsafe }
}
