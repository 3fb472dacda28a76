//! What a run looks at: the files that the user names and those found in folders, each once, on all cores.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Instant;

use super::args::Validate;
use super::configs::{Configs, Settled};
use super::progress::Progress;
use super::{Shell, files, walk};
use crate::input::{Claim, Input, is_named};
use crate::inputs;
use crate::report::{Notice, Report};
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
    pub(super) settled: Arc<Settled>,
}

/// What is to be looked at, and by which configuration.
#[derive(Debug)]
struct Task {
    path: PathBuf,
    origin: Origin,
    settled: Arc<Settled>,
}

/// Takes everything that was named, and calls `work` for each source that is to be checked, on several threads.
/// The results are in no order, what could not be read is in that of the paths.
///
/// # Errors
/// What is wrong with the configuration; then nothing was read.
pub(super) fn each<T: Send>(
    options: &Validate,
    configs: &mut Configs,
    shell: &mut Shell<'_, '_>,
    work: impl Fn(Taken) -> T + Sync,
) -> Result<(Vec<T>, Vec<Notice>), Report> {
    let folder = &shell.surroundings.folder;
    let jobs = options.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let (tasks, mut notices) = tasks(options, configs, folder, jobs);
    let piped = piped(options, configs);
    if let Some(report) = configs.objections() {
        return Err(report);
    }
    let mut done = Vec::new();
    let mut add = |result: Result<Option<T>, Notice>| match result {
        Ok(result) => done.extend(result),
        Err(notice) => notices.push(notice),
    };
    if let Some(task) = piped {
        let source = files::read_stdin(shell.streams.stdin, files::shown(folder, &task.path));
        add(source.map(|source| taken(source, &task).map(&work)));
    }
    let mut progress = Progress::new(shell.streams.stderr, shell.surroundings, tasks.len(), Instant::now());
    let look = |task: &Task| {
        let source = match task.origin {
            Origin::Named => Some(files::read(folder, &task.path)?),
            Origin::Folder => files::read_found(folder, &task.path)?,
        };
        Ok(source.and_then(|source| taken(source, task)).map(&work))
    };
    spread(&tasks, jobs, look, &mut progress).into_iter().for_each(add);
    progress.clear();
    notices.sort();
    // Folders may lie in each other.
    notices.dedup();
    Ok((done, notices))
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Standard input, if it is to be looked at.
fn piped(options: &Validate, configs: &mut Configs) -> Option<Task> {
    let path = options.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
    options.paths.iter().find(|path| is_stdin(path))?;
    if options.force_exclude && configs.excludes(&path, None) {
        return None;
    }
    Some(Task { settled: configs.of(&path)?, path, origin: Origin::Named })
}

/// The files that were named and those in the folders that were named, each once, in the order of their paths as shown. The
/// current folder is meant where nothing is named. Those whose configuration is wrong are missing.
fn tasks(options: &Validate, configs: &mut Configs, folder: &Path, jobs: usize) -> (Vec<Task>, Vec<Notice>) {
    let here = [PathBuf::from(".")];
    let given = if options.paths.is_empty() { &here } else { options.paths.as_slice() };
    let mut notices = Vec::new();
    let mut paths = BTreeMap::new();
    for path in given.iter().filter(|path| !is_stdin(path)) {
        if folder.join(path).is_dir() {
            let inside = walk::walk(folder, path, jobs);
            notices.extend(inside.notices);
            // What a user names is wanted, whatever the configuration says of it, unless it is to have the last word.
            let root = (!options.force_exclude).then_some(path.as_path());
            for file in inside.files.into_iter().filter(|file| !configs.excludes(file, root)) {
                paths.entry(files::shown(folder, &file)).or_insert((file, Origin::Folder));
            }
        } else if !options.force_exclude || !configs.excludes(path, None) {
            paths.insert(files::shown(folder, path), (path.clone(), Origin::Named));
        }
    }
    let settle = |(path, origin): (PathBuf, Origin)| Some(Task { settled: configs.of(&path)?, path, origin });
    (paths.into_values().filter_map(settle).collect(), notices)
}

/// A source, if it is to be checked: what nobody named is only where a format is certain of it, or where the configuration
/// says what bare bodies there are.
fn taken(source: Source, task: &Task) -> Option<Taken> {
    let (claim, input) = inputs::claim(&source)?;
    let is_said = || task.settled.config().operation().is_some() && is_named(&source, &["json"]);
    let wanted = task.origin == Origin::Named || claim == Claim::Certain || is_said();
    wanted.then(|| Taken { source, origin: task.origin, claim, input, settled: Arc::clone(&task.settled) })
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
