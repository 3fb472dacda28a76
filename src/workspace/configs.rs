//! Which configuration applies to which path. Every file is read once, and all before the first source is checked, so
//! that nothing depends on the order of threads.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{self, Files, Kind, absolute, found_source};
use super::metadata;
use super::resolved::{Chain, ResolvedConfig};
use super::schemas::{self, missing, unusable};
use super::unused;
use crate::check::configuration;
use crate::config::{self, ConfigFile, Covering, OwnPart, Problem, Section};
use crate::finding::RuleInfo;
use crate::operation::OwnKind;
use crate::report::{Checked, Notice, Report};
use crate::rules;
use crate::source::Source;
use crate::text::Span;

/// The names of configuration files.
const NAMES: [&str; 2] = ["msgraph-lint.toml", ".msgraph-lint.toml"];

/// The longest chain of files that extend each other.
const LONGEST_CHAIN: usize = 16;

/// Where the configuration of a path is looked for.
#[derive(Clone, Debug)]
pub(crate) enum Search {
    /// In its folder and those above.
    Nearest,
    /// Only this file is used.
    File(PathBuf),
    Nowhere,
}

/// The configurations of a run.
#[derive(Debug)]
pub(super) struct Configs {
    provider: Arc<dyn Files>,
    folder: PathBuf,
    rules: Vec<&'static RuleInfo>,
    search: Search,
    options: Section,
    /// The configuration file of each folder that was searched.
    nearest: BTreeMap<PathBuf, Option<PathBuf>>,
    /// Each file with those that it extends, or `None` if one of them is wrong.
    chains: BTreeMap<PathBuf, Option<Chain>>,
    files: BTreeMap<PathBuf, Option<Arc<ConfigFile>>>,
    /// The other files that they name, whether these are there or not.
    named: BTreeSet<PathBuf>,
    resolved: BTreeMap<(Option<PathBuf>, Covering), Arc<ResolvedConfig>>,
    /// What is wrong with files, by path.
    wrong: BTreeMap<PathBuf, (Source, BTreeSet<Problem>)>,
    unreadable: BTreeSet<Notice>,
    /// The files of JSON Schemas that cannot be used, with what is wrong in them, by path.
    broken: BTreeMap<String, Checked>,
}

impl Configs {
    /// The configurations of `files`, with what the command line says besides, from `folder`.
    pub(super) fn new(files: Arc<dyn Files>, folder: &Path, search: Search, options: Section) -> Self {
        Self {
            provider: files,
            folder: folder.to_owned(),
            rules: rules::infos(),
            search,
            options,
            nearest: BTreeMap::new(),
            chains: BTreeMap::new(),
            files: BTreeMap::new(),
            named: BTreeSet::new(),
            resolved: BTreeMap::new(),
            wrong: BTreeMap::new(),
            unreadable: BTreeSet::new(),
            broken: BTreeMap::new(),
        }
    }

    /// Records that the file at `path`, from the root, changed or was removed. Everything that may depend
    /// on it is read again.
    pub(super) fn changed(&mut self, path: &Path) {
        let has_name = path.file_name().is_some_and(|name| NAMES.iter().any(|known| name == *known));
        if has_name || self.files.contains_key(path) || self.named.contains(path) {
            let (files, folder) = (Arc::clone(&self.provider), std::mem::take(&mut self.folder));
            let (search, options) = (self.search.clone(), std::mem::take(&mut self.options));
            *self = Self::new(files, &folder, search, options);
        }
    }

    /// The settings for the file at `path`, from the root; `None` if its configuration is invalid.
    pub(super) fn of(&mut self, path: &Path) -> Option<Arc<ResolvedConfig>> {
        let file = self.file_for(path.parent().unwrap_or(path));
        let chain = self.chain(file.as_deref())?;
        let covering =
            if chain.is_empty() { Covering::default() } else { config::covering(&chain, &files::slashed(path)) };
        let key = (file, covering);
        if let Some(resolved) = self.resolved.get(&key) {
            return Some(Arc::clone(resolved));
        }
        let covering = key.1.clone();
        let effective = config::resolve(&self.rules, &chain, &covering, &self.options);
        let resolved = Arc::new(ResolvedConfig::new(effective, chain, covering));
        self.resolved.insert(key, Arc::clone(&resolved));
        Some(resolved)
    }

    /// Notes a schema that cannot be used.
    pub(super) fn refuse(&mut self, schema: Vec<Checked>) {
        self.broken.extend(schema.into_iter().map(|checked| (checked.source.name().to_owned(), checked)));
    }

