//! Does the work on what a run looks at: on all cores, with the results in the order of the sources, and with no more of
//! them held at a time than a few.

use std::collections::BTreeMap;
use std::io::Write;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use super::Shell;
use super::args::Validate;
pub(super) use super::feed::Taken;
use super::feed::{self, Feed, Piece};
use super::progress::Progress;
use crate::report::Notice;

/// How many results may wait for the one that is due before them.
const WINDOW: usize = 64;

/// Takes everything that was named, calls `work` for each source that is to be checked, on several threads, and hands the
/// results in the order of the sources to `done`, with standard output, until that has enough. Gives what could not be
/// read, in the order of the paths.
pub(super) fn each<T: Send>(
    options: &Validate,
    shell: &mut Shell<'_, '_>,
    work: impl Fn(Taken) -> T + Sync,
    mut done: impl FnMut(T, &mut dyn Write) -> ControlFlow<()>,
) -> Vec<Notice> {
    let surroundings = shell.surroundings;
    let jobs = options.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let (tasks, mut notices) = feed::tasks(options, &surroundings.folder, jobs);
    let streams = &mut *shell.streams;
    let mut progress = Progress::new(streams.stderr, surroundings, tasks.len(), Instant::now());
    let feed = Feed::new(&surroundings.folder, streams.stdin, tasks).whole(options.fix || options.diff);
    let take = |result: Result<Option<T>, Notice>, progress: &mut Progress<'_>| {
        match result {
            Ok(None) => {}
            Ok(Some(result)) => {
                if surroundings.stdout_is_terminal {
                    progress.clear();
                }
                return done(result, streams.stdout);
            }
            Err(notice) => notices.push(notice),
        }
        ControlFlow::Continue(())
    };
    spread(feed, jobs, &work, take, &mut progress);
    progress.clear();
    notices.sort();
    // Folders may lie in each other.
    notices.dedup();
    notices
}

/// Does the work on every piece, with so many threads, and hands the results on in order.
fn spread<T: Send>(
    mut feed: Feed<'_>,
    jobs: usize,
    work: &(impl Fn(Taken) -> T + Sync),
    mut take: impl FnMut(Result<Option<T>, Notice>, &mut Progress<'_>) -> ControlFlow<()>,
    progress: &mut Progress<'_>,
) {
    let folder = feed.folder();
    let look = |piece: Piece| Ok(read(piece, folder)?.map(work));
    // A single file is the commonest run, and a thread costs more than it.
    if jobs == 1 || feed.is_one_file() {
        while let Some(piece) = feed.next() {
            if take(look(piece), progress).is_break() {
                return;
            }
            progress.tell(feed.left(), Instant::now());
        }
        return;
    }
    let queue = &Queue::new(feed);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs {
            let sender = sender.clone();
            scope.spawn(move || {
                while let Some((number, piece)) = queue.take() {
                    // Nobody listens any more once there is enough.
                    if sender.send((number, look(piece))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        loop {
            match receiver.recv_timeout(Progress::BEAT) {
                Ok((number, result)) => drop(waiting.insert(number, result)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            while let Some(result) = waiting.remove(&due) {
                due += 1;
                if take(result, progress).is_break() {
                    queue.close();
                    return;
                }
            }
            progress.tell(queue.done(due), Instant::now());
        }
    });
}

fn read(piece: Piece, folder: &Path) -> Result<Option<Taken>, Notice> {
    match piece {
        Piece::File(task) => task.read(folder),
        Piece::Read(result) => result,
    }
}

/// The feed as several threads share it: nobody runs further ahead of the result that is due than [`WINDOW`].
struct Queue<'r> {
    state: Mutex<State<'r>>,
    moved: Condvar,
}

struct State<'r> {
    feed: Feed<'r>,
    /// Pieces that were handed out.
    taken: usize,
    /// Results that were handed on.
    done: usize,
    closed: bool,
}

impl<'r> Queue<'r> {
    fn new(feed: Feed<'r>) -> Self {
        Self { state: Mutex::new(State { feed, taken: 0, done: 0, closed: false }), moved: Condvar::new() }
    }

    /// A thread that panicked ends the run anyway.
    fn state(&self) -> MutexGuard<'_, State<'r>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next piece and its number.
    fn take(&self) -> Option<(usize, Piece)> {
        let ahead = |state: &mut State<'_>| !state.closed && state.taken >= state.done + WINDOW;
        let mut state = self.moved.wait_while(self.state(), ahead).unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return None;
        }
        let piece = state.feed.next()?;
        state.taken += 1;
        Some((state.taken - 1, piece))
    }

    /// Notes that so many results were handed on. Gives the tasks that are left.
    fn done(&self, done: usize) -> usize {
        let mut state = self.state();
        state.done = done;
        self.moved.notify_all();
        state.feed.left()
    }

    /// Hands out no more.
    fn close(&self) {
        self.state().closed = true;
        self.moved.notify_all();
    }
}
