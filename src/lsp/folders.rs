//! The folders that are open in the editor, each with its configuration, and the checks of documents in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::client::Settings;
use crate::baseline::{Baseline, BaselineError};
use crate::check::Checker;
use crate::config::{Section, Sender};
use crate::input::{Claim, Input};
use crate::report::{Checked, Notice};
use crate::workspace::baselines::{Place, take_known};
use crate::workspace::files::{self, Files, absolute};
use crate::workspace::{Search, Workspace};

/// A folder that is open.
#[derive(Debug)]
pub(super) struct Folder {
    /// From the root of the system.
    pub(super) root: PathBuf,
    pub(super) settings: Settings,
    workspace: Workspace,
    /// What is wrong with configuration files and schemas, by the path of the file.
    pub(super) objections: BTreeMap<PathBuf, Checked>,
    /// The baselines that configurations name, by the path of the file, or `None` of one that cannot be read.
    baselines: BTreeMap<PathBuf, Option<(Place, Baseline)>>,
    /// What is to be said of baselines.
    notices: Vec<Notice>,
}

/// What was found in a text, and what found it.
#[derive(Debug)]
pub(super) struct Analysis {
    pub(super) checked: Checked,
    pub(super) input: &'static Input,
    pub(super) checker: Arc<Checker>,
    /// Whether the text itself says what it is.
    pub(super) is_certain: bool,
}

impl Folder {
    pub(super) fn new(files: Arc<dyn Files>, root: PathBuf, settings: Settings) -> Self {
        let search = match &settings.configuration {
            Some(file) => Search::File(absolute(&root, file)),
            None => Search::Nearest,
        };
        let workspace = Workspace::new(files, &root, search, Section::default());
        let (objections, baselines) = (BTreeMap::new(), BTreeMap::new());
        Self { root, settings, workspace, objections, baselines, notices: Vec::new() }
    }

    /// Checks the text at `path`.
    pub(super) fn check(
        &mut self,
        path: &Path,
        is_wanted: bool,
        sender: Option<Sender>,
    ) -> Result<Option<Analysis>, Notice> {
        let claimed = self.workspace.claim(path, is_wanted, sender);
        let Some(claimed) = claimed? else { return Ok(None) };
        let (checker, input) = (claimed.settings.checker(), claimed.input);
        let is_certain = claimed.claim == Claim::Certain;
        let baseline = claimed.settings.resolved.baseline();
        let mut checked = checker.check_as(claimed.source, input);
        if let Some(setting) = baseline {
            self.take_known(&setting.file, &mut checked);
        }
        Ok(Some(Analysis { checked, input, checker, is_certain }))
    }

    /// Takes out of what is reported what the baseline in `file` knows.
    fn take_known(&mut self, file: &Path, checked: &mut Checked) {
        if !self.baselines.contains_key(file) {
            let read = files::source(&*self.workspace.files(), &self.root, file).and_then(|source| {
                let failure = |error: BaselineError| Notice::failure(source.name().to_owned(), error.to_string());
                Baseline::parse(source.text()).map_err(failure)
            });
            let place = || Place::new(file, &self.root);
            let known = read.map(|baseline| (place(), baseline)).map_err(|notice| self.notices.push(notice)).ok();
            self.baselines.insert(file.to_owned(), known);
        }
        if let Some(Some((place, baseline))) = self.baselines.get(file) {
            let mut part = baseline.of_file(&place.path(checked.source.name()));
            take_known(place, &mut part, checked);
        }
    }

    /// Takes note that a file is another than before: whether a configuration may say something else now.
    pub(super) fn changed(&mut self, path: &Path) -> bool {
        let is_read = self.reads(path);
        if is_read {
            self.workspace.changed(path);
            self.objections.clear();
            self.baselines.remove(path);
        }
        is_read
    }

    /// Whether a configuration is read from the file at `path`, or what one names, or would be if it were there.
    pub(super) fn reads(&self, path: &Path) -> bool {
        is_configuration(path) || self.configuration_files().any(|file| file == path)
    }

    /// The files that configurations were read from, by whatever name, and those that they name.
    pub(super) fn configuration_files(&self) -> impl Iterator<Item = &Path> {
        self.workspace.config_files().chain(self.baselines.keys().map(PathBuf::as_path))
    }

    /// Notes what is wrong with configurations that were read since the last time. Gives the paths of the files, and what
    /// could not be read at all.
    pub(super) fn note_objections(&mut self) -> (Vec<PathBuf>, Vec<Notice>) {
        let mut notices = std::mem::take(&mut self.notices);
        let Some(report) = self.workspace.objections() else { return (Vec::new(), notices) };
        let mut paths = Vec::new();
        for checked in report.checked {
            let path = absolute(&self.root, Path::new(checked.source.name()));
            paths.push(path.clone());
            self.objections.insert(path, checked);
        }
        notices.extend(report.notices);
        (paths, notices)
    }

    /// The configuration file that counts for `path`, or `None` if there is none.
    pub(super) fn configuration_of(&mut self, path: &Path) -> Option<PathBuf> {
        let resolved = self.workspace.config_of(path)?;
        let own = resolved.chain.last()?;
        Some(absolute(&self.root, Path::new(own.source.name())))
    }

    /// The workspace of the folder.
    pub(super) fn workspace(&mut self) -> &mut Workspace {
        &mut self.workspace
    }
}

/// Whether a file of this name is a configuration.
pub(super) fn is_configuration(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "msgraph-lint.toml" || name == ".msgraph-lint.toml")
}

/// The folder that a path lies in: the innermost one. The last, which is nobody's, takes what lies elsewhere.
pub(super) fn folder_of(folders: &[Folder], path: &Path) -> usize {
    let inside = folders.iter().enumerate().filter(|(_, folder)| path.starts_with(&folder.root));
    inside.max_by_key(|(_, folder)| folder.root.components().count()).map_or(folders.len().saturating_sub(1), |it| it.0)
}
