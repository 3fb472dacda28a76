//! Resolves configuration files for a path: the effective settings, and the origin of each.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::globs::{GlobError, Globs, relative};
use super::section::{ConfigFile, Level, MetadataSetting, OwnPart, OwnValue, Placed, SchemaSetting, Section};
use super::selection::{self, UnknownRule, best_rank, rank};
use super::settings::AUTO;
use super::{Config, Ignore};
use crate::catalogue::Catalogue;
use crate::finding::{RuleInfo, Severity};
use crate::operation::{EVERY, Loaded, NamedRequest, OwnSetting};
use crate::operations;
use crate::schema::JsonSchema;
use crate::source::client::{Argument, KnownClient};
use crate::text::Span;

/// The entries that match a path, each by the index of its file and its own index.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Covering {
    /// The entries of `overrides` that apply, by file and index.
    pub overrides: Vec<(usize, usize)>,
    /// Entries of `ignores`, in the order of [`Config::ignoring`].
    pub ignores: Vec<(usize, usize)>,
}

/// The effective settings, and their origins.
#[derive(Debug)]
pub struct EffectiveConfig {
    /// The resolved settings that a checker runs with.
    pub config: Config,
    /// The origin of each setting that is not a default.
    pub(super) settings: BTreeMap<&'static str, Origin>,
    /// The effective level of each rule, and its origin.
    pub(super) rules: Vec<EffectiveRule>,
    /// The files of the settings of operations, by setting and id.
    pub(super) files: BTreeMap<&'static str, BTreeMap<String, (String, Origin)>>,
}

/// The effective level of a rule.
#[derive(Debug)]
pub(super) struct EffectiveRule {
    pub(super) rule: &'static RuleInfo,
    pub(super) level: Level,
    /// Whether the user set its severity, if only to what it is.
    pub(super) is_set: bool,
    /// `None` if it is the default.
    pub(super) origin: Option<Origin>,
}

/// The origin of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// In a file, of this index, there.
    File(usize, Span),
    CommandLine,
}

impl Section {
    /// The settings of the command line, as a section of a file.
    ///
    /// # Errors
    /// A word that names no rule.
    pub fn of_options<'w>(
        rules: &[&'static RuleInfo],
        select: impl IntoIterator<Item = &'w str>,
        ignore: impl IntoIterator<Item = &'w str>,
    ) -> Result<Self, UnknownRule> {
        let words = |words: Vec<&str>| -> Result<Option<Placed<Vec<String>>>, UnknownRule> {
            words.iter().try_for_each(|word| selection::known(rules, word))?;
            let value: Vec<String> = words.into_iter().map(str::to_owned).collect();
            Ok((!value.is_empty()).then_some(Placed { value, span: Span::default() }))
        };
        let (select, ignore) = (words(select.into_iter().collect())?, words(ignore.into_iter().collect())?);
        Ok(Self { select, ignore, ..Self::default() })
    }

    /// The same, with globs of files that are skipped when folders are searched.
    ///
    /// # Errors
    /// The error in one of them.
    pub(crate) fn with_exclude(mut self, globs: &[String]) -> Result<Self, String> {
        let read = Globs::new(globs.iter().map(String::as_str)).map_err(|errors| {
            let (index, error) = errors.into_iter().next().unwrap_or((0, GlobError::Empty));
            format!("`{}` is not a glob: {error}", globs.get(index).map_or("", String::as_str))
        })?;
        self.exclude = (!globs.is_empty()).then_some(Placed { value: read, span: Span::default() });
        Ok(self)
    }

    /// The same, with this JSON Schema for every file.
    #[must_use]
    pub(crate) fn with_schema(mut self, schema: Arc<JsonSchema>) -> Self {
        let file = Placed { value: schema.name().to_owned(), span: Span::default() };
        self.schema = Some(SchemaSetting { file, schema: Some(schema) });
        self
    }

    /// The same, with the operation of bare bodies: `auto`, an id, or a request such as `POST /users`.
    ///
    /// # Errors
    /// Why the words name no operation.
    pub(crate) fn with_operation(mut self, words: &str) -> Result<Self, String> {
        let problem = match NamedRequest::read(words) {
            Some(named) => named.problem(Catalogue::builtin()),
            None if words == AUTO || operations::find(words).is_some() => None,
            None => Some(format!("there is no operation `{words}`; write its id, or a request such as `POST /users`")),
        };
        if let Some(problem) = problem {
            return Err(problem);
        }
        self.operation = Some(Placed { value: words.to_owned(), span: Span::gap(0) });
        Ok(self)
    }

