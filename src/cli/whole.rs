//! Files that are written whole or not at all: by way of a temporary one beside them, so that no reader ever sees half.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A file that is being written. It takes the place of what was there with [`WholeFile::finish`], or never.
#[derive(Debug)]
pub(super) struct WholeFile {
    out: BufWriter<File>,
    path: PathBuf,
    /// None for a device or a pipe, which is written as it is.
    temporary: Option<PathBuf>,
}

impl WholeFile {
    /// Begins to write what is to be at `path`. A link is followed, so that it stays one.
    ///
    /// # Errors
    /// Those of making a file in the folder of `path`.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
            let out = BufWriter::new(OpenOptions::new().write(true).open(path)?);
            return Ok(Self { out, path: path.to_owned(), temporary: None });
        }
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let temporary = temporary(&path)?;
        let out = BufWriter::new(OpenOptions::new().write(true).create_new(true).open(&temporary)?);
        Ok(Self { out, path, temporary: Some(temporary) })
    }

    /// Puts the file in its place, with the permissions of the one that was there.
    ///
    /// # Errors
    /// Those of writing and renaming; then the file that was there is still the same.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()?;
        let Some(temporary) = &self.temporary else { return Ok(()) };
        if let Ok(metadata) = fs::metadata(&self.path) {
            self.out.get_ref().set_permissions(metadata.permissions())?;
        }
        fs::rename(temporary, &self.path)?;
        self.temporary = None;
        Ok(())
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            // What went wrong is told already.
            let _ = fs::remove_file(temporary);
        }
    }
}

/// A new name beside `path`. It is hidden and tells whose it is, should the program be killed and leave the file there.
pub(super) fn temporary(path: &Path) -> io::Result<PathBuf> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut name = OsString::from(".");
    name.push(path.file_name().ok_or(io::ErrorKind::InvalidInput)?);
    name.push(format!(".msgraph-lint-{}-{number}.tmp", std::process::id()));
    Ok(path.with_file_name(name))
}

/// Why something could not be written, without the jargon of the system where a plain word says it.
pub(super) fn words(error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => error.to_string(),
    };
    format!("could not be written: {why}")
}
