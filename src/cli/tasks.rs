//! Processes the sources of a run on all cores, with the results in the order of the sources, and only a few of them in
//! memory at a time.
//!
//! Threads take pieces from one queue, and one thread passes the results on in order. Chunks that are processed in parallel
//! one after the other would be simpler, by `rayon` for example. But at the end of each all threads wait for its slowest
//! source and for the report to be written, and a stream of which the next part is not there yet would have to fill a
//! chunk first. Iterators of `rayon` that keep the order hold all results until the last is there. Here no thread waits
//! unless the results that wait for their turn have grown too large.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use super::CommandContext;
use super::feed::{Feed, Piece, Reading};
use super::progress::Progress;
use super::run_options::Jobs;
use crate::report::Notice;
use crate::source::Source;
use crate::workspace::files::Files;
use crate::workspace::{ClaimedSource, Origin, Plan, Unread, Workspace};

/// The most files that a thread takes at a time: synchronization costs more than checking a small file.
const BATCH: usize = 64;

/// The results of so many bytes of text are handed on, whatever is left of the batch.
const BUNDLE: usize = 64 * 1024;

/// Bytes of text whose results may wait for their turn.
const WAITING: usize = 8 * 1024 * 1024;

/// Calls `work` for each planned source on several threads, and passes the results to `done` in the order of the
/// sources, with the streams to write to, until `done` stops. Returns what was not checked.
pub(super) fn each<T: Send>(
    reading: Reading,
    jobs: Jobs,
    workspace: &Workspace,
    Plan { tasks, mut notices }: Plan,
    shell: &mut CommandContext<'_, '_>,
    work: impl Fn(ClaimedSource) -> T + Sync,
    mut done: impl FnMut(T, &mut Out<'_>) -> ControlFlow<()>,
) -> Unchecked {
    let named = tasks.iter().filter(|task| task.origin == Origin::Named).count();
    let (mut unreadable, mut stdin, mut is_empty) = (0, None, true);
    let environment = shell.environment;
    let mut progress = Progress::new(environment, tasks.len(), Instant::now());
    let streams = &mut *shell.streams;
    let feed = Feed::new(workspace.folder(), streams.stdin, tasks, reading);
    let out = &mut Out { stdout: streams.stdout, stderr: streams.stderr };
    let turn = |turn: Turn<T>| match turn {
        Turn::Result(Ok(Some(result))) => {
            progress.clear(out.stderr);
            is_empty = false;
            done(result, out)
        }
        Turn::Result(result) => {
            if let Some(unread) = result.err() {
                unreadable += usize::from(unread.is_named);
                notices.push(unread.notice);
                stdin = stdin.take().or(unread.stdin);
            }
            ControlFlow::Continue(())
        }
        Turn::Left(left) => {
            progress.show(left, Instant::now(), out.stderr);
            ControlFlow::Continue(())
        }
    };
    // A single file is the most common run, and a thread costs more than checking it.
    let jobs = if feed.is_one_file() { 1 } else { jobs.count() };
    let unrecognised = AtomicUsize::new(0);
    spread(feed, &*workspace.files(), jobs, &work, &unrecognised, turn);
    progress.clear(shell.streams.stderr);
    notices.sort();
    // Folders may overlap.
    notices.dedup();
    Unchecked {
        notices,
        stdin,
        is_all: is_empty,
        is_all_that_was_named: named > 0 && unreadable == named,
        unrecognised: unrecognised.into_inner(),
    }
}

/// What a run did not check.
pub(super) struct Unchecked {
    /// Why, in the order of the paths.
    pub(super) notices: Vec<Notice>,
    /// Standard input, if it is in a language that no format reads.
    pub(super) stdin: Option<Box<Source>>,
    pub(super) is_all: bool,
    /// Whether files were named, and all of them are in such a language.
    pub(super) is_all_that_was_named: bool,
    /// How many JSON files of folders no format recognised.
    pub(super) unrecognised: usize,
}

impl Unchecked {
    /// Whether the run failed: a file could not be read, or no named file can be checked.
    pub(super) fn is_failure(&self) -> bool {
        self.is_all_that_was_named || self.notices.iter().any(Notice::is_failure)
    }
}

pub(super) struct Out<'s> {
    pub(super) stdout: &'s mut dyn Write,
    pub(super) stderr: &'s mut dyn Write,
}

/// Messages to the thread that waits.
enum Turn<T> {
    /// The result that is due.
    Result(Result<Option<T>, Unread>),
    /// The number of tasks that are left. Sent at least every [`Progress::BEAT`].
    Left(usize),
}