    /// The same, with this metadata of Graph, from the file of the catalogue's name.
    #[must_use]
    pub(crate) fn with_metadata(mut self, catalogue: Arc<Catalogue>) -> Self {
        let file = Placed { value: catalogue.file().unwrap_or_default().to_owned(), span: Span::default() };
        self.metadata = Some(MetadataSetting { file, catalogue: Some(catalogue) });
        self
    }

    /// The same, with this file for every id that the setting of an operation is about.
    #[must_use]
    pub(crate) fn with_file(mut self, setting: &'static OwnSetting, file: String, content: Loaded) -> Self {
        let file = Placed { value: file, span: Span::default() };
        let value = OwnPart::File { id: EVERY.to_owned(), file, content: Some(content) };
        self.own.push(OwnValue { setting, value });
        self
    }
}

/// The entries of `files`, of which each extends the one before, that are about `path`, from the root and with `/`.
#[must_use]
pub fn covering(files: &[Arc<ConfigFile>], path: &str) -> Covering {
    let mut covering = Covering::default();
    for (index, file) in files.iter().enumerate() {
        let path = relative(&file.folder, path);
        let about = |entries: &[Section]| -> Vec<(usize, usize)> {
            let covers = |section: &Section| section.paths.as_ref().is_some_and(|globs| globs.value.cover(&path));
            (0..entries.len()).filter(|&at| covers(&entries[at])).map(|at| (index, at)).collect()
        };
        covering.overrides.extend(about(&file.section.overrides));
        covering.ignores.extend(about(&file.section.ignores));
    }
    covering
}

/// The glob by which a file or folder, from the root and with `/`, is left out when folders are searched, with the list that
/// it is in and the file that says it.
#[must_use]
pub fn excluding<'c>(files: &'c [Arc<ConfigFile>], path: &str) -> Option<(&'c ConfigFile, &'c Placed<Globs>, &'c str)> {
    let (file, globs) = files.iter().rev().find_map(|file| Some((file, file.section.exclude.as_ref()?)))?;
    Some((&**file, globs, globs.value.matching(&relative(&file.folder, path))?))
}

