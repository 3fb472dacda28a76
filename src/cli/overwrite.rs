//! Prevents a run from overwriting its inputs with reports or a baseline, and from writing two of these to one file.

use std::fs;
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::baseline::BaselineRun;
use super::output::Output;
use super::run_options::{BaselineChoice, RunOptions};
use crate::baseline::Baseline;
use crate::workspace::files::{self, Files};
use crate::workspace::{Origin, Place, Plan, Task, Workspace};

/// A file that is to be written.
struct Target {
    shown: String,
    path: PathBuf,
    /// The path without links, as far as it exists.
    real: PathBuf,
    /// `None` if it does not exist yet, or is not a regular file, which is written directly.
    length: Option<u64>,
}

/// Why the run must not write a requested file, if so. Called before anything is written.
pub(super) fn objection(
    options: &RunOptions,
    outputs: &[Output],
    plan: &Plan,
    workspace: &Workspace,
    known: &BaselineRun,
) -> Option<String> {
    let (provider, folder) = (&*workspace.files(), workspace.folder());
    let baseline = match &options.baseline {
        BaselineChoice::Write(file) => Some(file.as_path()),
        BaselineChoice::Configured { .. } | BaselineChoice::Compare { .. } => None,
    };
    if let Some(why) = baseline.and_then(|file| no_baseline(provider, folder, file)) {
        return Some(why);
    }
    let files = outputs.iter().filter_map(|output| output.file.as_deref());
    let targets: Vec<Target> = files.chain(baseline).map(|file| Target::new(folder, file)).collect();
    for (index, target) in targets.iter().enumerate() {
        if targets[..index].iter().any(|other| target.is_also(other)) {
            return Some(format!("{}: two reports would be written to this file; name another for one", target.shown));
        }
    }
    // A missing file cannot be overwritten.
    let reports: Vec<&Target> = targets.iter().filter(|target| target.length.is_some()).collect();
    if reports.is_empty() {
        return None;
    }
    let read = options.reads.iter().chain(&options.request.paths).map(PathBuf::as_path);
    let read = read.chain(workspace.config_files()).chain(known.files());
    let of_tasks = plan.tasks.iter().filter_map(|task| match &task.place {
        Place::File(path) => Some((path.as_path(), Some(task))),
        Place::Stdin => None,
    });
    for (path, task) in read.map(|path| (path, None)).chain(of_tasks) {
        let path = folder.join(path);
        let Some(target) = reports.iter().find(|target| target.is(&path)) else { continue };
        // A folder may contain the report of an earlier run, which may be replaced.
        let is_read = |task: &Task| task.origin != Origin::Folder || !matches!(task.read(provider, folder), Ok(None));
        if task.is_none_or(is_read) {
            let name = files::shown(folder, &path);
            let which = if name == target.shown { String::new() } else { format!(" (as {name})") };
            return Some(format!("{}: this run reads the file{which}, and does not write over it", target.shown));
        }
    }
    None
}

/// Why a baseline must not be written here, if so: another file of the user is there.
fn no_baseline(provider: &dyn Files, folder: &Path, file: &Path) -> Option<String> {
    let metadata = fs::metadata(folder.join(file)).ok()?;
    if !metadata.is_file() || metadata.len() == 0 {
        return None;
    }
    let why = match files::source(provider, folder, file) {
        Ok(source) => Baseline::parse(source.text()).err()?.to_string(),
        Err(notice) => notice.message,
    };
    Some(format!("{}: {why}; a new baseline is not written over it", files::shown(folder, file)))
}

impl Target {
    fn new(folder: &Path, file: &Path) -> Self {
        let path = folder.join(file);
        let length = fs::metadata(&path).ok().filter(|it| it.is_file()).map(|it| it.len());
        Self { shown: files::shown(folder, file), real: real(&path), path, length }
    }

    /// Whether both would be written to one file. A device may be named several times.
    fn is_also(&self, other: &Self) -> bool {
        match (self.length, other.length) {
            (None, None) => !self.path.exists() && one_case(&self.real) == one_case(&other.real),
            _ => self.is(&other.path),
        }
    }

    /// Whether `path` leads to this file, be it by a link or by a second name.
    fn is(&self, path: &Path) -> bool {
        // Opening every checked file costs more than comparing its length first.
        let Ok(metadata) = fs::metadata(path) else { return false };
        metadata.is_file()
            && self.length == Some(metadata.len())
            && match (Handle::from_path(path), Handle::from_path(&self.path)) {
                (Ok(one), Ok(other)) => one == other,
                // The file cannot be opened, so compare the name.
                _ => real(path) == self.real,
            }
    }
}

/// The path of what is not there yet, without links on the way.
fn real(path: &Path) -> PathBuf {
    let in_folder = || {
        let folder = fs::canonicalize(path.parent()?).ok()?;
        Some(folder.join(path.file_name()?))
    };
    fs::canonicalize(path).ok().or_else(in_folder).unwrap_or_else(|| files::plain(path))
}

/// A path in one case where the file system ignores case.
fn one_case(path: &Path) -> PathBuf {
    if cfg!(any(windows, target_os = "macos")) {
        PathBuf::from(path.to_string_lossy().to_lowercase())
    } else {
        path.to_owned()
    }
}
