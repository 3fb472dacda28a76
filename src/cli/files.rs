//! Reading the sources that the user names.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use crate::report::Notice;
use crate::source::{MAX_BYTES, Source, SourceError};

/// The file at `path`, a path as the user wrote it, from `folder`.
pub(super) fn read(folder: &Path, path: &Path) -> Result<Source, Notice> {
    let name = shown(folder, path);
    decoded(&name, read_bytes(&folder.join(path)))?.map_err(|error| Notice { path: name, message: error.to_string() })
}

/// The same of a file that nobody asked for. None if it is not a text, which is nobody's mistake there.
pub(super) fn read_found(folder: &Path, path: &Path) -> Result<Option<Source>, Notice> {
    let name = shown(folder, path);
    match decoded(&name, read_bytes(&folder.join(path)))? {
        Ok(source) => Ok(Some(source)),
        Err(SourceError::Binary) => Ok(None),
        Err(error) => Err(Notice { path: name, message: error.to_string() }),
    }
}

/// Standard input.
pub(super) fn read_stdin(stdin: &mut dyn Read, name: String) -> Result<Source, Notice> {
    decoded(&name, read_limited(stdin, 0))?.map_err(|error| Notice { path: name, message: error.to_string() })
}

fn decoded(name: &str, bytes: Result<Vec<u8>, String>) -> Result<Result<Source, SourceError>, Notice> {
    let bytes = bytes.map_err(|message| Notice { path: name.to_owned(), message })?;
    Ok(Source::from_bytes(name, bytes))
}

/// The file at `path`, to be read in parts.
pub(super) fn open(path: &Path) -> Result<File, String> {
    File::open(path).map_err(|error| words(&error))
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, String> {
    let metadata = fs::metadata(path).map_err(|error| words(&error))?;
    if metadata.len() > MAX_BYTES as u64 {
        return Err(SourceError::TooLarge.to_string());
    }
    let mut file = open(path)?;
    read_limited(&mut file, usize::try_from(metadata.len()).unwrap_or_default())
}

/// All that `reader` gives, but not more than a source may have: pipes and devices do not tell their length.
fn read_limited(reader: &mut dyn Read, length: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(length + 1);
    reader.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| words(&error))?;
    Ok(bytes)
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
    let path = path.strip_prefix(folder).unwrap_or(path);
    let plain: PathBuf = path.components().filter(|component| *component != Component::CurDir).collect();
    if plain.as_os_str().is_empty() {
        // The folder itself.
        return ".".to_owned();
    }
    let shown = plain.to_string_lossy();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
}
