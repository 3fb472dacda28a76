//! The rules, one file each, in a folder per group.

pub(crate) mod config;
pub(crate) mod docs;
pub(crate) mod http;
pub(crate) mod ignores;
pub(crate) mod script;
pub(crate) mod structure;
pub(crate) mod syntax;
pub(crate) mod value;

pub(crate) use syntax::UNREADABLE;

use std::sync::LazyLock;

use crate::config::{Config, Covering, Section, resolve};
use crate::finding::{Group, RuleInfo};
use crate::operations;
use crate::rule::Rule;

/// Every rule, by group. In a group, the rules about one operation alone follow the general ones.
pub(crate) fn all() -> impl Iterator<Item = &'static Rule> {
    let general = [
        (Group::Syntax, syntax::RULES),
        (Group::Structure, structure::RULES),
        (Group::Value, value::RULES),
        (Group::Http, http::RULES),
        (Group::Script, script::RULES),
        (Group::Docs, docs::RULES),
        (Group::Ignores, ignores::RULES),
        (Group::Config, config::RULES),
    ];
    general
        .into_iter()
        .flat_map(|(group, rules)| rules.iter().chain(operations::rules().filter(move |rule| rule.info.group == group)))
}

/// Every rule with the numbers of the operations that it is about alone; they are looked up once.
pub(crate) fn with_owners() -> impl Iterator<Item = (&'static Rule, &'static [usize])> {
    static OWNERS: LazyLock<Vec<Vec<usize>>> = LazyLock::new(|| all().map(operations::owners).collect());
    all().zip(OWNERS.iter().map(Vec::as_slice))
}

/// What there is to know of every rule.
#[must_use]
pub fn infos() -> Vec<&'static RuleInfo> {
    all().map(|rule| &rule.info).collect()
}

impl Config {
    /// Every rule, each with its own severity, and no other setting.
    #[must_use]
    pub fn all() -> Self {
        resolve(&infos(), &[], &Covering::default(), &Section::default()).config
    }
}
