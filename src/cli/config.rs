//! `config`: what is in force for a path, and where each setting comes from; or the JSON Schema of the file.

use std::path::PathBuf;

use super::args::Config;
use super::configs::Configs;
use super::{CommandContext, EXIT_CLEAN, EXIT_FAILURE, Failure, files};
use crate::config::{self, Section};
use crate::rules;

pub(super) fn run(options: &Config, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
    if options.schema {
        writeln!(shell.streams.stdout, "{:#}", config::json_schema(&rules::infos()))?;
        return Ok(EXIT_CLEAN);
    }
    let folder = shell.environment.folder.clone();
    let mut configs = Configs::new(&options.configuration, Section::default(), &folder)?;
    let path = options.path.clone().unwrap_or_else(|| PathBuf::from("."));
    let name = files::shown(&folder, &path);
    // In a folder it is what is in force for a file that no override is about.
    let is_folder = folder.join(&path).is_dir();
    let asked = if is_folder { path.join("*") } else { path };
    let about = if is_folder { format!("files in {name}") } else { name };
    let resolved = configs.of(&asked);
    if let Some(report) = configs.objections() {
        shell.object(&report)?;
        return Ok(EXIT_FAILURE);
    }
    if let Some(resolved) = resolved {
        let shown = config::shown(&resolved.effective, &resolved.chain, &resolved.covering, &about);
        shell.streams.stdout.write_all(crate::source::visible(&shown, true).as_bytes())?;
    }
    Ok(EXIT_CLEAN)
}
