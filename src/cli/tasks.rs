//! What a run looks at: the files that the user names and those found in folders, each once, on all cores.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Instant;

use super::args::Validate;
use super::progress::Progress;
use super::{Shell, files, walk};
use crate::input::{Claim, Input};
use crate::inputs;
use crate::report::Notice;
use crate::source::Source;

/// Why a file is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The user named it.
    Named,
    /// It lies in a folder that the user named.
    Folder,
}

/// A source that is to be checked, and why.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) source: Source,
    pub(super) origin: Origin,
    pub(super) claim: Claim,
    pub(super) input: &'static Input,
    /// The file, as the user named it or as it was found; none is standard input.
    pub(super) path: Option<PathBuf>,
}

/// Takes everything that was named, and calls `work` for each source that is to be checked, on several threads.
/// The results are in no order, what could not be read is in that of the paths.
pub(super) fn each<T: Send>(
    options: &Validate,
    shell: &mut Shell<'_, '_>,
    work: impl Fn(Taken) -> T + Sync,
) -> (Vec<T>, Vec<Notice>) {
    let folder = &shell.surroundings.folder;
    let jobs = options.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let (paths, mut notices) = paths(&options.paths, folder, jobs);
    let mut done = Vec::new();
    let mut add = |result: Result<Option<T>, Notice>| match result {
        Ok(result) => done.extend(result),
        Err(notice) => notices.push(notice),
    };
    if options.paths.iter().any(|path| is_stdin(path)) {
        let name = options.stdin_filename.as_ref().map_or("<stdin>".to_owned(), |name| files::shown(folder, name));
        let source = files::read_stdin(shell.streams.stdin, name);
        add(source.map(|source| taken(source, Origin::Named, None).map(&work)));
    }
    let mut progress = Progress::new(shell.streams.stderr, shell.surroundings, paths.len(), Instant::now());
    let look = |(path, origin): &(PathBuf, Origin)| {
        let source = match origin {
            Origin::Named => Some(files::read(folder, path)?),
            Origin::Folder => files::read_found(folder, path)?,
        };
        Ok(source.and_then(|source| taken(source, *origin, Some(path.clone()))).map(&work))
    };
    spread(&paths, jobs, look, &mut progress).into_iter().for_each(add);
    progress.clear();
    notices.sort();
    // Folders may lie in each other.
    notices.dedup();
    (done, notices)
}

pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The files that were named and those in the folders that were named, each once, in the order of their paths as shown. The
/// current folder is meant where nothing is named.
fn paths(given: &[PathBuf], folder: &Path, jobs: usize) -> (Vec<(PathBuf, Origin)>, Vec<Notice>) {
    let here = [PathBuf::from(".")];
    let given = if given.is_empty() { &here } else { given };
    let mut notices = Vec::new();
    let mut paths = BTreeMap::new();
    for path in given.iter().filter(|path| !is_stdin(path)) {
        if folder.join(path).is_dir() {
            let inside = walk::walk(folder, path, jobs);
            notices.extend(inside.notices);
            for file in inside.files {
                paths.entry(files::shown(folder, &file)).or_insert((file, Origin::Folder));
            }
        } else {
            paths.insert(files::shown(folder, path), (path.clone(), Origin::Named));
        }
    }
    (paths.into_values().collect(), notices)
}

/// A source, if it is to be checked: what nobody named is only where a format is certain of it.
fn taken(source: Source, origin: Origin, path: Option<PathBuf>) -> Option<Taken> {
    let (claim, input) = inputs::claim(&source)?;
    (origin == Origin::Named || claim == Claim::Certain).then_some(Taken { source, origin, claim, input, path })
}

/// Does `work` for every task, with so many threads. The results are in no order.
fn spread<I: Sync, T: Send>(
    tasks: &[I],
    jobs: usize,
    work: impl Fn(&I) -> T + Sync,
    progress: &mut Progress<'_>,
) -> Vec<T> {
    // A single file is the commonest run, and a thread costs more than it.
    if tasks.len() <= 1 {
        return tasks.iter().map(work).collect();
    }
    let (next, work) = (&AtomicUsize::new(0), &work);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs.min(tasks.len()) {
            let sender = sender.clone();
            scope.spawn(move || {
                while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                    // The other end waits for all of them.
                    let _ = sender.send(work(task));
                }
            });
        }
        drop(sender);
        let mut results = Vec::with_capacity(tasks.len());
        let mut told = Instant::now();
        loop {
            match receiver.recv_timeout(Progress::BEAT) {
                Ok(result) => results.push(result),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return results,
            }
            let now = Instant::now();
            if now.duration_since(told) >= Progress::BEAT {
                progress.tell(results.len(), now);
                told = now;
            }
        }
    })
}
