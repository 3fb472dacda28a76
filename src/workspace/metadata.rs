//! Reads the files of Graph's metadata that configuration files name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{self, Files, absolute, found_source};
use super::schemas::unusable;
use crate::catalogue::Catalogue;
use crate::config::{self, Problem, Section};

/// What a file must hold.
const CONTENT: &str =
    "The file must hold Graph's metadata: the answer of `GET https://graph.microsoft.com/v1.0/$metadata`.";

/// Reads those that the configuration file at `path` names, from `folder`, and returns what is wrong with the settings.
/// `named` gets the paths of all files that were read.
pub(super) fn of(
    files: &dyn Files,
    folder: &Path,
    section: &mut Section,
    path: &Path,
    named: &mut BTreeSet<PathBuf>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let overrides = section.overrides.iter_mut().map(|entry| &mut entry.metadata);
    for setting in std::iter::once(&mut section.metadata).chain(overrides).flatten() {
        let file = absolute(path.parent().unwrap_or(path), Path::new(&config::slashed(&setting.file.value)));
        named.insert(file.clone());
        let name = files::shown(folder, &file);
        let source = found_source(&name, files.read_found(&file)).map_err(|it| (it.path, it.message));
        let source = source.and_then(|source| source.ok_or_else(|| (name.clone(), "is not text".to_owned())));
        match source.and_then(|source| Catalogue::from_csdl(source.text(), &name).map_err(|problem| (name, problem))) {
            Ok(catalogue) => setting.catalogue = Some(Arc::new(catalogue)),
            Err((name, message)) => problems.push(unusable(&setting.file.span, &name, &message, CONTENT)),
        }
    }
    problems
}
