//! Which files are checked, and with which configuration: search, chain, overrides, exclusion, walk, plan. It reads
//! through [`files::Files`], so that the command line and an editor, whose documents may not be saved yet, share it. It
//! knows no arguments and no threads, and writes nothing.

#[cfg(feature = "cli")]
pub(crate) mod baselines;
mod configs;
#[cfg(feature = "cli")]
pub(crate) mod disk;
pub(crate) mod documents;
mod exclusion;
pub(crate) mod files;
mod first_found;
mod metadata;
mod origin;
mod plan;
mod resolved;
pub(crate) mod schemas;
#[cfg(feature = "cli")]
mod survey;
mod task;
mod unused;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use self::configs::Search;
pub(crate) use self::origin::Origin;
pub(crate) use self::plan::{Plan, Request, STDIN};
pub(crate) use self::resolved::ResolvedConfig;
#[cfg(feature = "cli")]
pub(crate) use self::survey::{Reason, Survey};
pub use self::task::Place;
pub(crate) use self::task::{ClaimedSource, Task, Unread};

use self::configs::Configs;
use self::files::{Files, absolute};
#[cfg(feature = "lsp")]
use self::task::Settings;
use crate::config::Section;
#[cfg(feature = "lsp")]
use crate::config::Sender;
use crate::report::{Checked, Notice, Report};

/// Files, and their configurations. A configuration file is read once, until it changes.
#[derive(Debug)]
pub(crate) struct Workspace {
    files: Arc<dyn Files>,
    folder: PathBuf,
    configs: Configs,
}

impl Workspace {
    /// `files` as they are seen from `folder`, a path from the root, with the configuration that is nearest to each.
    #[must_use]
    #[cfg(test)]
    pub(crate) fn of(files: Arc<dyn Files>, folder: &Path) -> Self {
        Self::new(files, folder, Search::Nearest, Section::default())
    }

    /// Checks the file at `path` as one that the user named. `None` if its configuration
    /// is wrong, which [`Workspace::objections`] reports.
    ///
    /// # Errors
    /// It cannot be read, or it is in a language that no input format reads.
    #[cfg(test)]
    pub(crate) fn check(&mut self, path: &Path) -> Result<Option<Checked>, Notice> {
        let request = Request { paths: vec![path.to_owned()], ..Request::default() };
        let Plan { tasks, .. } = self.plan(&request);
        let name = files::shown(&self.folder, path);
        let Some(task) = tasks.into_iter().find(|task| task.name == name) else { return Ok(None) };
        let claimed = task.read(&*self.files, &self.folder).map_err(|unread| unread.notice)?;
        Ok(claimed.map(|claimed| claimed.settings.checker().check_as(claimed.source, claimed.input)))
    }

    /// The text at `path` with what reads and checks it, as an open document: a text that is not
    /// recognisably a request is skipped, unless it `is_wanted`. `None` too if its configuration
    /// is wrong, which [`Workspace::objections`] reports.
    ///
    /// # Errors
    /// It cannot be read, or it is in a language that no input format reads.
    #[cfg(feature = "lsp")]
    pub(crate) fn claim(
        &mut self,
        path: &Path,
        is_wanted: bool,
        sender: Option<Sender>,
    ) -> Result<Option<ClaimedSource>, Notice> {
        let Some(resolved) = self.config_of(path) else { return Ok(None) };
        let origin = if is_wanted { Origin::Named } else { Origin::Offered };
        let settings = Settings { resolved, sender: sender.map(|sender| (sender, String::new())) };
        let name = files::shown(&self.folder, path);
        let task = Task { name, format: None, place: Place::File(path.to_owned()), origin, settings };
        task.read(&*self.files, &self.folder).map_err(|unread| unread.notice)
    }

    /// `files` as they are seen from `folder`, from the root. `options` go before what configuration files say.
    pub(crate) fn new(files: Arc<dyn Files>, folder: &Path, search: Search, options: Section) -> Self {
        let configs = Configs::new(Arc::clone(&files), folder, search, options);
        Self { files, folder: folder.to_owned(), configs }
    }

    /// Where its files come from.
    pub(crate) fn files(&self) -> Arc<dyn Files> {
        Arc::clone(&self.files)
    }

    /// The folder that relative paths start from.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The settings for the file at `path`, which need not exist; `None` if its configuration is invalid.
    pub(crate) fn config_of(&mut self, path: &Path) -> Option<Arc<ResolvedConfig>> {
        self.configs.of(&absolute(&self.folder, path))
    }

    /// The files that configurations were read from, from the root.
    pub(crate) fn config_files(&self) -> impl Iterator<Item = &Path> {
        self.configs.files()
    }

    /// The errors in the configuration files that were read so far. Each problem is reported once.
    pub(crate) fn objections(&mut self) -> Option<Report> {
        self.configs.objections()
    }

    /// Records a schema that cannot be used.
    pub(crate) fn refuse(&mut self, schema: Vec<Checked>) {
        self.configs.refuse(schema);
    }

    /// The findings, after a run, about entries of `ignores` that are no longer needed.
    pub(crate) fn unused_ignores(&self) -> Vec<Checked> {
        self.configs.unused()
    }

