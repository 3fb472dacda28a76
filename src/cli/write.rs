//! Writes files completely or not at all: through a temporary file beside each, so that a partial file is never
//! visible.
//!
//! The crate `tempfile`, which the tests use, would only make the file and rename it. The rest would still be ours:
//! mode and owner of the old file, links that stay links, reports with the mode of the user's `umask`, and a last check
//! whether the file changed meanwhile. The tests make each step fail in turn, which needs steps of our own.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A file that is being written. [`Whole::finish`] moves it into place; otherwise it is discarded.
pub(super) struct Whole<'s, S: Storage> {
    storage: &'s S,
    /// None once it is finished.
    out: Option<BufWriter<S::File>>,
    path: PathBuf,
    /// The file whose mode and owner it gets.
    like: Option<Metadata>,
    /// `None` for a device or a pipe, which is written directly.
    temporary: Option<PathBuf>,
}

/// Begins to write a report. An existing file is replaced; a device or a pipe is written directly.
pub(super) fn report(path: &Path) -> io::Result<Whole<'static, Disk>> {
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        let out = Some(BufWriter::new(OpenOptions::new().write(true).open(path)?));
        return Ok(Whole { storage: &Disk, out, path: path.to_owned(), like: None, temporary: None });
    }
    // A link stays a link: its target is written.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let like = fs::metadata(&path).ok();
    Whole::create(&Disk, path, like)
}

/// Replaces `old` by `new` in a file of the user. Its mode stays, and so does a link to it.
///
/// # Errors
/// A message for the user: why the file was not changed, for example because it changed while it was being fixed.
pub(super) fn replace(path: &Path, old: &str, new: &str) -> Result<(), String> {
    replace_on(&Disk, path, old, new)
}

fn replace_on<S: Storage>(storage: &S, path: &Path, old: &str, new: &str) -> Result<(), String> {
    let target = fs::canonicalize(path).and_then(|target| Ok((fs::metadata(&target)?, target)));
    let (metadata, target) = target.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Changed.to_string(),
        _ => words(&error),
    })?;
    if !metadata.is_file() {
        return Err("could not be written: it is not a regular file".to_owned());
    }
    if metadata.permissions().readonly() {
        return Err("could not be written: it is read-only".to_owned());
    }
    let unchanged = |target: &Path| match fs::read(target)? {
        now if now == old.as_bytes() || now == new.as_bytes() => Ok(()),
        _ => Err(io::Error::other(Changed)),
    };
    let written = Whole::create(storage, target, Some(metadata)).and_then(|mut file| {
        file.write_all(new.as_bytes())?;
        file.finish(unchanged)
    });
    written.map_err(|error| match error.get_ref().is_some_and(|inner| inner.is::<Changed>()) {
        true => Changed.to_string(),
        false => words(&error),
    })
}

/// The file changed since it was read.
#[derive(Debug)]
struct Changed;

impl std::fmt::Display for Changed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("was changed by another program while it was checked; not written")
    }
}

impl std::error::Error for Changed {}

/// Why something could not be written, in plain words where possible.
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

/// The steps of writing that may fail. Tests make each of them fail.
pub(super) trait Storage {
    type File: Write;
    fn create(&self, path: &Path) -> io::Result<Self::File>;
    /// Brings the file onto the disk, with the mode and the owner of the other one.
    fn finish(&self, file: Self::File, like: Option<&Metadata>) -> io::Result<()>;
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn remove(&self, path: &Path) -> io::Result<()>;
}

pub(super) struct Disk;

impl Storage for Disk {
    type File = File;

    fn create(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).open(path)
    }

    fn finish(&self, file: File, like: Option<&Metadata>) -> io::Result<()> {
        if let Some(like) = like {
            keep_owner(&file, like);
            file.set_permissions(like.permissions())?;
            file.sync_all()?;
        }
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

/// Where the program may do so: an administrator's run leaves a user's file the user's.
#[cfg(unix)]
fn keep_owner(file: &File, like: &Metadata) {
    use std::os::unix::fs::MetadataExt;

    if file.metadata().is_ok_and(|own| (own.uid(), own.gid()) != (like.uid(), like.gid())) {
        let _ = std::os::unix::fs::fchown(file, Some(like.uid()), Some(like.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

impl<'s, S: Storage> Whole<'s, S> {
    /// Begins a temporary file beside `path`.
    fn create(storage: &'s S, path: PathBuf, like: Option<Metadata>) -> io::Result<Self> {
        let temporary = temporary(&path)?;
        let out = Some(BufWriter::new(storage.create(&temporary)?));
        Ok(Self { storage, out, path, like, temporary: Some(temporary) })
    }

    /// Moves the file into place, unless `ready` objects at the last moment.
    ///
    /// # Errors
    /// Those of writing and renaming; the old file is then unchanged.
    pub(super) fn finish(mut self, ready: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
        let Some(out) = self.out.take() else { return Ok(()) };
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        let Some(temporary) = &self.temporary else { return Ok(()) };
        self.storage.finish(file, self.like.as_ref())?;
        ready(&self.path)?;
        self.storage.rename(temporary, &self.path)?;
        self.temporary = None;
        Ok(())
    }
}

impl<S: Storage> Write for Whole<'_, S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.as_mut().map_or(Ok(0), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), BufWriter::flush)
    }
}

impl<S: Storage> Drop for Whole<'_, S> {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            // The error is already reported.
            let _ = self.storage.remove(temporary);
        }
    }
}

