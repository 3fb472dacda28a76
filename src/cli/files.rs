//! Reading the sources that the user names.

use std::fmt::Write as _;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use crate::report::Notice;
use crate::source::{MAX_BYTES, Source, SourceError};

/// How much is read of something at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// All that a source may have.
    File,
    /// What a pipe or a device may give, which does not say how long it is and may have no end.
    Stream,
}

impl Room {
    pub(super) fn of(metadata: &Metadata) -> Self {
        if metadata.is_file() { Self::File } else { Self::Stream }
    }

    pub(super) fn bytes(self) -> usize {
        match self {
            Self::File => MAX_BYTES,
            Self::Stream => 256 * 1024 * 1024,
        }
    }

    /// What is said of more.
    pub(super) fn exceeded(self) -> String {
        match self {
            Self::File => SourceError::TooLarge.to_string(),
            Self::Stream => "is longer than 256 MiB, the most that is read at once of what is no file".to_owned(),
        }
    }
}

/// The file at `path`, a path as the user wrote it, from `folder`.
pub(super) fn read(folder: &Path, path: &Path) -> Result<Source, Notice> {
    read_as(shown(folder, path), folder, path)
}

/// The same, whose name is known.
pub(super) fn read_as(name: String, folder: &Path, path: &Path) -> Result<Source, Notice> {
    let path = folder.join(path);
    let bytes = metadata(&path).and_then(|metadata| read_bytes(&path, &metadata));
    decoded(&name, bytes)?.map_err(|error| Notice::failure(name, error.to_string()))
}

/// The same of a file that nobody asked for, known as `name`. None if it is not a text, which is nobody's mistake there, or
/// no file.
pub(super) fn read_found(name: String, folder: &Path, path: &Path) -> Result<Option<Source>, Notice> {
    let path = folder.join(path);
    let metadata = metadata(&path).map_err(|message| Notice::failure(name.clone(), message))?;
    if !metadata.is_file() {
        return Ok(None);
    }
    text(name, read_bytes(&path, &metadata))
}

/// The same of what the listing of its folder called a file and no link to one. It is opened at once and asked then what it
/// is, which costs less than to look for it twice.
pub(super) fn read_listed(name: String, folder: &Path, path: &Path) -> Result<Option<Source>, Notice> {
    match open_listed(&folder.join(path)) {
        Some((file, metadata)) => text(name, read_open(file, &metadata)),
        None => read_found(name, folder, path),
    }
}

/// Opens a file; none if it is a link, or what else it may have become since it was listed. A pipe keeps nobody waiting.
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

/// What was read, if it is a text.
fn text(name: String, bytes: Result<Vec<u8>, String>) -> Result<Option<Source>, Notice> {
    match decoded(&name, bytes)? {
        Ok(source) => Ok(Some(source)),
        Err(SourceError::Binary) => Ok(None),
        Err(error) => Err(Notice::failure(name, error.to_string())),
    }
}

/// Why a request in the file at `sender` may not have its body from `file`, if it may not: what somebody else wrote must not
/// lead the program to a pipe, nor what lies elsewhere on this machine into a report.
pub(super) fn no_body(folder: &Path, sender: &Path, file: &Path) -> Option<&'static str> {
    // What is not there is told when its turn comes.
    let target = fs::canonicalize(folder.join(file)).ok()?;
    let is_below = |root: &Path| fs::canonicalize(root).is_ok_and(|root| target.starts_with(root));
    let is_inside = is_below(folder) || folder.join(sender).parent().is_some_and(is_below);
    match target.is_file() {
        true if is_inside => None,
        true => {
            Some("lies neither below this folder nor below that of the request, and is not read unless it is named")
        }
        false => Some("is no file"),
    }
}

/// Standard input.
pub(super) fn read_stdin(stdin: &mut dyn Read, name: String) -> Result<Source, Notice> {
    let mut bytes = Vec::new();
    let read = read_on(stdin, &mut bytes, Room::Stream);
    decoded(&name, read.map(|()| bytes))?.map_err(|error| Notice::failure(name, error.to_string()))
}

fn decoded(name: &str, bytes: Result<Vec<u8>, String>) -> Result<Result<Source, SourceError>, Notice> {
    let bytes = bytes.map_err(|message| Notice::failure(name.to_owned(), message))?;
    Ok(Source::from_bytes(name, bytes))
}

/// The file at `path`, to be read in parts, and how long one may be.
pub(super) fn open(path: &Path) -> Result<(Option<File>, Room), String> {
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
    // Nearly always this is all, and to ask whether there is more costs as much as to read it.
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
pub(super) fn read_on(reader: &mut dyn Read, bytes: &mut Vec<u8>, room: Room) -> Result<(), String> {
    let left = (room.bytes() + 1).saturating_sub(bytes.len());
    reader.take(left as u64).read_to_end(bytes).map_err(|error| words(&error))?;
    if bytes.len() > room.bytes() { Err(room.exceeded()) } else { Ok(()) }
}

/// What is said of a file that is not there.
pub(super) const NO_SUCH_FILE: &str = "there is no such file";

/// Why something could not be read, without the jargon of the system where a plain word says it.
pub(super) fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => NO_SUCH_FILE.to_owned(),
        io::ErrorKind::PermissionDenied => "could not be read: permission denied".to_owned(),
        _ => format!("could not be read: {error}"),
    }
}

/// A path without `.` and `..` on the way, as far as the words alone tell.
pub(super) fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

/// A path as reports show it: from `folder` where it is below, with `/`, without `.` on the way.
pub(super) fn shown(folder: &Path, path: &Path) -> String {
    if let Some(plain) = plainly_shown(folder, path) {
        return plain.to_owned();
    }
    let path = path.strip_prefix(folder).unwrap_or(path);
    let plain: PathBuf = path.components().filter(|component| *component != Component::CurDir).collect();
    if plain.as_os_str().is_empty() {
        // The folder itself.
        return ".".to_owned();
    }
    let shown = legible(&plain);
    if cfg!(windows) { shown.replace('\\', "/") } else { shown }
}

/// The same of a path that is shown as it is written, which is told without taking it apart.
fn plainly_shown<'p>(folder: &Path, path: &'p Path) -> Option<&'p str> {
    let path = path.to_str().filter(|_| !cfg!(windows))?;
    let below = folder.to_str().and_then(|folder| path.strip_prefix(folder)?.strip_prefix('/')).unwrap_or(path);
    below.split('/').all(|part| !matches!(part, "" | ".")).then_some(below)
}

/// A path in Unicode. What is none in its name is told apart, byte by byte: two files are two.
fn legible(path: &Path) -> String {
    let mut shown = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // A `String` takes all.
            let _ = write!(shown, "<0x{byte:02X}>");
        }
    }
    shown
}

/// A path with `/`, on every system.
pub(super) fn slashed(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) { crate::config::slashed(&shown) } else { shown.into_owned() }
}
