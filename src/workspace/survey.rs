//! The files that a run leaves out, and why. It walks every folder a second time, so it is made only for
//! `--show-files`, and if a run checked nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Workspace;
use super::exclusion::Exclusion;
use super::files::{Kind, absolute, is_promising, shown};
use super::plan::{Request, is_stdin};

/// How many files are looked at: an ignored folder may hold very many.
const MOST: usize = 20_000;

/// The files that a run meets.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Those that it looks into, by their names in reports.
    pub(crate) looked_at: BTreeSet<String>,
    /// Files that it does not look into, or folders that it leaves out as a whole, which end in `/`.
    pub(crate) left_out: BTreeMap<String, LeftOut>,
    /// The number of files of each extension that no format has, in lower case and without the dot; it may be empty.
    pub(crate) extensions: BTreeMap<String, usize>,
    /// Whether there were too many files to look at all of them.
    pub(crate) is_cut: bool,
}

/// A file or a folder that is left out.
#[derive(Debug)]
pub(crate) struct LeftOut {
    pub(crate) reason: Reason,
    /// How many files that is, of those that a format might read.
    pub(crate) files: usize,
}

/// Why a file is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// By this glob, with the place where it is written.
    Excluded(String),
    /// `.gitignore` or `.ignore` names it, or a folder that it lies in.
    Ignored,
}

impl Survey {
    /// How many files there are.
    pub(crate) fn seen(&self) -> usize {
        let left_out: usize = self.left_out.values().map(|left_out| left_out.files).sum();
        self.looked_at.len() + left_out + self.extensions.values().sum::<usize>()
    }

    fn leave_out(&mut self, name: String, reason: Reason) {
        self.left_out.entry(name).or_insert(LeftOut { reason, files: 0 }).files += 1;
    }
}

impl Workspace {
    /// The files of `request`, each with what happens to it. Hidden files are not listed.
    pub(crate) fn survey(&mut self, request: &Request) -> Survey {
        let (files, folder) = (self.files(), self.folder().to_owned());
        let mut survey = Survey::default();
        for path in request.roots().into_iter().filter(|path| !is_stdin(path)) {
            let root = folder.join(path);
            if files.kind(&root) == Some(Kind::Folder) {
                // A named file is checked, except with `--force-exclude`.
                let wanted = (!request.force_exclude).then_some(path);
                self.survey_folder(&root, wanted, &mut survey);
            } else {
                let excluded = if request.force_exclude { self.excluding(None, path) } else { None };
                match excluded {
                    Some((at, glob)) => survey.leave_out(shown_part(&folder, path, &at), Reason::Excluded(glob)),
                    None => survey.looked_at.extend([shown(&folder, path)]),
                }
            }
        }
        // A file that is left out of a folder may also be named itself.
        let Survey { looked_at, left_out, .. } = &mut survey;
        left_out.retain(|name, _| !looked_at.contains(name));
        survey
    }

    fn survey_folder(&mut self, root: &Path, wanted: Option<&Path>, survey: &mut Survey) {
        let (files, folder) = (self.files(), self.folder().to_owned());
        let (mut listed, mut all) = (BTreeSet::new(), BTreeSet::new());
        let _ = files.walk(root, &mut |file| listed.extend([file]));
        survey.is_cut |= !files.walk_all(root, MOST, &mut |file| all.extend([file]));
        let around: BTreeSet<&Path> = listed.iter().flat_map(|file| file.ancestors().skip(1)).collect();
        for file in all.union(&listed) {
            if !is_promising(file) {
                let extension = file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
                *survey.extensions.entry(extension).or_default() += 1;
            } else if !listed.contains(file) {
                // The highest folder in which everything is ignored represents all its files.
                let is_ignored = |part: &&Path| *part != root && !around.contains(part);
                let part = file.ancestors().take_while(is_ignored).last().unwrap_or(file);
                survey.leave_out(shown_part(&folder, file, part), Reason::Ignored);
            } else if let Some((at, glob)) = self.excluding(wanted, file) {
                survey.leave_out(shown_part(&folder, file, &at), Reason::Excluded(glob));
            } else {
                survey.looked_at.insert(shown(&folder, file));
            }
        }
    }

    /// The glob that leaves the file out, with its place, and the file or folder that it matches, from the root.
    /// `wanted` is the folder that is searched.
    fn excluding(&mut self, wanted: Option<&Path>, file: &Path) -> Option<(PathBuf, String)> {
        Exclusion::below(&mut self.configs, wanted).reason(file)
    }
}

/// A file, or a folder that it lies in, as reports show it.
fn shown_part(folder: &Path, file: &Path, part: &Path) -> String {
    let is_file = part.file_name() == file.file_name() && absolute(folder, file) == absolute(folder, part);
    format!("{}{}", shown(folder, part), if is_file { "" } else { "/" })
}
