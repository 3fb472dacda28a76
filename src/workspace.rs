//! Which files are checked, and by which configuration each: search, chain, overrides, exclusion, walk, plan. It reads
//! through [`files::Files`], so that the command line and an editor, whose documents may not be saved yet, share it. It knows no
//! arguments and no threads, and writes nothing.

mod configs;
#[cfg(feature = "cli")]
pub(crate) mod disk;
pub mod documents;
mod exclusion;
pub mod files;
mod origin;
mod plan;
mod task;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use self::configs::{ResolvedConfig, Search};
pub(crate) use self::origin::Origin;
pub(crate) use self::plan::{Plan, Request, STDIN};
pub(crate) use self::task::{ClaimedSource, Place, Task, Unread};

use self::configs::Configs;
use self::files::{Files, absolute};
use crate::config::Section;
use crate::report::{Checked, Report};

/// Files, and the configurations that are in force for them. A configuration file is read once, until it changes.
#[derive(Debug)]
pub(crate) struct Workspace {
    files: Arc<dyn Files>,
    folder: PathBuf,
    configs: Configs,
}

impl Workspace {
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

    /// What is in force for the file at `path`, which need not be there; `None` if its configuration is wrong.
    pub(crate) fn config_of(&mut self, path: &Path) -> Option<Arc<ResolvedConfig>> {
        self.configs.of(&absolute(&self.folder, path))
    }

    /// The files that configurations were read from, from the root.
    pub(crate) fn config_files(&self) -> impl Iterator<Item = &Path> {
        self.configs.files()
    }

    /// What is wrong with the configuration files that were read so far, if anything is. It is told once.
    pub(crate) fn objections(&mut self) -> Option<Report> {
        self.configs.objections()
    }

    /// What there is to say, after a run, of entries of `ignores` that are needed no more.
    pub(crate) fn unused_ignores(&self) -> Vec<Checked> {
        self.configs.unused()
    }

    /// Takes note that the file at `path` is another than before, or there no more. A configuration is read anew then; other
    /// files are read anew anyway.
    pub(crate) fn changed(&mut self, path: &Path) {
        self.configs.changed(&absolute(&self.folder, path));
    }
}