/// Processes every piece, with so many threads, and passes on the results in order.
fn spread<T: Send>(
    mut feed: Feed<'_>,
    files: &dyn Files,
    jobs: usize,
    work: &(impl Fn(ClaimedSource) -> T + Sync),
    unrecognised: &AtomicUsize,
    mut turn: impl FnMut(Turn<T>) -> ControlFlow<()>,
) {
    let folder = feed.folder();
    let look = |piece: Piece| {
        let is_json = matches!(&piece, Piece::File(task) if task.is_json_of_a_folder());
        let claimed = read(piece, files, folder);
        if is_json && matches!(claimed, Ok(None)) {
            unrecognised.fetch_add(1, Ordering::Relaxed);
        }
        let bytes = claimed.iter().flatten().map(|claimed| claimed.source.text().len()).sum();
        Outcome { result: claimed.map(|claimed| claimed.map(work)), bytes }
    };
    if jobs == 1 {
        while let Some(piece) = feed.next() {
            if turn(Turn::Result(look(piece).result)).is_break() {
                return;
            }
            let _ = turn(Turn::Left(feed.left()));
        }
        return;
    }
    let queue = &Queue::new(feed, jobs);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs {
            let sender = sender.clone();
            scope.spawn(move || {
                while let Some(batch) = queue.take() {
                    queue.work_on(batch, look, &sender);
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        loop {
            match receiver.recv_timeout(Progress::BEAT) {
                Ok(bundle) => drop(waiting.insert(bundle.first, bundle)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let mut bytes = 0;
            while let Some(bundle) = waiting.remove(&due) {
                due += bundle.results.len();
                bytes += bundle.bytes;
                for result in bundle.results {
                    if turn(Turn::Result(result)).is_break() {
                        queue.close();
                        return;
                    }
                }
            }
            let _ = turn(Turn::Left(queue.done(due, bytes)));
        }
    });
}

fn read(piece: Piece, files: &dyn Files, folder: &Path) -> Result<Option<ClaimedSource>, Unread> {
    match piece {
        Piece::File(task) => task.read(files, folder),
        Piece::Read(result) => *result,
    }
}

/// The result of a piece, and the size of its text in bytes.
struct Outcome<T> {
    result: Result<Option<T>, Unread>,
    bytes: usize,
}

/// The results of neighbours, in order.
struct Bundle<T> {
    /// The number of the first.
    first: usize,
    results: Vec<Result<Option<T>, Unread>>,
    /// The size of their texts in bytes.
    bytes: usize,
}

impl<T> Bundle<T> {
    fn from(first: usize) -> Self {
        Self { first, results: Vec::new(), bytes: 0 }
    }

    /// The number of the next result.
    fn behind(&self) -> usize {
        self.first + self.results.len()
    }
}

/// The feed as several threads share it: none runs far ahead of the result that is due.
struct Queue<'r> {
    jobs: usize,
    state: Mutex<State<'r>>,
    moved: Condvar,
}

struct State<'r> {
    feed: Feed<'r>,
    /// Pieces that were handed out.
    claimed: usize,
    /// Results that were handed on.
    done: usize,
    /// Bytes of text whose results wait for their turn.
    waiting: usize,
    closed: bool,
}

impl State<'_> {
    /// Whether the piece of this number must wait, because too many results wait already and it is not
    /// the one that is due.
    fn is_full(&self, number: usize) -> bool {
        self.waiting > WAITING && self.done < number
    }
}

impl<'r> Queue<'r> {
    fn new(feed: Feed<'r>, jobs: usize) -> Self {
        Self {
            jobs,
            state: Mutex::new(State { feed, claimed: 0, done: 0, waiting: 0, closed: false }),
            moved: Condvar::new(),
        }
    }

    /// A thread that panicked ends the run anyway.
    fn state(&self) -> MutexGuard<'_, State<'r>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next pieces for a thread, and the number of the first. Near the end they are few, so that no thread is left without
    /// work. Of a stream, in which each line may have findings, no more parts are held than keep all threads at work.
    fn take(&self) -> Option<(usize, Vec<Piece>)> {
        let ahead = |state: &State<'_>| {
            let window = 2 * self.jobs * if state.feed.is_in_parts() { 1 } else { BATCH };
            state.claimed >= state.done + window || state.is_full(state.claimed)
        };
        let mut state = self.wait_while(ahead)?;
        let most = (state.feed.left() / (4 * self.jobs)).clamp(1, BATCH);
        let mut pieces = vec![state.feed.next()?];
        // A part of a stream is large and was read already.
        while pieces.len() < most && matches!(pieces.last(), Some(Piece::File(_))) {
            pieces.extend(state.feed.next());
        }
        let first = state.claimed;
        state.claimed += pieces.len();
        Some((first, pieces))
    }

    /// Does the work on a batch, and sends the results.
    fn work_on<T>(
        &self,
        (first, pieces): (usize, Vec<Piece>),
        look: impl Fn(Piece) -> Outcome<T>,
        sender: &Sender<Bundle<T>>,
    ) {
        let mut bundle = Bundle::from(first);
        for piece in pieces {
            let Outcome { result, bytes } = look(piece);
            bundle.results.push(result);
            bundle.bytes += bytes;
            if bundle.bytes >= BUNDLE {
                let behind = bundle.behind();
                self.send(std::mem::replace(&mut bundle, Bundle::from(behind)), sender);
                if self.wait_while(|state| state.is_full(behind)).is_none() {
                    return;
                }
            }
        }
        if !bundle.results.is_empty() {
            self.send(bundle, sender);
        }
    }

    fn send<T>(&self, bundle: Bundle<T>, sender: &Sender<Bundle<T>>) {
        self.state().waiting += bundle.bytes;
        // The receiver is gone once `done` has stopped.
        let _ = sender.send(bundle);
    }

    /// Waits until a piece may be taken. `None` once there is none left.
    fn wait_while(&self, is_early: impl Fn(&State<'r>) -> bool) -> Option<MutexGuard<'_, State<'r>>> {
        let waits = |state: &mut State<'r>| !state.closed && is_early(state);
        let state = self.moved.wait_while(self.state(), waits).unwrap_or_else(PoisonError::into_inner);
        (!state.closed).then_some(state)
    }

    /// Records that results of so many bytes were passed on, `done` in all. Returns the number of tasks that are left.
    fn done(&self, done: usize, bytes: usize) -> usize {
        let mut state = self.state();
        state.done = done;
        state.waiting -= bytes;
        self.moved.notify_all();
        state.feed.left()
    }

    fn close(&self) {
        self.state().closed = true;
        self.moved.notify_all();
    }
}
