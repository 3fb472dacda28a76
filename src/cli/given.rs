//! The files that options of a command give for a setting: they count before what a configuration file says.

use std::path::Path;
use std::sync::Arc;

use super::contributed::Contributed;
use super::{CommandContext, Failure};
use crate::catalogue::Catalogue;
use crate::config::Section;
use crate::operation::OwnKind;
use crate::operations;
use crate::workspace::disk::Disk;
use crate::workspace::files;

/// The same settings, with Graph's metadata and the files of options that operations contribute.
pub(super) fn with_files(
    mut section: Section,
    metadata: Option<&Path>,
    contributed: &Contributed,
    shell: &CommandContext<'_, '_>,
) -> Result<Section, Failure> {
    let failure = |name: &str, message: &str| Failure::Message(format!("{name}: {message}"));
    let folder = &shell.environment.folder;
    if let Some(path) = metadata {
        let source = files::source(&Disk::new(folder), folder, path).map_err(|it| failure(&it.path, &it.message))?;
        let catalogue = Catalogue::from_csdl(source.text(), source.name());
        let catalogue = catalogue.map_err(|problem| failure(source.name(), &problem))?;
        section = section.with_metadata(Arc::new(catalogue));
    }
    for setting in operations::settings() {
        let OwnKind::Files(kind) = &setting.kind else { continue };
        let Some(path) = contributed.file(kind.option) else { continue };
        let source = files::source(&Disk::new(folder), folder, path).map_err(|it| failure(&it.path, &it.message))?;
        let content = (kind.read)(source.text()).map_err(|error| failure(source.name(), &error))?;
        section = section.with_file(setting, source.name().to_owned(), content);
    }
    Ok(section)
}
