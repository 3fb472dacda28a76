//! The disk, whose folders are walked through by several threads.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::thread;

use ignore::WalkState;

use super::run_options::Jobs;
use crate::report::Notice;
use crate::workspace::disk::{Disk, Found, Walk, promising};
use crate::workspace::files::{Files, Kind};

/// The disk, and how many threads look through a folder.
#[derive(Debug)]
pub(super) struct ParallelDisk {
    disk: Disk,
    jobs: Jobs,
}

impl ParallelDisk {
    pub(super) fn new(folder: &Path, jobs: Jobs) -> Self {
        Self { disk: Disk::new(folder), jobs }
    }
}

impl Files for ParallelDisk {
    fn kind(&self, path: &Path) -> Option<Kind> {
        self.disk.kind(path)
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        self.disk.real(path)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        self.disk.read(path)
    }

    fn read_found(&self, path: &Path) -> Result<Option<Vec<u8>>, String> {
        self.disk.read_found(path)
    }

    fn read_listed(&self, path: &Path) -> Result<Option<Vec<u8>>, String> {
        self.disk.read_listed(path)
    }

    fn walk_all(&self, folder: &Path, most: usize, found: &mut dyn FnMut(PathBuf)) -> bool {
        self.disk.walk_all(folder, most, found)
    }

    fn walk(&self, folder: &Path, found: &mut dyn FnMut(PathBuf)) -> Vec<Notice> {
        let mut walk = Walk::new(self.disk.folder(), folder);
        let Some(walker) = walk.builder().map(|mut builder| builder.threads(self.jobs.count()).build_parallel()) else {
            return walk.end(std::iter::empty(), found);
        };
        let (sender, receiver) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(move || {
                walker.run(|| {
                    let mut bundle = Bundle { results: Vec::new(), sender: sender.clone() };
                    Box::new(move |entry| {
                        promising(entry).into_iter().for_each(|result| bundle.add(result));
                        WalkState::Continue
                    })
                });
            });
            walk.end(receiver.into_iter().flatten(), found)
        })
    }
}

/// What a thread of the walk has met and not handed on yet: to wake the one that waits costs more than to find a file.
struct Bundle {
    results: Vec<Found>,
    sender: Sender<Vec<Found>>,
}

impl Bundle {
    /// So many results are handed on together.
    const FULL: usize = 64;

    fn add(&mut self, result: Found) {
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
