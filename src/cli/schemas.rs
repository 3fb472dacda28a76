//! Reads JSON Schemas of the user's, and the files that they refer to.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::configs::absolute;
use super::files;
use crate::check::schema_file;
use crate::config::{self, Problem, Section};
use crate::report::{Checked, Notice};
use crate::schema::JsonSchema;
use crate::text::Span;

/// Why there is no schema.
pub(super) enum Broken {
    /// A file could not be read.
    Unreadable(Notice),
    /// What is wrong in the files.
    Wrong(Vec<Checked>),
}

/// The extension of schemas that nobody named on the command line: what is wrong in one is shown, and whoever wrote a
/// configuration or a schema must not lead the program to files of other kinds.
const EXTENSION: &str = "json";

/// The schema in the file at `path`, which is shown as `name`. `is_chosen` says that whoever started the program named it.
pub(super) fn read(folder: &Path, name: String, path: &Path, is_chosen: bool) -> Result<Arc<JsonSchema>, Broken> {
    let path = folder.join(path);
    let notice = |message: &str| Broken::Unreadable(Notice::failure(name.clone(), message));
    if !is_chosen && path.exists() && !is_schema(&path) {
        return Err(notice("is not named, or leads to a file that is not named, with `.json` at its end; not read"));
    }
    let source = match is_chosen {
        true => files::read_as(name.clone(), folder, &path).map_err(Broken::Unreadable)?,
        false => files::read_found(name.clone(), folder, &path)
            .map_err(Broken::Unreadable)?
            .ok_or_else(|| notice("is no text"))?,
    };
    // Files that it refers to lie below the folder that it really lies in, or below the one in which it is named.
    let home = path.parent().unwrap_or(folder).to_owned();
    let root = fs::canonicalize(&home).ok();
    let mut load = |below: &str| {
        let file = home.join(below);
        let words = |error: &io::Error| match error.kind() {
            io::ErrorKind::NotFound => "is not there".to_owned(),
            _ => files::words(error),
        };
        let target = fs::canonicalize(&file).map_err(|error| words(&error))?;
        if !root.as_ref().is_some_and(|root| target.starts_with(root)) {
            return Err("leads out of the folder of the schema; not read".to_owned());
        }
        if !is_schema(&file) {
            return Err("has not the extension `.json`; not read".to_owned());
        }
        let name = files::shown(folder, &file);
        let source = files::read_found(name, folder, &file).map_err(|notice| notice.message)?;
        source.ok_or_else(|| "is no text".to_owned())
    };
    schema_file::read(source, &mut load).map_err(Broken::Wrong)
}

/// Whether the file that a path leads to has the extension of a schema.
fn is_schema(path: &Path) -> bool {
    let is_json = |path: &Path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION));
    is_json(path) && fs::canonicalize(path).is_ok_and(|target| is_json(&target))
}

/// Reads the schemas that the overrides of a configuration file name. What is wrong with the settings, and in the schemas.
pub(super) fn read_named(folder: &Path, section: &mut Section, path: &Path) -> (Vec<Problem>, Vec<Checked>) {
    let (mut problems, mut broken) = (Vec::new(), Vec::new());
    for setting in section.overrides.iter_mut().filter_map(|entry| entry.schema.as_mut()) {
        let file = absolute(path.parent().unwrap_or(path), Path::new(&config::slashed(&setting.file.value)));
        let name = files::shown(folder, &file);
        let place = setting.file.span;
        match read(folder, name, &file, false) {
            Ok(schema) => setting.schema = Some(schema),
            Err(Broken::Unreadable(notice)) if notice.message == files::NO_SUCH_FILE => {
                problems.push(missing(&place, &notice.path));
            }
            Err(Broken::Unreadable(notice)) => {
                let message = format!("`{}` {}", notice.path, notice.message);
                let problem = Problem::new(place, message, "cannot be used");
                problems.push(problem.help("The file must hold a JSON Schema."));
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

/// A setting that names a file which is not there.
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
