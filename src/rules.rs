//! The rules, one file each, in a folder per group.

pub(crate) mod config;
pub(crate) mod docs;
pub(crate) mod http;
pub(crate) mod ignores;
pub(crate) mod structure;
pub(crate) mod syntax;
pub(crate) mod value;

pub(crate) use syntax::UNREADABLE;

use crate::finding::RuleInfo;
use crate::rule::Rule;

/// Every rule, by group and then in the order of the group's list.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [syntax::RULES, structure::RULES, value::RULES, http::RULES, docs::RULES, ignores::RULES, config::RULES]
        .into_iter()
        .flatten()
}

/// What there is to know of every rule.
#[must_use]
pub fn infos() -> Vec<&'static RuleInfo> {
    all().map(|rule| &rule.info).collect()
}
