//! `config`: the effective settings of a path, and where each comes from; or the JSON Schema of the file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Config, Configuration};
use super::{CommandContext, EXIT_CLEAN, EXIT_FAILURE, Failure};
use crate::config::{self, Section};
use crate::rules;
use crate::workspace::disk::Disk;
use crate::workspace::files::{absolute, shown};
use crate::workspace::{Search, Workspace};

pub(super) fn run(options: &Config, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
    if options.schema {
        writeln!(shell.streams.stdout, "{:#}", config::json_schema(&rules::infos()))?;
        return Ok(EXIT_CLEAN);
    }
    let folder = shell.environment.folder.clone();
    let search = search(&options.configuration, &folder)?;
    let mut workspace = Workspace::new(Arc::new(Disk::new(&folder)), &folder, search, Section::default());
    let path = options.path.clone().unwrap_or_else(|| PathBuf::from("."));
    let name = shown(&folder, &path);
    // For a folder, show the settings of a file that no override matches.
    let is_folder = folder.join(&path).is_dir();
    let asked = if is_folder { path.join("*") } else { path };
    let about = if is_folder { format!("files in {name}") } else { name };
    let resolved = workspace.config_of(&asked);
    if let Some(report) = workspace.objections() {
        shell.object(&report)?;
        return Ok(EXIT_FAILURE);
    }
    if let Some(resolved) = resolved {
        let shown = config::shown(&resolved.effective, &resolved.chain, &resolved.covering, &about);
        shell.streams.stdout.write_all(crate::source::visible(&shown, true).as_bytes())?;
    }
    Ok(EXIT_CLEAN)
}

/// Where to look for configurations, according to the options.
pub(super) fn search(choice: &Configuration, folder: &Path) -> Result<Search, Failure> {
    match &choice.config {
        _ if choice.isolated => Ok(Search::Nowhere),
        Some(file) if !folder.join(file).exists() => {
            Err(Failure::Message(format!("{}: there is no such file", shown(folder, file))))
        }
        Some(file) => Ok(Search::File(absolute(folder, file))),
        None => Ok(Search::Nearest),
    }
}
