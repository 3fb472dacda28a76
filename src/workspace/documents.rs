//! The open documents of an editor, which may be unsaved, over another source of files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use super::files::{Files, Kind, NO_SUCH_FILE, is_promising};
use crate::report::Notice;

/// Documents by their paths from the root. Other files come from `below`.
#[derive(Debug)]
pub(crate) struct Documents {
    texts: RwLock<BTreeMap<PathBuf, Arc<str>>>,
    below: Option<Arc<dyn Files>>,
}

impl Documents {
    /// Creates it without documents. Without `below` there are no other files.
    #[must_use]
    pub(crate) fn over(below: Option<Arc<dyn Files>>) -> Self {
        Self { texts: RwLock::default(), below }
    }

    /// Opens a document, or changes its text.
    pub(crate) fn set(&self, path: &Path, text: &str) {
        self.texts.write().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), text.into());
    }

    /// Closes a document, so that the file of `below` is used again.
    pub(crate) fn close(&self, path: &Path) {
        self.texts.write().unwrap_or_else(PoisonError::into_inner).remove(path);
    }

    fn text(&self, path: &Path) -> Option<Arc<str>> {
        self.texts.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    /// The documents in a folder and those below it.
    fn inside(&self, folder: &Path) -> Vec<PathBuf> {
        let texts = self.texts.read().unwrap_or_else(PoisonError::into_inner);
        texts.keys().filter(|path| path.starts_with(folder)).cloned().collect()
    }
}

impl Files for Documents {
    fn kind(&self, path: &Path) -> Option<Kind> {
        if self.text(path).is_some() {
            return Some(Kind::File);
        }
        let below = self.below.as_ref().and_then(|below| below.kind(path));
        below.or_else(|| self.inside(path).first().map(|_| Kind::Folder))
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        let below = self.below.as_ref().and_then(|below| below.real(path));
        below.or_else(|| self.kind(path).map(|_| path.to_owned()))
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        match (self.text(path), &self.below) {
            (Some(text), _) => Ok(text.as_bytes().to_vec()),
            (None, Some(below)) => below.read(path),
            (None, None) => Err(NO_SUCH_FILE.to_owned()),
        }
    }

    fn read_found(&self, path: &Path) -> Result<Option<Vec<u8>>, String> {
        match (self.text(path), &self.below) {
            (None, Some(below)) => below.read_found(path),
            _ => self.read(path).map(Some),
        }
    }

    fn walk(&self, folder: &Path, found: &mut dyn FnMut(PathBuf)) -> Vec<Notice> {
        let documents: BTreeSet<PathBuf> = self.inside(folder).into_iter().filter(|path| is_promising(path)).collect();
        let notices = self.below.as_ref().map_or(Vec::new(), |below| {
            below.walk(folder, &mut |path| {
                if !documents.contains(&path) {
                    found(path);
                }
            })
        });
        documents.into_iter().for_each(found);
        notices
    }
}
