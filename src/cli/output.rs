//! Where reports go: to standard output, or to files.

use std::path::PathBuf;

use clap::ArgMatches;

use crate::formats::{self, Format};

/// A report that is requested.
pub(super) struct Output {
    pub(super) format: &'static Format,
    pub(super) file: Option<PathBuf>,
}

/// The reports that `--format` and `--output-file` ask for. A file belongs to the format before it, or to the first
/// format if there is none before it.
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
                "two files are named for the format `{}`; write each --output-file after its own --format",
                output.format.name
            ));
        }
        output.file = Some(file.clone());
    }
    let mut on_stdout = outputs.iter().filter(|output| output.file.is_none()).map(|output| output.format.name);
    if let (Some(one), Some(other)) = (on_stdout.next(), on_stdout.next()) {
        return Err(format!(
            "the formats `{one}` and `{other}` both go to standard output; write --output-file FILE after one of them"
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
