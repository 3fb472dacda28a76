//! The operations that have more than data: a folder each, which alone knows the words of its operation.

pub(crate) mod provision_on_demand;
pub(crate) mod synchronization;

use crate::rule::Rule;

/// The rules that are about one operation, or one family of operations, alone.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    [provision_on_demand::rules::RULES, synchronization::RULES].into_iter().flatten()
}
