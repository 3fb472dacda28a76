//! Finding files in the folders of a disk that the user names. Input formats decide which of them are checked; this
//! module only decides which are worth reading.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};

use ignore::{DirEntry, Error, WalkBuilder};

use super::words;
use crate::report::Notice;
use crate::workspace::files::{self, is_promising};

/// The files that list ignored files, in any folder.
const IGNORES: [&str; 2] = [".gitignore", ".ignore"];

/// A walk through a folder. Skips hidden files, and those that `.gitignore` and `.ignore` files name. Global and
/// per-clone ignore files are not read, so that everybody gets the same result.
pub(crate) struct Walk {
    /// The folder that reports show paths from.
    folder: PathBuf,
    root: PathBuf,
    /// `None` if the root is left out itself.
    builder: Option<WalkBuilder>,
    /// Ignore files that cannot be read because they may be infinite.
    left_out: Receiver<PathBuf>,
}

/// An entry that a walk meets.
pub(crate) type Found = Result<PathBuf, Error>;

impl Walk {
    /// A walk through `root`; reports show paths from `folder`.
    pub(crate) fn new(folder: &Path, root: &Path) -> Self {
        let (blocked, left_out) = mpsc::channel();
        let above = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        let builder = if let Some(endless) = above.ancestors().find_map(endless) {
            let _ = blocked.send(endless);
            None
        } else {
            let mut builder = WalkBuilder::new(root);
            builder
                .filter_entry(move |entry| {
                    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                    let endless = if is_folder { endless(entry.path()) } else { None };
                    let is_readable = endless.is_none();
                    // The other end lives as long as the walk.
                    endless.map(|file| blocked.send(file));
                    is_readable
                })
                .require_git(false)
                .git_global(false)
                .git_exclude(false)
                .follow_links(true);
            Some(builder)
        };
        Self { folder: folder.to_owned(), root: root.to_owned(), builder, left_out }
    }

    /// Runs the walk, and returns what could not be read.
    pub(crate) fn each(mut self, found: &mut dyn FnMut(PathBuf)) -> Vec<Notice> {
        let builder = self.builder();
        let all = builder.into_iter().flat_map(|builder| builder.build()).filter_map(promising);
        self.end(all, found)
    }

    /// The walker, for a caller that runs it otherwise; `None` if there is nothing to walk.
    pub(crate) fn builder(&mut self) -> Option<WalkBuilder> {
        self.builder.take()
    }

    /// Passes on the entries of a walk, and returns what could not be read.
    pub(crate) fn end(self, all: impl Iterator<Item = Found>, found: &mut dyn FnMut(PathBuf)) -> Vec<Notice> {
        let mut notices = Vec::new();
        for result in all {
            match result {
                Ok(file) => found(file),
                Err(error) => notices.extend(self.notice(&error)),
            }
        }
        let no_file = |file: &Path| Notice::failure(self.shown(file), "is not a file; its folder was not searched");
        notices.extend(self.left_out.try_iter().map(|file| no_file(&file)));
        notices
    }

    fn shown(&self, path: &Path) -> String {
        files::shown(&self.folder, path)
    }

    /// The notice for an error, or `None` for a broken link, after which there is nothing to check.
    fn notice(&self, error: &Error) -> Option<Notice> {
        let (at, cause) = innermost(&self.root, error);
        let message = match cause {
            Error::Loop { ancestor, .. } => {
                format!("is a link to the folder that it lies in, {}; not followed", self.shown(ancestor))
            }
            Error::Io(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            Error::Io(error) => words(error),
            other => format!("could not be read: {other}"),
        };
        Some(Notice::failure(self.shown(at), message))
    }
}

/// Calls `found` for every file in `folder` that is not hidden, up to `most` of them. Returns whether these are all.
pub(super) fn all(folder: &Path, most: usize, found: &mut dyn FnMut(PathBuf)) -> bool {
    let entries = WalkBuilder::new(folder).standard_filters(false).hidden(true).follow_links(true).build();
    let is_file = |entry: &DirEntry| entry.file_type().is_some_and(|kind| kind.is_file());
    let mut files = entries.flatten().filter(is_file).map(DirEntry::into_path);
    files.by_ref().take(most).for_each(found);
    files.next().is_none()
}

/// Filters the entries of a walk: errors, and files that may hold requests.
pub(crate) fn promising(entry: Result<DirEntry, Error>) -> Option<Found> {
    let is_wanted =
        |entry: &DirEntry| entry.file_type().is_some_and(|kind| kind.is_file()) && is_promising(entry.path());
    match entry {
        Ok(entry) => is_wanted(&entry).then(|| Ok(entry.into_path())),
        Err(error) => Some(Err(error)),
    }
}

/// An ignore file in a folder that may be infinite: a pipe, a device, a link to one.
fn endless(folder: &Path) -> Option<PathBuf> {
    let is_endless = |file: &PathBuf| fs::metadata(file).is_ok_and(|it| !it.is_file() && !it.is_dir());
    IGNORES.iter().map(|name| folder.join(name)).find(is_endless)
}

fn innermost<'e>(path: &'e Path, error: &'e Error) -> (&'e Path, &'e Error) {
    match error {
        Error::WithPath { path, err } => innermost(path, err),
        Error::WithDepth { err, .. } | Error::WithLineNumber { err, .. } => innermost(path, err),
        Error::Loop { child, .. } => (child, error),
        _ => (path, error),
    }
}
