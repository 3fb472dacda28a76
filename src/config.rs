//! What a user wants checked: which rules are on, and with which severity.

use std::collections::BTreeMap;

use crate::finding::{Group, RuleInfo, Severity};
use crate::rule::{Check, Rule};
use crate::sync_schema::SyncSchema;
use crate::text::suggest;

/// The settings that a check obeys.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The rules that are on, by id, with the severity of their findings.
    severities: BTreeMap<&'static str, Severity>,
    sync_schema: Option<SyncSchema>,
}

/// A word that selects nothing: neither a rule nor a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// What the user wrote.
    pub word: String,
    /// What was probably meant.
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

impl Config {
    /// All of `rules` that `select` names, without those that `ignore` names, by id or group. An empty `select` takes all;
    /// a rule's id outweighs a group in either list, and `ignore` outweighs `select` otherwise.
    ///
    /// # Errors
    /// A word of either list that names nothing.
    pub fn new<'w>(
        rules: &[&'static RuleInfo],
        select: impl IntoIterator<Item = &'w str>,
        ignore: impl IntoIterator<Item = &'w str>,
    ) -> Result<Self, UnknownRule> {
        let select = Selection::new(rules, select)?;
        let ignore = Selection::new(rules, ignore)?;
        let on = |rule: &&&RuleInfo| {
            let selected = select.rank(rule).or(select.is_empty().then_some(Rank::Group));
            selected > ignore.rank(rule)
        };
        let severities = rules.iter().filter(on).map(|rule| (rule.id, rule.severity)).collect();
        Ok(Self { severities, sync_schema: None })
    }

    /// The same, for requests to the job that has this synchronization schema.
    #[must_use]
    pub fn with_sync_schema(self, schema: SyncSchema) -> Self {
        Self { sync_schema: Some(schema), ..self }
    }

    /// The synchronization schema of the job, if one was given.
    #[must_use]
    pub fn sync_schema(&self) -> Option<&SyncSchema> {
        self.sync_schema.as_ref()
    }

    /// Whether a check looks for what the rule finds: it is on, and nothing that it needs is missing.
    #[must_use]
    pub fn looks_for(&self, rule: &Rule) -> bool {
        self.severity(&rule.info).is_some()
            && (self.sync_schema.is_some() || !matches!(rule.check, Check::SyncSchema(_)))
    }

    /// The severity of a rule's findings; none if the rule is off.
    #[must_use]
    pub fn severity(&self, rule: &RuleInfo) -> Option<Severity> {
        self.severities.get(rule.id).copied()
    }
}

/// How precisely a list names a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Group,
    Rule,
}

struct Selection<'w>(Vec<&'w str>);

impl<'w> Selection<'w> {
    fn new(rules: &[&'static RuleInfo], words: impl IntoIterator<Item = &'w str>) -> Result<Self, UnknownRule> {
        let words: Vec<&str> = words.into_iter().collect();
        let names =
            || Group::ALL.iter().map(|group| group.name()).chain(rules.iter().map(|rule| rule.id)).chain(["all"]);
        match words.iter().find(|&&word| !names().any(|name| name == word)) {
            None => Ok(Self(words)),
            Some(&word) => Err(UnknownRule { word: word.to_owned(), nearest: suggest::nearest(word, names()) }),
        }
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn rank(&self, rule: &RuleInfo) -> Option<Rank> {
        if self.0.contains(&rule.id) {
            Some(Rank::Rule)
        } else {
            self.0.iter().any(|&word| word == "all" || word == rule.group.name()).then_some(Rank::Group)
        }
    }
}
