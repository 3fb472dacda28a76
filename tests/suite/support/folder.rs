//! A folder for one test, which no other test and no other run of the tests knows. It is gone when the test is over.

use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};

/// An empty folder; beside it is room for what is to lie outside.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// Removes all when it is dropped.
    _room: tempfile::TempDir,
}

/// A folder of this name in a room of its own.
pub(crate) fn empty_folder(name: &str) -> Folder {
    let room = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be made");
    let path = room.path().join(name);
    fs::create_dir(&path).expect("a folder can be made");
    Folder { path, _room: room }
}

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.path
    }
}

impl AsRef<Path> for Folder {
    fn as_ref(&self) -> &Path {
        &self.path
    }
}