/// A new name beside `path`. It is hidden and names this program, in case the program is killed and leaves the file behind.
fn temporary(path: &Path) -> io::Result<PathBuf> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().ok_or(io::ErrorKind::InvalidInput)?);
    name.push(format!(".msgraph-lint-{}-{number}.tmp", std::process::id()));
    Ok(path.with_file_name(name))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use tempfile::TempDir;

    use super::*;
    use crate::workspace::disk::Disk as Provider;
    use crate::workspace::files::Files;

    const OLD: &str = "{ \"parameters\" [] }\r\n";
    const NEW: &str = "{ \"parameters\": [] }\r\n";

    /// A folder of its own, with a file in it.
    fn file() -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("a.json");
        fs::write(&file, OLD).expect("a file can be written");
        (folder, file)
    }

    fn names(file: &Path) -> Vec<String> {
        let entries = fs::read_dir(file.parent().expect("a file is in a folder")).expect("the folder can be read");
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// A disk that does so many things, each byte counted, and then nothing more.
    struct Faulty {
        left: Rc<Cell<usize>>,
        /// Whether nothing at all is done then, not even to tidy up: the program was killed.
        killed: bool,
    }

    fn spend(left: &Cell<usize>) -> io::Result<()> {
        left.set(left.get().checked_sub(1).ok_or(io::ErrorKind::StorageFull)?);
        Ok(())
    }

    struct FaultyFile(File, Rc<Cell<usize>>);

    impl Write for FaultyFile {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            spend(&self.1)?;
            self.0.write(&bytes[..1])
        }

        fn flush(&mut self) -> io::Result<()> {
            self.0.flush()
        }
    }

    impl Storage for Faulty {
        type File = FaultyFile;

        fn create(&self, path: &Path) -> io::Result<FaultyFile> {
            spend(&self.left)?;
            Ok(FaultyFile(Disk.create(path)?, Rc::clone(&self.left)))
        }

        fn finish(&self, file: FaultyFile, like: Option<&Metadata>) -> io::Result<()> {
            spend(&self.left)?;
            Disk.finish(file.0, like)
        }

        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            spend(&self.left)?;
            Disk.rename(from, to)
        }

        fn remove(&self, path: &Path) -> io::Result<()> {
            if self.killed { spend(&self.left) } else { Disk.remove(path) }
        }
    }

    #[test]
    fn whatever_fails_the_file_is_the_old_or_the_new_one() {
        for killed in [false, true] {
            let (folder, path) = file();
            let mut failures = 0;
            let done = (0..1000).find(|&room| {
                let storage = Faulty { left: Rc::new(Cell::new(room)), killed };
                let written = replace_on(&storage, &path, OLD, NEW);
                let expected = if written.is_ok() { NEW } else { OLD };
                assert_eq!(fs::read_to_string(&path).expect("it is there"), expected, "after {room} steps");
                failures += usize::from(written == Err("could not be written: the disk is full".to_owned()));
                let others = names(&path).into_iter().filter(|name| name != "a.json");
                for other in others {
                    assert!(killed && other.starts_with(".a.json.msgraph-lint-") && other.ends_with(".tmp"));
                    fs::remove_file(folder.path().join(other)).expect("it can be removed");
                }
                written.is_ok()
            });
            // Making the file, each byte, finishing it, and putting it in place.
            assert_eq!((done, failures), (Some(NEW.len() + 3), NEW.len() + 3));
        }
    }

    #[test]
    fn a_file_left_by_a_killed_run_is_never_checked_and_in_nobodys_way() {
        let (folder, path) = file();
        let storage = Faulty { left: Rc::new(Cell::new(5)), killed: true };
        assert!(replace_on(&storage, &path, OLD, NEW).is_err());
        assert_eq!(names(&path).len(), 2);
        let mut files = 0;
        Provider::new(folder.path()).walk(folder.path(), &mut |_| files += 1);
        assert_eq!(files, 1);
        assert_eq!(replace(&path, OLD, NEW), Ok(()));
    }

    #[test]
    fn what_somebody_else_wrote_stays() {
        let (_folder, path) = file();
        fs::write(&path, "{}").expect("a file can be written");
        assert_eq!(replace(&path, OLD, NEW), Err(Changed.to_string()));
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "{}");
        fs::remove_file(&path).expect("it can be removed");
        assert_eq!(replace(&path, OLD, NEW), Err(Changed.to_string()));
        assert_eq!(names(&path), Vec::<String>::new());
        fs::create_dir(&path).expect("a folder can be made");
        assert_eq!(replace(&path, OLD, NEW), Err("could not be written: it is not a regular file".to_owned()));
    }

    #[test]
    #[cfg(unix)]
    fn mode_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let (_folder, path) = file();
        let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o7777;
        let set = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("the mode can be set");
        let link = path.with_file_name("link.json");
        symlink("a.json", &link).expect("a link can be made");
        set(0o640);
        assert_eq!(replace(&link, OLD, NEW), Ok(()));
        assert_eq!((fs::read_to_string(&path).expect("it is there").as_str(), mode(&path)), (NEW, 0o640));
        assert!(fs::symlink_metadata(&link).expect("it is there").file_type().is_symlink());
        set(0o440);
        assert_eq!(replace(&path, NEW, OLD), Err("could not be written: it is read-only".to_owned()));
        assert_eq!((fs::read_to_string(&path).expect("it is there").as_str(), mode(&path)), (NEW, 0o440));
        assert_eq!(names(&path), ["a.json", "link.json"]);
    }
}
