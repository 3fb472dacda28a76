//! The files of a disk.

mod walk;

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub(crate) use self::walk::{Found, Walk, promising};
use super::files::{Files, Kind, NO_SUCH_FILE};
use crate::report::Notice;
use crate::source::{MAX_BYTES, SourceError};

/// The disk, seen from the folder that reports show paths from.
#[derive(Clone, Debug)]
pub(crate) struct Disk {
    folder: PathBuf,
}

impl Disk {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// The folder that reports show paths from.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Files for Disk {
    fn kind(&self, path: &Path) -> Option<Kind> {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_file() => Some(Kind::File),
            Ok(metadata) if metadata.is_dir() => Some(Kind::Folder),
            Ok(_) => Some(Kind::Stream),
            Err(_) => path.is_symlink().then_some(Kind::Lost),
        }
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        fs::canonicalize(path).ok()
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        metadata(path).and_then(|metadata| read_bytes(path, &metadata))
    }

    fn read_found(&self, path: &Path) -> Result<Option<Vec<u8>>, String> {
        let metadata = metadata(path)?;
        if metadata.is_file() { read_bytes(path, &metadata).map(Some) } else { Ok(None) }
    }

    /// An entry that the listing of a folder calls a file is opened first and checked afterwards, which
    /// costs less than two look-ups.
    fn read_listed(&self, path: &Path) -> Result<Option<Vec<u8>>, String> {
        match open_listed(path) {
            Some((file, metadata)) => read_open(file, &metadata).map(Some),
            None => self.read_found(path),
        }
    }

    fn walk(&self, folder: &Path, found: &mut dyn FnMut(PathBuf)) -> Vec<Notice> {
        Walk::new(&self.folder, folder).each(found)
    }

    fn walk_all(&self, folder: &Path, most: usize, found: &mut dyn FnMut(PathBuf)) -> bool {
        walk::all(folder, most, found)
    }
}

/// How much is read of something at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Room {
    /// All that a source may have.
    File,
    /// The limit for a pipe or a device, whose length is not known and may be infinite.
    Stream,
}

impl Room {
    pub(crate) fn of(metadata: &Metadata) -> Self {
        if metadata.is_file() { Self::File } else { Self::Stream }
    }

    pub(crate) fn bytes(self) -> usize {
        match self {
            Self::File => MAX_BYTES,
            Self::Stream => 256 * 1024 * 1024,
        }
    }

    /// The message for longer ones.
    pub(crate) fn exceeded(self) -> String {
        match self {
            Self::File => SourceError::TooLarge.to_string(),
            Self::Stream => "is longer than 256 MiB, the most that is read at once from anything but a file".to_owned(),
        }
    }
}

/// Opens a file; `None` if it is a link, or has become something else since it was listed. Opening
/// a pipe does not block.
#[cfg(unix)]
fn open_listed(path: &Path) -> Option<(File, Metadata)> {
    use std::os::unix::fs::OpenOptionsExt;

    let file = OpenOptions::new().read(true).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK).open(path).ok()?;
    let metadata = file.metadata().ok().filter(Metadata::is_file)?;
    Some((file, metadata))
}

#[cfg(not(unix))]
fn open_listed(_: &Path) -> Option<(File, Metadata)> {
    None
}

/// The file at `path`, to be read in parts, and how long one may be.
pub(crate) fn open(path: &Path) -> Result<(Option<File>, Room), String> {
    let file = File::open(path).map_err(|error| words(&error))?;
    let room = file.metadata().map_or(Room::Stream, |metadata| Room::of(&metadata));
    Ok((Some(file), room))
}

fn metadata(path: &Path) -> Result<Metadata, String> {
    fs::metadata(path).map_err(|error| words(&error))
}

fn read_bytes(path: &Path, metadata: &Metadata) -> Result<Vec<u8>, String> {
    read_open(File::open(path).map_err(|error| words(&error))?, metadata)
}

fn read_open(mut file: File, metadata: &Metadata) -> Result<Vec<u8>, String> {
    let room = Room::of(metadata);
    if metadata.len() > room.bytes() as u64 {
        return Err(room.exceeded());
    }
    let length = usize::try_from(metadata.len()).unwrap_or_default();
    let mut bytes = vec![0; length];
    // This is nearly always everything, and checking for more costs as much as reading it.
    let read = match file.read(&mut bytes) {
        Err(error) if error.kind() != io::ErrorKind::Interrupted => return Err(words(&error)),
        read => read.unwrap_or_default(),
    };
    bytes.truncate(read);
    if read == 0 || read < length {
        read_on(&mut file, &mut bytes, room)?;
    }
    Ok(bytes)
}

/// Adds all that `reader` gives to `bytes`, if there is room for it.
pub(crate) fn read_on(reader: &mut dyn Read, bytes: &mut Vec<u8>, room: Room) -> Result<(), String> {
    let left = (room.bytes() + 1).saturating_sub(bytes.len());
    reader.take(left as u64).read_to_end(bytes).map_err(|error| words(&error))?;
    if bytes.len() > room.bytes() { Err(room.exceeded()) } else { Ok(()) }
}

/// Why something could not be read, in plain words where possible.
pub(crate) fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => NO_SUCH_FILE.to_owned(),
        io::ErrorKind::PermissionDenied => "could not be read: permission denied".to_owned(),
        _ => format!("could not be read: {error}"),
    }
}
