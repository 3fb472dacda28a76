//! Where files come from: the disk, or the documents of an editor that are not saved yet. No other module of
//! `workspace` reads files.

use std::fmt::{Debug, Write as _};
use std::path::{Component, Path, PathBuf};

use crate::inputs;
use crate::report::Notice;
use crate::source::{Source, SourceError};

/// The message for a missing file.
pub(crate) const NO_SUCH_FILE: &str = "there is no such file";

/// What is at a path, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    /// A pipe or a device, which may have no end.
    Stream,
    /// A link that leads to nothing.
    Lost,
}

/// Where files come from. All paths start from the root.
///
/// Errors are words for the user, without the path: `could not be read: …`.
pub trait Files: Debug + Send + Sync {
    /// What is at `path`; `None` if nothing is, or nobody may know.
    fn kind(&self, path: &Path) -> Option<Kind>;

    /// The path without links; `None` if nothing is there.
    fn real(&self, path: &Path) -> Option<PathBuf>;

    /// The content of a file that the user named, which may be a pipe.
    ///
    /// # Errors
    /// It is not there, may not be read, or is too long.
    fn read(&self, path: &Path) -> Result<Vec<u8>, String>;

    /// The content of a file that was found: `None` if it is not a regular file.
    ///
    /// # Errors
    /// Those of [`Files::read`].
    fn read_found(&self, path: &Path) -> Result<Option<Vec<u8>>, String> {
        match self.kind(path) {
            Some(Kind::Folder | Kind::Stream) => Ok(None),
            _ => self.read(path).map(Some),
        }
    }

    /// The content of a file that [`Files::walk`] found.
    ///
    /// # Errors
    /// Those of [`Files::read`].
    fn read_listed(&self, path: &Path) -> Result<Option<Vec<u8>>, String> {
        self.read_found(path)
    }

    /// Looks through `folder` and calls `found` for the files that may hold requests, in any order. Skips hidden files,
    /// and those that `.gitignore` and `.ignore` files name. Returns what could not be read, by its name for reports.
    fn walk(&self, folder: &Path, found: &mut dyn FnMut(PathBuf)) -> Vec<Notice>;

    /// Looks through `folder` and calls `found` for every file, in any order, even those that `.gitignore` and
    /// `.ignore` files name, except hidden ones. Ends after `most` files and returns whether these are all.
    fn walk_all(&self, folder: &Path, most: usize, found: &mut dyn FnMut(PathBuf)) -> bool {
        let _ = (self.walk(folder, found), most);
        true
    }
}

/// The file at `path` from `folder`, as reports show it.
///
/// # Errors
/// It cannot be read, or is not text.
pub(crate) fn source(files: &dyn Files, folder: &Path, path: &Path) -> Result<Source, Notice> {
    let name = shown(folder, path);
    named_source(&name, files.read(&folder.join(path)))
}

/// The source of the bytes of a file that the user named.
pub(crate) fn named_source(name: &str, bytes: Result<Vec<u8>, String>) -> Result<Source, Notice> {
    let bytes = bytes.map_err(|message| Notice::failure(name, message))?;
    Source::from_bytes(name, bytes).map_err(|error| Notice::failure(name, error.to_string()))
}

/// The source of the bytes of a file that was found. `None` if they are not text, which is not an error there.
pub(super) fn found_source(name: &str, bytes: Result<Option<Vec<u8>>, String>) -> Result<Option<Source>, Notice> {
    let Some(bytes) = bytes.map_err(|message| Notice::failure(name, message))? else { return Ok(None) };
    match Source::from_bytes(name, bytes) {
        Ok(source) => Ok(Some(source)),
        Err(SourceError::Binary) => Ok(None),
        Err(error) => Err(Notice::failure(name, error.to_string())),
    }
}

/// A path from the root, without `.` and `..` on the way.
pub(crate) fn absolute(folder: &Path, path: &Path) -> PathBuf {
    plain(&folder.join(path))
}

/// A path without `.` and `..` on the way, resolved without asking the file system.
pub(crate) fn plain(path: &Path) -> PathBuf {
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
pub(crate) fn shown(folder: &Path, path: &Path) -> String {
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

/// The same of a path that is shown as it is written, which is decided without parsing it.
fn plainly_shown<'p>(folder: &Path, path: &'p Path) -> Option<&'p str> {
    let path = path.to_str().filter(|_| !cfg!(windows))?;
    let below = folder.to_str().and_then(|folder| path.strip_prefix(folder)?.strip_prefix('/')).unwrap_or(path);
    below.split('/').all(|part| !matches!(part, "" | ".")).then_some(below)
}

/// A path in Unicode. Bytes that are not Unicode print as `<0xNN>`, so that names stay distinct.
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
pub(crate) fn slashed(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) { crate::config::slashed(&shown) } else { shown.into_owned() }
}

/// Whether a file of this name is worth reading, though nobody named it: a format reads files of its extension.
pub(crate) fn is_promising(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    inputs::extensions().any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_from_the_root_without_detours() {
        for (folder, path, expected) in [
            ("/r", "a.json", "/r/a.json"),
            ("/r/in", "../a.json", "/r/a.json"),
            ("/r", "./in/../out/./a.json", "/r/out/a.json"),
            ("/r", "/elsewhere/a.json", "/elsewhere/a.json"),
        ] {
            assert_eq!(absolute(Path::new(folder), Path::new(path)), Path::new(expected));
        }
    }
}
