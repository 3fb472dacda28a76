//! Where baselines are, which decides what the paths in them mean.

use std::path::{Component, Path, PathBuf};

use super::STDIN;
use super::files::{self, absolute};
use crate::baseline::Baseline;
use crate::finding::Finding;
use crate::fingerprint;
use crate::report::Checked;
use crate::source::Source;
use crate::text::fingerprint::Fingerprint;

/// Where a baseline is. Its paths are relative to its folder, so that they mean the same in a run from any folder.
#[derive(Debug)]
pub(crate) struct Place {
    /// As the user wrote it, or as it is shown from the folder of the run.
    pub(crate) file: PathBuf,
    /// The folder that the run starts from.
    pub(crate) start: PathBuf,
    /// The folder of the baseline, from the root.
    pub(crate) folder: PathBuf,
}

impl Place {
    pub(crate) fn new(file: &Path, start: &Path) -> Self {
        let full = absolute(start, file);
        let folder = full.parent().unwrap_or(start).to_owned();
        Self { file: file.to_owned(), start: start.to_owned(), folder }
    }

    /// The path of a source relative to the folder of the baseline. Standard input keeps its name.
    pub(crate) fn path(&self, name: &str) -> String {
        if self.folder == self.start || name == STDIN {
            return name.to_owned();
        }
        files::shown(Path::new(""), &relative(&self.folder, &absolute(&self.start, Path::new(name))))
    }

    /// The key that identifies findings like this one.
    pub(crate) fn alike(&self, path: &str, source: &Source, finding: &Finding) -> Fingerprint {
        if path == source.name() { finding.identity.alike } else { fingerprint::alike(path, source, finding) }
    }
}

/// The relative path from a folder to a file, both given from the root.
fn relative(folder: &Path, file: &Path) -> PathBuf {
    let shared = folder.components().zip(file.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        // Another drive.
        return file.to_owned();
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(file.components().skip(shared)).collect()
}

/// Removes the findings of a source that the baseline knows.
pub(crate) fn take_known(place: &Place, baseline: &mut Baseline, checked: &mut Checked) {
    let path = place.path(checked.source.name());
    baseline.compare(checked, &path, |source, finding| place.alike(&path, source, finding));
}
