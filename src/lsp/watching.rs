//! Asks the client to watch the files that configurations are read from.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};

#[derive(Debug, Default)]
pub(super) struct Watching {
    /// The files that are watched beside those that have the name of a configuration.
    files: BTreeSet<PathBuf>,
}

/// The registration of what has the name of a configuration.
pub(super) fn configurations() -> Value {
    registration("msgraph-lint-configurations", ["**/msgraph-lint.toml", "**/.msgraph-lint.toml"].map(str::to_owned))
}

impl Watching {
    /// The registration of more files, of which some are not watched yet, or `None` if all are.
    pub(super) fn more(&mut self, files: BTreeSet<PathBuf>) -> Option<Value> {
        let new: Vec<PathBuf> = files.into_iter().filter(|file| self.files.insert(file.clone())).collect();
        let id = format!("msgraph-lint-files-{}", self.files.len());
        let globs = new.iter().map(|file| file.to_string_lossy().replace('\\', "/"));
        (!new.is_empty()).then(|| registration(&id, globs))
    }
}

fn registration(id: &str, globs: impl IntoIterator<Item = String>) -> Value {
    let watchers: Vec<Value> = globs.into_iter().map(|glob| json!({ "globPattern": glob })).collect();
    json!({ "registrations": [{
        "id": id,
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": { "watchers": watchers },
    }] })
}
