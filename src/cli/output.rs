//! Where reports go: standard output, or files that are written whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::formats::{self, Format};

/// A report to be written.
pub(super) struct Output {
    pub(super) format: &'static Format,
    /// None is standard output.
    pub(super) file: Option<PathBuf>,
}

/// The reports that `--format` and `--output-file` ask for. A file belongs to the format before it, one that stands
/// before all formats to the first.
pub(super) fn outputs(matches: Option<&ArgMatches>) -> Result<Vec<Output>, String> {
    let mut outputs = Vec::new();
    let mut places = Vec::new();
    for (place, name) in with_places::<String>(matches, "format") {
        outputs.extend(formats::find(name).map(|format| Output { format, file: None }));
        places.push(place);
    }
    if outputs.is_empty() {
        outputs.push(Output { format: &formats::FORMATS[0], file: None });
        places.push(0);
    }
    for (place, file) in with_places::<PathBuf>(matches, "output_file") {
        let index = places.partition_point(|&format| format < place).saturating_sub(1);
        let output = &mut outputs[index];
        if output.file.is_some() {
            return Err(format!(
                "two files are named for the format `{}`; write each --output-file behind its own --format",
                output.format.name
            ));
        }
        output.file = Some(file.clone());
    }
    let mut on_stdout = outputs.iter().filter(|output| output.file.is_none()).map(|output| output.format.name);
    if let (Some(one), Some(other)) = (on_stdout.next(), on_stdout.next()) {
        return Err(format!(
            "the formats `{one}` and `{other}` both go to standard output; write --output-file FILE behind one of them"
        ));
    }
    Ok(outputs)
}

/// The values of an option, each with its place among the arguments.
fn with_places<'m, T: Clone + Send + Sync + 'static>(
    matches: Option<&'m ArgMatches>,
    id: &str,
) -> impl Iterator<Item = (usize, &'m T)> {
    let places = matches.and_then(|matches| matches.indices_of(id)).into_iter().flatten();
    places.zip(matches.and_then(|matches| matches.get_many(id)).into_iter().flatten())
}

/// What to tell of a file that could not be written.
pub(super) fn unwritable(file: &Path, error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        _ => error.to_string(),
    };
    format!("{}: could not be written: {why}", file.display())
}

/// Writes a file by way of a temporary one beside it, so that no reader ever sees half of it.
pub(super) fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // A device or a pipe is written as it is; a link is followed, so that it stays one.
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return write(&mut fs::OpenOptions::new().write(true).open(path)?);
    }
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = (|| {
        let mut file = BufWriter::new(fs::OpenOptions::new().write(true).create_new(true).open(&temporary)?);
        write(&mut file)?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        if let Ok(metadata) = fs::metadata(&path) {
            file.set_permissions(metadata.permissions())?;
        }
        drop(file);
        fs::rename(&temporary, &path)
    })();
    if written.is_err() {
        // What went wrong is told already.
        let _ = fs::remove_file(&temporary);
    }
    written
}