/// The settings of the files for all paths, then those for some paths, then those of the command
/// line. Later ones take precedence.
#[must_use]
pub fn resolve(
    rules: &[&'static RuleInfo],
    files: &[Arc<ConfigFile>],
    covering: &Covering,
    options: &Section,
) -> EffectiveConfig {
    let mut layers: Vec<(Option<usize>, &Section)> = Vec::new();
    layers.extend(files.iter().enumerate().map(|(index, file)| (Some(index), &file.section)));
    layers.extend(covering.overrides.iter().map(|&(index, at)| (Some(index), &files[index].section.overrides[at])));
    layers.push((None, options));
    let rules: Vec<EffectiveRule> = rules.iter().map(|rule| judge(rule, &layers)).collect();
    let severities = rules.iter().filter_map(|it| match it.level {
        Level::On(severity) => Some((it.rule.id, severity)),
        Level::Off => None,
    });
    // Most rules are on, so reserve the space at once.
    let mut on = HashMap::with_capacity(rules.len());
    on.extend(severities);
    let mut config = Config::of(on);
    config.set.extend(rules.iter().filter(|it| it.is_set).map(|it| it.rule.id));
    let mut settings = BTreeMap::new();
    let mut own_files: BTreeMap<&'static str, BTreeMap<String, (String, Origin)>> = BTreeMap::new();
    for &(index, section) in &layers {
        let from = |span| origin(index, span);
        settings.extend(section.exclude.as_ref().map(|globs| ("exclude", from(globs.span))));
        settings.extend(section.baseline.as_ref().map(|file| ("baseline", from(file.span))));
        if let Some(word) = &section.operation {
            config.operation = operations::find(&word.value);
            config.named = NamedRequest::read(&word.value);
            // Operations of `src/operations/` take precedence over the metadata.
            if let Some(operation) = config.named.as_ref().and_then(operations::of_named) {
                config.operation = Some(operation);
                config.named = None;
            }
            settings.insert("operation", from(word.span));
        }
        if let Some(setting) = &section.schema {
            config.schema.clone_from(&setting.schema);
            settings.insert("schema", from(setting.file.span));
        }
        if let Some(setting) = &section.metadata {
            config.catalogue.clone_from(&setting.catalogue);
            settings.insert("metadata", from(setting.file.span));
        }
        if let Some(patterns) = &section.placeholders {
            config.placeholders.clone_from(&patterns.value);
            settings.insert("placeholders", from(patterns.span));
        }
        for entry in &section.own {
            let name = entry.setting.name;
            match &entry.value {
                OwnPart::Word(word) => {
                    config.own.set_word(name, &word.value);
                    settings.insert(name, from(word.span));
                }
                OwnPart::File { id, file, content } => {
                    if index.is_none() {
                        // The option applies to every id, also to those that a file names.
                        config.own.clear_files(name);
                        own_files.remove(name);
                    }
                    if let Some(content) = content {
                        config.own.set_file(name, id, content.clone());
                    }
                    let by_id = own_files.entry(name).or_default();
                    by_id.insert(id.to_ascii_lowercase(), (file.value.clone(), from(file.span)));
                }
            }
        }
    }
    // The nearest file takes precedence for a name.
    let clients = files.iter().rev().flat_map(|file| &file.section.clients).filter_map(client);
    config.clients = clients.collect();
    config.ignores =
        covering.ignores.iter().map(|&(index, at)| ignore(&rules, &files[index].section.ignores[at])).collect();
    EffectiveConfig { config, settings, rules, files: own_files }
}

/// Reads an entry of `clients`.
fn client(entry: &Section) -> Option<KnownClient> {
    let part = |part: &Option<Placed<Vec<Argument>>>| part.as_ref().map_or(Vec::new(), |part| part.value.clone());
    let base = entry.base.as_ref().map_or(Cow::Borrowed(BASE), |base| Cow::Owned(base.value.clone()));
    Some(KnownClient {
        name: entry.name.as_ref()?.value.clone(),
        method: part(&entry.method),
        url: part(&entry.url),
        body: part(&entry.body),
        base: Some(base),
        any_case: false,
    })
}

/// The base URL of the functions of a user.
const BASE: &str = "https://graph.microsoft.com/v1.0/";

fn origin(file: Option<usize>, span: Span) -> Origin {
    file.map_or(Origin::CommandLine, |index| Origin::File(index, span))
}

fn ignore(rules: &[EffectiveRule], entry: &Section) -> Ignore {
    let words = entry.rules.as_ref().map_or(&[][..], |rules| &rules.value);
    let named = rules.iter().filter(|it| best_rank(words, it.rule).is_some());
    Ignore {
        rules: named.map(|it| it.rule.id).collect(),
        pointer: entry.pointer.as_ref().map(|pointer| pointer.value.clone()),
        reason: entry.reason.as_ref().map(|reason| reason.value.clone()),
    }
}

/// The effective level of a rule after `layers`.
fn judge(rule: &'static RuleInfo, layers: &[(Option<usize>, &Section)]) -> EffectiveRule {
    let (mut selected, mut off, mut is_set) = (true, false, false);
    let mut severity: Severity = rule.severity;
    let mut last = None;
    for &(index, section) in layers {
        let ignored = section.ignore.as_ref().and_then(|words| Some((best_rank(&words.value, rule)?, words.span)));
        if let Some(select) = &section.select {
            let rank = best_rank(&select.value, rule);
            let is_ignored = ignored.is_some_and(|(ignored, _)| rank.is_some_and(|rank| ignored >= rank));
            selected = rank.is_some() && !is_ignored;
            off = false;
            last = Some(origin(index, ignored.filter(|_| is_ignored).map_or(select.span, |(_, span)| span)));
        } else if let Some((_, span)) = ignored {
            selected = false;
            last = Some(origin(index, span));
        }
        let level = section.severity.iter().filter_map(|entry| Some((rank(&entry.value.0, rule)?, entry)));
        if let Some((_, entry)) = level.max_by_key(|(rank, _)| *rank) {
            match entry.value.1 {
                Level::Off => off = true,
                Level::On(wanted) => (off, severity, is_set) = (false, wanted, true),
            }
            if selected {
                last = Some(origin(index, entry.span));
            }
        }
    }
    let level = if selected && !off { Level::On(severity) } else { Level::Off };
    EffectiveRule { rule, level, is_set, origin: last.filter(|_| level != Level::On(rule.severity)) }
}