    /// The errors in the configuration files and the schemas.
    pub(crate) fn objections(&mut self) -> Option<Report> {
        if self.wrong.is_empty() && self.unreadable.is_empty() && self.broken.is_empty() {
            return None;
        }
        let wrong = std::mem::take(&mut self.wrong).into_values();
        let checked = wrong.map(|(source, problems)| configuration::invalid(source, problems.into_iter().collect()));
        let notices = std::mem::take(&mut self.unreadable).into_iter().collect();
        let broken = std::mem::take(&mut self.broken).into_values();
        let mut report = Report { checked: checked.chain(broken).collect(), notices, ..Report::default() };
        report.sort();
        Some(report)
    }

    /// The findings, after a run, about entries of `ignores` that are no longer needed. None if the command line
    /// changed the rules, because the rules of an entry may have been off.
    pub(crate) fn unused(&self) -> Vec<Checked> {
        if self.options.select.is_some() || self.options.ignore.is_some() {
            return Vec::new();
        }
        unused::entries(self.resolved.values().map(|resolved| &**resolved))
    }

    /// The files that were read, from the root.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.keys().chain(&self.named).map(PathBuf::as_path)
    }

    /// The folder that paths start from.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether one file is used for all files.
    pub(crate) fn are_one_file(&self) -> bool {
        matches!(self.search, Search::File(_))
    }

    /// Whether the command line or the configuration leaves a file or folder out, a path from the
    /// root, when folders are searched.
    pub(super) fn leave_out(&mut self, path: &Path) -> bool {
        self.excluding(path).is_some()
    }

    /// The glob by which it is left out, with the place where it is written.
    pub(super) fn excluding(&mut self, path: &Path) -> Option<String> {
        if let Some(globs) = &self.options.exclude {
            let from_here = config::relative(&files::slashed(&self.folder), &files::slashed(path));
            if let Some(glob) = globs.value.matching(&from_here) {
                return Some(format!("`--exclude {glob}`"));
            }
        }
        let file = path.parent().and_then(|folder| self.file_for(folder));
        let chain = self.chain(file.as_deref()).filter(|chain| !chain.is_empty())?;
        let (file, globs, glob) = config::excluding(&chain, &files::slashed(path))?;
        Some(format!("`{glob}` ({})", file.place(globs.span)))
    }

    /// Whether nothing distinguishes the file at `path`, a path from the root, from the others in its folder: no
    /// configuration file applies there, and the command line excludes nothing.
    pub(crate) fn say_nothing_of(&mut self, path: &Path) -> bool {
        self.options.exclude.is_none() && path.parent().is_some_and(|folder| self.file_for(folder).is_none())
    }

    /// The configuration file that applies in a folder, a path from the root.
    fn file_for(&mut self, folder: &Path) -> Option<PathBuf> {
        match &self.search {
            Search::Nowhere => return None,
            Search::File(file) => return Some(file.clone()),
            Search::Nearest => {}
        }
        if let Some(known) = self.nearest.get(folder) {
            return known.clone();
        }
        let named = NAMES.iter().map(|name| folder.join(name));
        let with_kind = named.map(|file| (self.provider.kind(&file), file)).collect::<Vec<_>>();
        let of = |wanted| with_kind.iter().filter(move |(kind, _)| *kind == Some(wanted)).map(|(_, file)| file);
        let here: Vec<PathBuf> = of(Kind::File).cloned().collect();
        for link in of(Kind::Lost) {
            let message = "is a link that leads to no file; the configuration cannot be read";
            self.unreadable.insert(Notice::failure(files::shown(&self.folder, link), message));
        }
        if let [one, other] = here.as_slice() {
            self.object_to_twins(one, other);
        }
        let found = match here.into_iter().next() {
            Some(file) => Some(file),
            None => folder.parent().and_then(|above| self.file_for(above)),
        };
        self.nearest.insert(folder.to_owned(), found.clone());
        found
    }

    fn object_to_twins(&mut self, one: &Path, other: &Path) {
        let Some(source) = self.source(other) else { return };
        let message = format!("`{}` and `{}` lie in one folder", NAMES[0], NAMES[1]);
        let problem = Problem::new(Span::gap(0), message, "two files for the same").help(format!(
            "Only one of them can count. Move what you need into {} and delete the other.",
            files::shown(&self.folder, one)
        ));
        self.object(other, source, [problem]);
    }

    fn object(&mut self, file: &Path, source: Source, problems: impl IntoIterator<Item = Problem>) {
        self.wrong.entry(file.to_owned()).or_insert_with(|| (source, BTreeSet::new())).1.extend(problems);
    }

    /// The files whose settings apply where `file` does.
    fn chain(&mut self, file: Option<&Path>) -> Option<Chain> {
        let Some(path) = file else { return Some([].into()) };
        if let Some(known) = self.chains.get(path) {
            return known.clone();
        }
        let chain = self.follow(path);
        self.chains.insert(path.to_owned(), chain.clone());
        chain
    }

    /// Reads a file and those that it extends.
    fn follow(&mut self, path: &Path) -> Option<Chain> {
        let mut chain = vec![self.file(path)?];
        let mut passed = vec![path.to_owned()];
        while let Some(extend) = chain.last().and_then(|file| file.section.extend.clone()) {
            let here = passed.last()?.clone();
            let next = absolute(here.parent()?, Path::new(&config::slashed(&extend.value)));
            let problem = if let Some(at) = passed.iter().position(|it| *it == next) {
                let names: Vec<String> =
                    passed[at..].iter().chain([&next]).map(|it| files::shown(&self.folder, it)).collect();
                Some(
                    Problem::new(
                        extend.span,
                        format!("the files extend each other: {}", names.join(" → ")),
                        "leads back here",
                    )
                    .help("A file cannot build upon itself. Take out one of the `extend`."),
                )
            } else if passed.len() >= LONGEST_CHAIN {
                Some(
                    Problem::new(
                        extend.span,
                        format!("more than {LONGEST_CHAIN} files extend each other"),
                        "one too many",
                    )
                    .help("Put the settings into fewer files."),
                )
            } else if self.provider.kind(&next) != Some(Kind::File) {
                self.named.insert(next.clone());
                Some(missing(&extend.span, &files::shown(&self.folder, &next)))
            } else {
                None
            };
            if let Some(problem) = problem {
                let source = &chain.last()?.source;
                let source = Source::new(source.name(), source.text()).ok()?;
                self.object(&here, source, [problem]);
                return None;
            }
            chain.push(self.file(&next)?);
            passed.push(next);
        }
        chain.reverse();
        Some(chain.into())
    }

    /// Reads one file, and the synchronization schemas that it names.
    fn file(&mut self, path: &Path) -> Option<Arc<ConfigFile>> {
        if let Some(known) = self.files.get(path) {
            return known.clone();
        }
        let source = self.source(path);
        let file = source.and_then(|source| match config::read(source.text(), &self.rules) {
            Err(problems) => {
                self.object(path, source, problems);
                None
            }
            Ok(mut section) => {
                let mut problems = self.read_schemas(&mut section, path);
                let (objections, broken) =
                    schemas::of_overrides(&*self.provider, &self.folder, &mut section, path, &mut self.named);
                problems.extend(objections);
                self.refuse(broken);
                problems.extend(metadata::of(&*self.provider, &self.folder, &mut section, path, &mut self.named));
                let folder = path.parent().map(files::slashed).unwrap_or_default();
                if problems.is_empty() {
                    return Some(Arc::new(ConfigFile { source, folder, section }));
                }
                self.object(path, source, problems);
                None
            }
        });
        self.files.insert(path.to_owned(), file.clone());
        file
    }

    fn read_schemas(&mut self, section: &mut Section, path: &Path) -> Vec<Problem> {
        let mut problems = Vec::new();
        let folder = path.parent().unwrap_or(path);
        let overrides = section.overrides.iter_mut().flat_map(|entry| &mut entry.own);
        for entry in section.own.iter_mut().chain(overrides) {
            let (OwnKind::Files(kind), OwnPart::File { file, content, .. }) = (&entry.setting.kind, &mut entry.value)
            else {
                continue;
            };
            let path = absolute(folder, Path::new(&config::slashed(&file.value)));
            self.named.insert(path.clone());
            let name = files::shown(&self.folder, &path);
            let no_text = || (name.clone(), "is not text".to_owned());
            let source = found_source(&name, self.provider.read_found(&path)).map_err(|it| (it.path, it.message));
            match source
                .and_then(|source| source.ok_or_else(no_text))
                .and_then(|source| (kind.read)(source.text()).map_err(|error| (source.name().to_owned(), error)))
            {
                Ok(read) => *content = Some(read),
                Err((name, message)) => problems.push(unusable(&file.span, &name, &message, kind.content)),
            }
        }
        problems
    }

    /// The text of a configuration file. A file that is not text is reported as unreadable, not as invalid TOML.
    fn source(&mut self, path: &Path) -> Option<Source> {
        // Errors quote the text of a configuration, so only the command line may name files of other kinds.
        let is_chosen = matches!(&self.search, Search::File(file) if file == path);
        let real = self.provider.real(path);
        let is_toml = |real: &Path| real.extension().is_some_and(|name| name == "toml");
        if !is_chosen && real.is_some_and(|real| !is_toml(&real)) {
            let message =
                "is not named, or leads to a file that is not named, with `.toml` at its end; not read".to_owned();
            self.unreadable.insert(Notice::failure(files::shown(&self.folder, path), message));
            return None;
        }
        files::source(&*self.provider, &self.folder, path).map_err(|notice| self.unreadable.insert(notice)).ok()
    }
}
