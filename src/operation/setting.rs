//! Settings that only one operation has. It contributes them to the configuration, which knows no more than their form.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A setting of one operation.
#[derive(Debug)]
pub(crate) struct OwnSetting {
    pub(crate) name: &'static str,
    /// What it does, in Markdown, as editors and the documentation show it.
    pub(crate) about: &'static str,
    /// What holds without it, as TOML.
    pub(crate) default: &'static str,
    /// Lines of TOML that use it.
    pub(crate) example: &'static str,
    pub(crate) kind: OwnKind,
}

/// What a setting of an operation takes.
#[derive(Debug)]
pub(crate) enum OwnKind {
    /// One of a few words.
    Choice(&'static [Choice]),
    /// A table from ids to paths of files, `*` for all others.
    Files(&'static Files),
}

/// A word that a setting takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    pub(crate) word: &'static str,
    pub(crate) about: &'static str,
}

/// What a setting of files takes.
#[derive(Debug)]
pub(crate) struct Files {
    /// What its keys are, in the plural.
    pub(crate) keys: &'static str,
    /// What a file must hold, as a sentence.
    pub(crate) content: &'static str,
    /// Reads the text of a file.
    pub(crate) read: fn(&str) -> Result<Loaded, String>,
    /// The option of the command line that names one file for every id, without the dashes.
    pub(crate) option: &'static str,
    pub(crate) option_about: &'static str,
}

/// What a file of a setting holds.
pub(crate) type Loaded = Arc<dyn Any + Send + Sync>;

/// Stands for every id that has no file of its own.
pub(crate) const EVERY: &str = "*";

/// The values of the settings that operations contribute.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnValues {
    words: BTreeMap<&'static str, String>,
    /// By the name of the setting and the id in lower case.
    files: BTreeMap<&'static str, BTreeMap<String, Loaded>>,
}

impl OwnValues {
    /// The word that the setting `name` has.
    pub(crate) fn word(&self, name: &str) -> Option<&str> {
        self.words.get(name).map(String::as_str)
    }

    /// What the file of the setting `name` holds that is meant for `id`, in whatever case.
    pub(crate) fn file<T: 'static>(&self, name: &str, id: Option<&str>) -> Option<&T> {
        let files = self.files.get(name)?;
        let own = id.and_then(|id| files.get(&id.to_ascii_lowercase()));
        own.or_else(|| files.get(EVERY))?.downcast_ref()
    }

    /// Whether the setting `name` has any value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.words.contains_key(name) || self.files.get(name).is_some_and(|files| !files.is_empty())
    }

    pub(crate) fn set_word(&mut self, name: &'static str, word: &str) {
        self.words.insert(name, word.to_owned());
    }

    /// Sets the file for `id`.
    pub(crate) fn set_file(&mut self, name: &'static str, id: &str, content: Loaded) {
        self.files.entry(name).or_default().insert(id.to_ascii_lowercase(), content);
    }

    /// Forgets the files of the setting `name`.
    pub(crate) fn clear_files(&mut self, name: &str) {
        self.files.remove(name);
    }
}
