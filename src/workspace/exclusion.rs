//! Which files the configuration leaves out when folders are searched.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::configs::Configs;
use super::files::absolute;
use super::resolved::ResolvedConfig;

/// The exclusions below a folder that is searched.
#[derive(Debug)]
pub(super) struct Exclusion<'c> {
    configs: &'c mut Configs,
    /// The folder, which is wanted itself, or `None` if everything from the root of the system on counts.
    root: Option<PathBuf>,
    /// The result for each folder, so that it is computed only once.
    folders: HashMap<PathBuf, bool>,
    /// What is in force in the folders where no configuration says otherwise of some files. Keyed by `OsStr`,
    /// which hashes faster than `Path`.
    unconfigured: HashMap<OsString, Option<Arc<ResolvedConfig>>>,
}

impl<'c> Exclusion<'c> {
    /// What `configs` leave out below `root`, a path as the user wrote it.
    pub(super) fn below(configs: &'c mut Configs, root: Option<&Path>) -> Self {
        // A configuration that is given for all files is not meant for the folders above the run.
        let around = configs.are_one_file().then(|| configs.folder());
        let root = root.or(around).map(|root| absolute(configs.folder(), root));
        Self { configs, root, folders: HashMap::new(), unconfigured: HashMap::new() }
    }

    /// Whether the file at `path`, or a folder on the way to it, is left out. A configuration in an
    /// excluded folder is not read.
    pub(super) fn covers(&mut self, path: &Path) -> bool {
        let path = absolute(self.configs.folder(), path);
        self.leaves_out(&path)
    }

    /// The glob by which the file at `path` is left out, with the place where it is written, and the file or folder
    /// that it matches, from the root.
    #[cfg(feature = "cli")]
    pub(super) fn reason(&mut self, path: &Path) -> Option<(PathBuf, String)> {
        let path = absolute(self.configs.folder(), path);
        let below_root: Vec<&Path> = path.ancestors().take_while(|it| self.root.as_deref() != Some(it)).collect();
        below_root.into_iter().rev().find_map(|it| Some((it.to_owned(), self.configs.excluding(it)?)))
    }

    /// The settings for the file at `path`, or `None` if it is left out, or its configuration is wrong.
    pub(super) fn resolved(&mut self, path: &Path) -> Option<Arc<ResolvedConfig>> {
        if let Some(known) = path.parent().and_then(|folder| self.unconfigured.get(folder.as_os_str())) {
            return known.clone();
        }
        let full = absolute(self.configs.folder(), path);
        let resolved = if self.leaves_out(&full) { None } else { self.configs.of(&full) };
        if let Some(folder) = path.parent().filter(|_| self.configs.say_nothing_of(&full)) {
            self.unconfigured.insert(folder.as_os_str().to_owned(), resolved.clone());
        }
        resolved
    }

    fn leaves_out(&mut self, path: &Path) -> bool {
        path.parent().is_some_and(|folder| self.leaves_out_folder(folder)) || self.configs.leave_out(path)
    }

    fn leaves_out_folder(&mut self, folder: &Path) -> bool {
        if self.root.as_deref() == Some(folder) {
            return false;
        }
        if let Some(&known) = self.folders.get(folder) {
            return known;
        }
        let is_left_out = self.leaves_out(folder);
        self.folders.insert(folder.to_owned(), is_left_out);
        is_left_out
    }
}
