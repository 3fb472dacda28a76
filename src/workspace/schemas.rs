//! Reads JSON Schemas of the user, and the files that they refer to.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{self, Files, Kind, absolute, found_source, named_source};
use crate::check::schema_file;
use crate::config::{self, Problem, Section};
use crate::report::{Checked, Notice};
use crate::schema::JsonSchema;
use crate::text::Span;

/// Why there is no schema.
pub(crate) enum Broken {
    /// A file could not be read.
    Unreadable(Notice),
    /// What is wrong in the files.
    Wrong(Vec<Checked>),
}

/// The extension of schemas that nobody named on the command line: errors quote its text, so a configuration or a
/// schema must not make the program read files of other kinds.
const EXTENSION: &str = "json";

/// The schema in the file at `path`, from `folder`, which the user named on the command line.
pub(crate) fn chosen(files: &dyn Files, folder: &Path, path: &Path) -> Result<Arc<JsonSchema>, Broken> {
    let source = files::source(files, folder, path).map_err(Broken::Unreadable)?;
    let path = absolute(folder, path);
    read(files, folder, source, &path, &mut BTreeSet::new())
}

/// Reads the schemas that the overrides of the configuration file at `path` name. Returns the errors in the settings
/// and in the schemas. `named` gets the paths of all files that were read.
pub(super) fn of_overrides(
    files: &dyn Files,
    folder: &Path,
    section: &mut Section,
    path: &Path,
    named: &mut BTreeSet<PathBuf>,
) -> (Vec<Problem>, Vec<Checked>) {
    let (mut problems, mut broken) = (Vec::new(), Vec::new());
    for setting in section.overrides.iter_mut().filter_map(|entry| entry.schema.as_mut()) {
        let file = absolute(path.parent().unwrap_or(path), Path::new(&config::slashed(&setting.file.value)));
        let place = setting.file.span;
        match found(files, folder, &file, named) {
            Ok(schema) => setting.schema = Some(schema),
            Err(Broken::Unreadable(notice)) if notice.message == files::NO_SUCH_FILE => {
                problems.push(missing(&place, &notice.path));
            }
            Err(Broken::Unreadable(notice)) => {
                problems.push(unusable(&place, &notice.path, &notice.message, "The file must hold a JSON Schema."));
            }
            Err(Broken::Wrong(schema)) => {
                let names = schema.iter().filter(|it| !it.findings.is_empty()).map(|it| it.source.name());
                let help = format!("What is wrong is reported in {}.", names.collect::<Vec<_>>().join(", "));
                let message = format!("the schema `{}` cannot be used", setting.file.value);
                problems.push(Problem::new(place, message, "not a schema").help(help));
                broken.extend(schema);
            }
        }
    }
    (problems, broken)
}

/// The schema in a file that a configuration names.
fn found(
    files: &dyn Files,
    folder: &Path,
    path: &Path,
    named: &mut BTreeSet<PathBuf>,
) -> Result<Arc<JsonSchema>, Broken> {
    let name = files::shown(folder, path);
    let notice = |message: &str| Broken::Unreadable(Notice::failure(name.clone(), message));
    named.insert(path.to_owned());
    if files.kind(path).is_some() && !is_schema(files, path) {
        return Err(notice("is not named, or leads to a file that is not named, with `.json` at its end; not read"));
    }
    let source = found_source(&name, files.read_found(path)).map_err(Broken::Unreadable)?;
    read(files, folder, source.ok_or_else(|| notice("is not text"))?, path, named)
}

/// Reads the files that a schema refers to. They lie in the folder in which it is named, or below.
fn read(
    files: &dyn Files,
    folder: &Path,
    source: crate::source::Source,
    path: &Path,
    named: &mut BTreeSet<PathBuf>,
) -> Result<Arc<JsonSchema>, Broken> {
    let home = path.parent().unwrap_or(folder);
    let root = files.real(home);
    let mut load = |below: &str| {
        let file = home.join(below);
        named.insert(file.clone());
        let target = files.real(&file).ok_or("is not there")?;
        if !root.as_ref().is_some_and(|root| target.starts_with(root)) {
            return Err("leads out of the folder of the schema; not read".to_owned());
        }
        if !is_schema(files, &file) {
            return Err("has not the extension `.json`; not read".to_owned());
        }
        if files.kind(&file) != Some(Kind::File) {
            return Err("is not a file".to_owned());
        }
        named_source(&files::shown(folder, &file), files.read(&file)).map_err(|notice| notice.message)
    };
    schema_file::read(source, &mut load).map_err(Broken::Wrong)
}

/// Whether the file that a path leads to has the extension of a schema.
fn is_schema(files: &dyn Files, path: &Path) -> bool {
    let is_json = |path: &Path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION));
    is_json(path) && files.real(path).is_some_and(|target| is_json(&target))
}

/// A setting that names a missing file.
pub(super) fn missing(span: &Span, name: &str) -> Problem {
    Problem::new(*span, format!("there is no file `{name}`"), "not found")
        .help("The path is from the folder of this file.")
}

/// A setting that names a file which cannot be used.
pub(super) fn unusable(span: &Span, name: &str, message: &str, content: &'static str) -> Problem {
    if message == files::NO_SUCH_FILE {
        return missing(span, name);
    }
    Problem::new(*span, format!("`{name}` {message}"), "cannot be used").help(content)
}
