//! Words that name rules: an id, a group, or `all`.

use crate::finding::{Group, RuleInfo};
use crate::text::suggest;

/// The word for every rule.
pub(super) const ALL: &str = "all";

/// A word that selects nothing: neither a rule nor a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// The unknown word, as the user wrote it.
    pub word: String,
    /// The most similar rule or group, if any is similar enough.
    pub nearest: Option<&'static str>,
}

impl std::fmt::Display for UnknownRule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "there is no rule and no group `{}`", self.word)?;
        match self.nearest {
            Some(nearest) => write!(formatter, "; did you mean `{nearest}`?"),
            None => write!(formatter, "; `msgraph-lint rules` lists them all"),
        }
    }
}

impl std::error::Error for UnknownRule {}

/// How precisely a word names a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    All,
    Group,
    Rule,
}

/// Every word that names rules: `all`, the groups, the ids.
pub(super) fn names<'r>(rules: &'r [&'static RuleInfo]) -> impl Iterator<Item = &'static str> + 'r {
    let groups = Group::ALL.iter().map(|group| group.name());
    std::iter::once(ALL).chain(groups).chain(rules.iter().map(|rule| rule.id))
}

/// Checks that a word names a rule or a group.
pub(super) fn known(rules: &[&'static RuleInfo], word: &str) -> Result<(), UnknownRule> {
    if names(rules).any(|name| name == word) {
        return Ok(());
    }
    Err(UnknownRule { word: word.to_owned(), nearest: suggest::nearest(word, names(rules)) })
}

/// How precisely `word` names `rule`, or `None` if it does not.
pub(super) fn rank(word: &str, rule: &RuleInfo) -> Option<Rank> {
    if word == rule.id {
        Some(Rank::Rule)
    } else if word == rule.group.name() {
        Some(Rank::Group)
    } else {
        (word == ALL).then_some(Rank::All)
    }
}

/// How precisely the best of `words` names `rule`.
pub(super) fn best_rank(words: &[String], rule: &RuleInfo) -> Option<Rank> {
    words.iter().filter_map(|word| rank(word, rule)).max()
}
