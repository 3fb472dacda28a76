//! The options of a run over sources, independent of the command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use crate::finding::Severity;
use crate::workspace::Request;

/// The options that all drivers of `validate` share.
#[derive(Clone, Debug)]
pub(super) struct RunOptions {
    pub(super) request: Request,
    pub(super) jobs: Jobs,
    /// The lowest severity that gives [`super::EXIT_FOUND`].
    pub(super) fail_on: Severity,
    /// Whether the exit code ignores findings.
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

/// How a baseline is used.
#[derive(Clone, Debug)]
pub(super) enum BaselineChoice {
    /// The baselines of the configuration, if any. Stale entries may be removed.
    Configured { prune: bool },
    /// This baseline applies to all files.
    Compare { file: PathBuf, prune: bool },
    /// This baseline is written with all findings.
    Write(PathBuf),
}

/// How many files are checked at a time; `None` is the number of cores.
#[derive(Clone, Copy, Debug)]
pub(super) struct Jobs(pub(super) Option<NonZeroUsize>);

impl Jobs {
    /// Determining the number of cores takes longer than checking a file, so do it late.
    pub(super) fn count(self) -> usize {
        self.0.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
    }
}
