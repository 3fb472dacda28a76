//! The settings of a check, and how they are read from configuration files.

mod globs;
mod pointers;
mod problem;
mod reader;
mod reference;
mod resolve;
mod schema;
mod section;
mod selection;
mod settings;
mod shown;
mod written;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

pub use globs::{relative, slashed};
pub use problem::Problem;
pub use reader::read;
pub use reference::reference;
pub use resolve::{Covering, EffectiveConfig, covering, excluding, resolve};
pub use schema::json_schema;
pub(crate) use section::OwnPart;
pub use section::{ConfigFile, OwnValue, Placed, SchemaSetting, Section};
pub use selection::UnknownRule;
pub(crate) use shown::shown;
pub use written::ignore_entries;

use self::pointers::PointerPattern;
use crate::catalogue::Catalogue;
use crate::finding::{Finding, RuleInfo, Severity, Suppression};
use crate::operation::{Assumptions, EVERY, NamedRequest, Operation, OwnKind, OwnValues};
use crate::operations;
use crate::rule::{Check, Rule};
use crate::schema::JsonSchema;
use crate::source::client::KnownClient;
use crate::text::placeholder::Pattern;

/// The settings of a check. There is no `Default`, because the caller must choose between all rules and none.
#[derive(Clone, Debug)]
pub struct Config {
    /// The rules that are on, by id, with the severity of their findings.
    severities: HashMap<&'static str, Severity>,
    /// Those of them whose severity the user set, if only to what it is.
    set: HashSet<&'static str>,
    operation: Option<&'static Operation>,
    /// The request of bare bodies, if it is not one of these operations.
    named: Option<NamedRequest>,
    schema: Option<Arc<JsonSchema>>,
    placeholders: Vec<Pattern>,
    /// The values of the settings that operations contribute.
    own: OwnValues,
    /// The metadata of Graph that the user gave; `None` for the built-in one.
    catalogue: Option<Arc<Catalogue>>,
    ignores: Vec<Ignore>,
    /// The functions that send requests.
    clients: Arc<[KnownClient]>,
    /// The request that takes its body from the checked file, if there is one.
    sender: Option<Sender>,
}

/// A request that takes its body from another file.
#[derive(Clone, Debug)]
pub(crate) struct Sender {
    /// Its operation; `None` for any other operation of Microsoft Graph.
    pub operation: Option<&'static Operation>,
    /// The variables of its URL, by name.
    pub keys: Vec<(&'static str, String)>,
    /// Whether variables, `{{name}}`, are filled in before the body is sent.
    pub has_variables: bool,
}

/// An entry of `ignores`: which findings are suppressed, and where.
#[derive(Clone, Debug)]
struct Ignore {
    /// The ids of its rules.
    rules: BTreeSet<&'static str>,
    pointer: Option<PointerPattern>,
    reason: Option<String>,
}

impl Config {
    /// All of `rules` that `select` names, without those that `ignore` names, by id or group. An empty
    /// `select` takes all; a rule's id takes precedence over a group in either list; otherwise
    /// `ignore` takes precedence over `select`.
    ///
    /// # Errors
    /// A word of either list that names nothing.
    pub fn new<'w>(
        rules: &[&'static RuleInfo],
        select: impl IntoIterator<Item = &'w str>,
        ignore: impl IntoIterator<Item = &'w str>,
    ) -> Result<Self, UnknownRule> {
        let section = Section::of_options(rules, select, ignore)?;
        Ok(resolve(rules, &[], &Covering::default(), &section).config)
    }

    /// Enables these rules, with defaults for all other settings.
    fn of(severities: HashMap<&'static str, Severity>) -> Self {
        Self {
            severities,
            set: HashSet::new(),
            operation: None,
            named: None,
            schema: None,
            placeholders: Vec::new(),
            own: OwnValues::default(),
            catalogue: None,
            ignores: Vec::new(),
            clients: Arc::default(),
            sender: None,
        }
    }

    /// The same, with a file whose name belongs to an option of an operation, as `sync-schema`.
    ///
    /// # Errors
    /// Why the text cannot be used; that there is no such option.
    pub fn with_file(mut self, option: &str, text: &str) -> Result<Self, String> {
        for setting in operations::settings() {
            if let OwnKind::Files(files) = &setting.kind
                && files.option == option
            {
                self.own.set_file(setting.name, EVERY, (files.read)(text)?);
                return Ok(self);
            }
        }
        Err(format!("there is no option `{option}`"))
    }

    /// The same, for texts that are checked against this schema.
    #[must_use]
    pub fn with_schema(self, schema: Arc<JsonSchema>) -> Self {
        Self { schema: Some(schema), ..self }
    }

