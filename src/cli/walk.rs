//! Finding files in the folders that the user names. Which of them are checked is for the input formats to say; here is
//! only which are worth reading.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::thread;

use ignore::{WalkBuilder, WalkState};

use super::files;
use crate::report::Notice;

/// The extensions of files that may hold requests. No others are read unless they are named.
const EXTENSIONS: [&str; 8] = ["har", "http", "json", "jsonl", "markdown", "md", "ndjson", "rest"];

/// The files that say what is passed over, in any folder.
const IGNORES: [&str; 2] = [".gitignore", ".ignore"];

/// Looks through `path`, a folder as the user wrote it, from `folder`, with so many threads, and calls `found` for the files
/// that may hold requests, in no order, while it goes on. Gives what could not be looked at. Hidden files are passed over,
/// and what `.gitignore` and `.ignore` files name. Those of one user or one clone are not asked: everybody gets the same.
pub(super) fn walk(folder: &Path, path: &Path, jobs: usize, mut found: impl FnMut(PathBuf)) -> Vec<Notice> {
    let root = folder.join(path);
    let above = fs::canonicalize(&root).unwrap_or_else(|_| root.clone());
    if let Some(endless) = above.ancestors().find_map(unreadable) {
        return vec![no_file(folder, &endless)];
    }
    let (blocked, left_out) = mpsc::channel();
    let walker = WalkBuilder::new(root)
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let unreadable = if is_folder { unreadable(entry.path()) } else { None };
            let is_readable = unreadable.is_none();
            // The other end lives as long as the walk.
            unreadable.map(|file| blocked.send(file));
            is_readable
        })
        .require_git(false)
        .git_global(false)
        .git_exclude(false)
        .follow_links(true)
        .threads(jobs)
        .build_parallel();
    let (sender, receiver) = mpsc::channel();
    let look = move || {
        walker.run(|| {
            let mut bundle = Bundle { results: Vec::new(), sender: sender.clone() };
            Box::new(move |entry| {
                match entry {
                    Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && is_promising(entry.path()) => {
                        bundle.add(Ok(entry.into_path()));
                    }
                    Ok(_) => {}
                    Err(error) => bundle.add(Err(error)),
                }
                WalkState::Continue
            })
        });
    };
    let mut notices = Vec::new();
    thread::scope(|scope| {
        scope.spawn(look);
        for result in receiver.into_iter().flatten() {
            match result {
                Ok(file) => found(file),
                Err(error) => notices.extend(notice(folder, path, &error)),
            }
        }
    });
    notices.extend(left_out.into_iter().map(|file| no_file(folder, &file)));
    notices
}

/// What a thread of the walk has met and not handed on yet: to wake the one that waits costs more than to find a file.
struct Bundle {
    results: Vec<Result<PathBuf, ignore::Error>>,
    sender: Sender<Vec<Result<PathBuf, ignore::Error>>>,
}

impl Bundle {
    /// So many results are handed on together.
    const FULL: usize = 64;

    fn add(&mut self, result: Result<PathBuf, ignore::Error>) {
        self.results.push(result);
        if self.results.len() == Self::FULL {
            self.hand_on();
        }
    }

    fn hand_on(&mut self) {
        // The other end lives as long as the walk.
        let _ = self.sender.send(std::mem::take(&mut self.results));
    }
}

impl Drop for Bundle {
    fn drop(&mut self) {
        self.hand_on();
    }
}

/// What would have to be read to know what to pass over in a folder, and might have no end: a pipe, a device, a link to one.
fn unreadable(folder: &Path) -> Option<PathBuf> {
    let is_endless = |file: &PathBuf| fs::metadata(file).is_ok_and(|it| !it.is_file() && !it.is_dir());
    IGNORES.iter().map(|name| folder.join(name)).find(is_endless)
}

fn no_file(folder: &Path, path: &Path) -> Notice {
    let message = "is no file; what is in its folder was not looked at".to_owned();
    Notice::failure(files::shown(folder, path), message)
}

fn is_promising(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// What to tell of an error; nothing of a link that leads nowhere, behind which there is nothing to check.
fn notice(folder: &Path, root: &Path, error: &ignore::Error) -> Option<Notice> {
    let (at, cause) = innermost(root, error);
    let message = match cause {
        ignore::Error::Loop { ancestor, .. } => {
            format!(
                "is a link to the folder that it lies in, {}; not followed",
                or_here(files::shown(folder, ancestor))
            )
        }
        ignore::Error::Io(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        ignore::Error::Io(error) => files::words(error),
        other => format!("could not be read: {other}"),
    };
    Some(Notice::failure(or_here(files::shown(folder, at)), message))
}

fn innermost<'e>(path: &'e Path, error: &'e ignore::Error) -> (&'e Path, &'e ignore::Error) {
    match error {
        ignore::Error::WithPath { path, err } => innermost(path, err),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => innermost(path, err),
        ignore::Error::Loop { child, .. } => (child, error),
        _ => (path, error),
    }
}

/// The folder that the program runs in has no path from itself.
fn or_here(shown: String) -> String {
    if shown.is_empty() { ".".to_owned() } else { shown }
}
