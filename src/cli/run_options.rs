//! What a run over sources is to do, whoever asks for it.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use crate::finding::Severity;
use crate::workspace::Request;

/// What is the same for every driver of `validate`. What each does with the sources, it knows itself.
#[derive(Clone, Debug)]
pub(super) struct RunOptions {
    pub(super) request: Request,
    pub(super) jobs: Jobs,
    /// The lowest severity that gives [`super::EXIT_FOUND`].
    pub(super) fail_on: Severity,
    /// Whether nothing that is found changes the exit code.
    pub(super) exit_zero: bool,
    /// Whether a run that checks nothing is a failure.
    pub(super) error_on_empty: bool,
    /// Whether only findings and failures are reported.
    pub(super) quiet: bool,
    /// Whether reports for people count findings instead of showing them.
    pub(super) statistics: bool,
    pub(super) baseline: BaselineChoice,
    /// Other files that the run reads.
    pub(super) reads: Vec<PathBuf>,
}

/// What is done with a baseline.
#[derive(Clone, Debug)]
pub(super) enum BaselineChoice {
    /// The configuration names them, if there are any. Entries whose findings are gone may be removed.
    Configured { prune: bool },
    /// This one says what is known, for all files.
    Compare { file: PathBuf, prune: bool },
    /// It is to know all that is found.
    Write(PathBuf),
}

/// How many files are checked at a time; `None` is the number of cores.
#[derive(Clone, Copy, Debug)]
pub(super) struct Jobs(pub(super) Option<NonZeroUsize>);

impl Jobs {
    /// To find the number of cores takes longer than to check a file: ask late.
    pub(super) fn count(self) -> usize {
        self.0.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
    }
}