    /// Records that the file at `path` changed or was removed. A configuration is then read again; other files are
    /// read again in any case.
    pub(crate) fn changed(&mut self, path: &Path) {
        self.configs.changed(&absolute(&self.folder, path));
    }
}

#[cfg(test)]
mod tests {
    use super::documents::Documents;
    use super::*;

    const BROKEN: &str = "{ \"parameters\" [ { \"ruleId\": \"x\", \"subjects\": [] } ] }";

    /// A workspace of these documents and nothing else.
    fn workspace(texts: &[(&str, &str)]) -> (Arc<Documents>, Workspace) {
        let documents = Arc::new(Documents::over(None));
        texts.iter().for_each(|(path, text)| documents.set(Path::new(path), text));
        let files: Arc<dyn Files> = Arc::<Documents>::clone(&documents);
        (documents, Workspace::of(files, Path::new("/r")))
    }

    fn found(workspace: &mut Workspace, path: &str) -> Vec<&'static str> {
        let checked = workspace.check(Path::new(path)).expect("it can be read").expect("its configuration is right");
        checked.findings.iter().map(|finding| finding.rule.id).collect()
    }

    fn planned(workspace: &mut Workspace, paths: &[&str]) -> Vec<String> {
        let paths = paths.iter().map(PathBuf::from).collect();
        let plan = workspace.plan(&Request { paths, ..Request::default() });
        plan.tasks.into_iter().map(|task| task.name).collect()
    }

    #[test]
    fn each_file_has_the_configuration_that_is_nearest() {
        let (_, mut workspace) = workspace(&[
            ("/r/a.json", BROKEN),
            ("/r/in/a.json", BROKEN),
            ("/r/in/msgraph-lint.toml", "extend = '../base.toml'\nexclude = ['b.json']"),
            ("/r/base.toml", "ignore = ['missing-colon']"),
            ("/r/in/b.json", BROKEN),
            ("/r/in/c.txt", BROKEN),
        ]);
        assert!(found(&mut workspace, "a.json").contains(&"missing-colon"));
        assert!(!found(&mut workspace, "in/a.json").contains(&"missing-colon"));
        assert_eq!(planned(&mut workspace, &[]), ["a.json", "in/a.json"]);
        assert_eq!(planned(&mut workspace, &["in/b.json", "in"]), ["in/a.json", "in/b.json"]);
        assert!(workspace.config_files().eq([Path::new("/r/base.toml"), Path::new("/r/in/msgraph-lint.toml")]));
    }

    #[test]
    fn what_changes_is_read_anew() {
        let (documents, mut workspace) = workspace(&[("/r/in/a.json", BROKEN)]);
        let config = Path::new("/r/msgraph-lint.toml");
        let mut after = |path: &Path, text: Option<&str>| {
            match text {
                Some(text) => documents.set(path, text),
                None => documents.close(path),
            }
            workspace.changed(path);
            let checked = workspace.check(Path::new("in/a.json")).expect("it can be read");
            let found = checked.map(|it| it.findings.iter().any(|finding| finding.rule.id == "missing-colon"));
            (found, workspace.objections().is_some())
        };
        assert_eq!(after(config, Some("ignore = ['missing-colon']")), (Some(false), false));
        assert_eq!(after(config, Some("ignore = 1")), (None, true));
        assert_eq!(after(config, Some("extend = 'base.toml'")), (None, true), "it is not there");
        let base = Path::new("/r/base.toml");
        assert_eq!(after(base, Some("")), (Some(true), false));
        assert_eq!(after(base, Some("ignore = ['syntax']")), (Some(false), false));
        assert_eq!(after(config, None), (Some(true), false));
        assert_eq!(after(Path::new("/r/in/a.json"), Some("{}")), (Some(false), false));
    }

    #[test]
    fn other_languages_and_missing_files_are_reported() {
        let (_, mut workspace) = workspace(&[("/r/a.ps1", "@{}")]);
        let mut message = |path: &str| workspace.check(Path::new(path)).err().map(|notice| notice.message);
        assert!(message("a.ps1").is_some_and(|message| message.starts_with("is PowerShell")));
        assert_eq!(message("b.json").as_deref(), Some("there is no such file"));
    }

    #[test]
    #[cfg(feature = "cli")]
    fn a_document_that_is_not_saved_goes_before_the_file() {
        let room = tempfile::tempdir().expect("a folder can be made");
        let folder = room.path();
        std::fs::write(folder.join("a.json"), BROKEN).expect("a file can be written");
        let documents = Arc::new(Documents::over(Some(Arc::new(disk::Disk::new(folder)))));
        let files: Arc<dyn Files> = Arc::<Documents>::clone(&documents);
        let mut workspace = Workspace::of(files, folder);
        assert!(found(&mut workspace, "a.json").contains(&"missing-colon"));
        documents.set(&folder.join("a.json"), &BROKEN.replace("\" [", "\": ["));
        documents.set(&folder.join("new.json"), BROKEN);
        documents.set(&folder.join("new.txt"), BROKEN);
        assert!(!found(&mut workspace, "a.json").contains(&"missing-colon"));
        assert_eq!(planned(&mut workspace, &["."]), ["a.json", "new.json"]);
        documents.close(&folder.join("a.json"));
        assert!(found(&mut workspace, "a.json").contains(&"missing-colon"));
    }
}