    /// The same for whole requests: settings for bare bodies do not apply.
    #[cfg(feature = "serve")]
    #[must_use]
    pub(crate) fn for_requests(self) -> Self {
        Self { schema: None, operation: None, named: None, sender: None, ..self }
    }

    /// The schema of the user for texts, if there is one. Then they are not read as requests.
    #[must_use]
    pub(crate) fn schema(&self) -> Option<&JsonSchema> {
        self.schema.as_deref()
    }

    /// The metadata of Graph that the user gave.
    #[must_use]
    pub(crate) fn catalogue(&self) -> Option<&Catalogue> {
        self.catalogue.as_deref()
    }

    /// The same, with another `$metadata` document than the built-in one. `file` is its name in messages.
    ///
    /// # Errors
    /// Why it cannot be read, in words that go after the name of the file.
    pub fn with_metadata(self, file: &str, text: &str) -> Result<Self, String> {
        Ok(Self { catalogue: Some(Arc::new(Catalogue::from_csdl(text, file)?)), ..self })
    }

    /// The functions of the user that send requests.
    #[must_use]
    pub(crate) fn clients(&self) -> &Arc<[KnownClient]> {
        &self.clients
    }

    /// Whether a check looks for what the rule finds: it is on, and nothing that it needs is missing.
    #[must_use]
    pub(crate) fn looks_for(&self, rule: &Rule) -> bool {
        self.severity(&rule.info).is_some()
            && match rule.check {
                Check::Setting(name, _) => self.own.has(name),
                _ => true,
            }
    }

    /// The severity of a rule's findings, or `None` if the rule is off.
    #[must_use]
    pub fn severity(&self, rule: &RuleInfo) -> Option<Severity> {
        self.severities.get(rule.id).copied()
    }

    /// Whether the user set the severity of a rule.
    #[must_use]
    pub(crate) fn sets_severity(&self, rule: &RuleInfo) -> bool {
        self.set.contains(rule.id)
    }

    /// The same for a file that holds the body of a request.
    #[must_use]
    pub(crate) fn sent_by(mut self, sender: Sender) -> Self {
        self.placeholders.extend(Pattern::new("{{*}}").filter(|_| sender.has_variables));
        Self { sender: Some(sender), ..self }
    }

    /// The request that takes its body from the file which is checked, if one does.
    #[must_use]
    pub(crate) fn sender(&self) -> Option<&Sender> {
        self.sender.as_ref()
    }

    /// The operation of bare bodies, if one is set.
    #[must_use]
    pub(crate) fn operation(&self) -> Option<&'static Operation> {
        self.sender.as_ref().and_then(|sender| sender.operation).or(self.operation)
    }

    /// The request of bare bodies, if it is not one of `src/operations/`.
    #[must_use]
    pub(crate) fn named(&self) -> Option<&NamedRequest> {
        self.named.as_ref().filter(|_| self.sender.is_none())
    }

    /// Whether it sets the operation of bare bodies.
    #[must_use]
    pub(crate) fn names_bodies(&self) -> bool {
        self.operation().is_some() || self.named().is_some()
    }

    /// What is assumed of a request whose URL has these variables.
    #[must_use]
    pub(crate) fn assumptions<'a>(&'a self, written: Vec<(&'a str, &'a str)>) -> Assumptions<'a> {
        let sent = self.sender.iter().flat_map(|sender| &sender.keys);
        let sent = sent.map(|(name, value)| (*name, value.as_str()));
        Assumptions {
            own: &self.own,
            written: written.len(),
            keys: written.into_iter().chain(sent).collect(),
            placeholders: &self.placeholders,
            catalogue: self.catalogue.as_deref().unwrap_or_else(|| Catalogue::builtin()),
            named: self.named(),
        }
    }

    /// The entry of `ignores` that suppresses a finding.
    #[must_use]
    pub(crate) fn ignoring(&self, finding: &Finding) -> Option<Suppression> {
        let covers = |pattern: &PointerPattern| finding.pointer.as_ref().is_some_and(|pointer| pattern.covers(pointer));
        let ignores =
            |entry: &Ignore| entry.rules.contains(finding.rule.id) && entry.pointer.as_ref().is_none_or(covers);
        let entry = self.ignores.iter().position(ignores)?;
        Some(Suppression::Entry { entry, reason: self.ignores[entry].reason.clone() })
    }

    /// The ids of the rules of an entry of `ignores`, by its number among those that cover the file.
    pub(crate) fn ignored_by(&self, entry: usize) -> impl Iterator<Item = &'static str> {
        self.ignores.get(entry).into_iter().flat_map(|entry| entry.rules.iter().copied())
    }
}
