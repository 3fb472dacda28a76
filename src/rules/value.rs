//! The rules of the group `value`, one file each.

mod documentation_id;
mod guid_style;
mod malformed_distinguished_name;
mod malformed_guid;
mod nil_guid;
mod padded_value;
mod unresolved_placeholder;

use crate::rule::Rule;

/// The rules of the group.
pub(crate) static RULES: &[Rule] = &[
    malformed_guid::RULE,
    guid_style::RULE,
    malformed_distinguished_name::RULE,
    padded_value::RULE,
    nil_guid::RULE,
    unresolved_placeholder::RULE,
    documentation_id::RULE,
];
