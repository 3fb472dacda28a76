//! `--baseline`, `--write-baseline`, `--prune-baseline` and the setting `baseline`: reads and writes the files, and reports
//! their stale entries.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::run_options::{BaselineChoice, RunOptions};
use super::write as whole;
use super::{CommandContext, Failure};
use crate::baseline::{Baseline, Entry};
use crate::config::Config;
use crate::report::{Checked, Notice};
use crate::rules;
use crate::text::secret;
use crate::workspace::baselines::{Place, take_known};
use crate::workspace::files::{self, absolute};
use crate::workspace::{Plan, Workspace};

/// How many stale entries are listed one by one.
const LISTED: usize = 10;

/// How a run uses baselines.
pub(super) enum BaselineRun {
    Absent,
    /// It hides the findings that these know.
    Known(KnownFindings),
    /// It writes a new baseline.
    New(Place, Baseline),
}

/// The baselines that a run compares its findings with.
pub(super) struct KnownFindings {
    baselines: Vec<(Place, Baseline)>,
    /// Which of them knows a source, by the name of the source. `None` where one of the command line knows all.
    by_source: Option<HashMap<String, usize>>,
    /// Whether to remove entries whose findings are gone.
    prune: bool,
}

impl BaselineRun {
    /// The baselines that the options name, or else those of the configurations of the planned files.
    pub(super) fn open(options: &RunOptions, workspace: &Workspace, plan: &Plan) -> Result<Self, Failure> {
        let start = workspace.folder();
        let prune = match &options.baseline {
            BaselineChoice::Write(file) => return Ok(Self::New(Place::new(file, start), Baseline::default())),
            BaselineChoice::Compare { file, prune } => {
                let baseline = read(file, workspace)?;
                let baselines = vec![(Place::new(file, start), baseline)];
                return Ok(Self::Known(KnownFindings { baselines, by_source: None, prune: *prune }));
            }
            BaselineChoice::Configured { prune } => *prune,
        };
        let mut by_file: BTreeMap<PathBuf, usize> = BTreeMap::new();
        let (mut baselines, mut by_source) = (Vec::new(), HashMap::new());
        for task in &plan.tasks {
            let Some(setting) = task.settings.resolved.baseline() else { continue };
            let index = match by_file.get(&setting.file) {
                Some(&known) => known,
                None => {
                    let file = PathBuf::from(files::shown(start, &setting.file));
                    if workspace.files().kind(&setting.file).is_none() {
                        let (file, place) = (file.display(), &setting.place);
                        return Err(Failure::Message(format!(
                            "{file}: there is no such file; it is the `baseline` of {place}, and `--write-baseline {file}` \
                             writes it"
                        )));
                    }
                    baselines.push((Place::new(&file, start), read(&file, workspace)?));
                    by_file.insert(setting.file, baselines.len() - 1);
                    baselines.len() - 1
                }
            };
            by_source.insert(task.name.clone(), index);
        }
        match baselines.is_empty() {
            false => Ok(Self::Known(KnownFindings { baselines, by_source: Some(by_source), prune })),
            true if prune => Err(Failure::Message(
                "--prune-baseline: there is no baseline; give it with --baseline, or with `baseline` in the configuration"
                    .to_owned(),
            )),
            true => Ok(Self::Absent),
        }
    }

    pub(super) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The files that were read.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        let known = match self {
            Self::Known(known) => &known.baselines[..],
            Self::Absent | Self::New(..) => &[],
        };
        known.iter().map(|(place, _)| place.file.as_path())
    }

    /// Removes the known findings of a source.
    pub(super) fn take(&mut self, checked: &mut Checked) {
        match self {
            Self::Absent => {}
            Self::Known(known) => {
                let Some((place, baseline)) = known.of(checked.source.name()) else { return };
                take_known(place, baseline, checked);
            }
            Self::New(place, baseline) => {
                let path = place.path(checked.source.name());
                baseline.add(checked, &path, |source, finding| place.alike(&path, source, finding));
            }
        }
    }

    /// If a file could not be read to its end, none of its entries is stale.
    pub(super) fn could_not_read(&mut self, notices: &[Notice]) {
        let Self::Known(known) = self else { return };
        for notice in notices {
            if let Some((place, baseline)) = known.of(&notice.path) {
                baseline.forget(&place.path(&notice.path));
            }
        }
    }

    /// Writes the new baseline, and reports stale entries, after all sources.
    pub(super) fn close(
        self,
        options: &RunOptions,
        workspace: &mut Workspace,
        shell: &mut CommandContext<'_, '_>,
    ) -> Result<(), Failure> {
        match self {
            Self::Absent => Ok(()),
            Self::New(Place { file, .. }, baseline) => {
                write(&file, &baseline, shell)?;
                note(options, shell, &format!("{}: {} written", file.display(), counted(baseline.len())));
                Ok(())
            }
            Self::Known(KnownFindings { baselines, prune, .. }) => baselines
                .into_iter()
                .try_for_each(|(place, baseline)| settle(&place, baseline, prune, options, workspace, shell)),
        }
    }
}

impl KnownFindings {
    /// The baseline that knows a source, if there is one.
    fn of(&mut self, source: &str) -> Option<&mut (Place, Baseline)> {
        let index = self.by_source.as_ref().map_or(Some(0), |by_source| by_source.get(source).copied())?;
        self.baselines.get_mut(index)
    }
}

/// Reports the stale entries of a baseline, or removes them.
fn settle(
    place: &Place,
    baseline: Baseline,
    prune: bool,
    options: &RunOptions,
    workspace: &mut Workspace,
    shell: &mut CommandContext<'_, '_>,
) -> Result<(), Failure> {
    let file = &place.file;
    let scope = Scope::new(options, workspace, place, &baseline);
    let stale = baseline.stale(|path, rule| scope.is_off(path, rule), |path| scope.is_gone(path));
    let moved = baseline.moved();
    if stale.is_empty() && (!prune || moved == 0) {
        return Ok(());
    }
    if !prune {
        report_stale(file, &stale, options, shell);
        return Ok(());
    }
    let changes = [(stale.len(), "removed", entries(stale.len())), (moved, "brought up to date", up_to_date(moved))];
    let changes = changes.iter().filter(|(count, ..)| *count > 0).map(|(_, done, what)| format!("{what} {done}"));
    let removed = format!("{}: {}", file.display(), changes.collect::<Vec<_>>().join(", "));
    let pruned = baseline.pruned(|path, rule| scope.is_off(path, rule), |path| scope.is_gone(path));
    write(file, &pruned, shell)?;
    note(options, shell, &removed);
    Ok(())
}

fn read(file: &Path, workspace: &Workspace) -> Result<Baseline, Failure> {
    let failure = |name: &str, message: &str| Failure::Message(format!("{name}: {message}"));
    let source = files::source(&*workspace.files(), workspace.folder(), file);
    let source = source.map_err(|notice| failure(&notice.path, &notice.message))?;
    Baseline::parse(source.text()).map_err(|error| failure(source.name(), &error.to_string()))
}

/// The extent of a run, which decides whether a missing finding is gone.
struct Scope<'c> {
    /// The folder of the baseline.
    folder: &'c Path,
    workspace: RefCell<&'c mut Workspace>,
    /// The paths that were named, from the root.
    roots: Vec<PathBuf>,
    /// Whether the baseline lies where it was made: one of its files is there.
    is_at_home: bool,
}

impl<'c> Scope<'c> {
    fn new(options: &RunOptions, workspace: &'c mut Workspace, place: &'c Place, baseline: &Baseline) -> Self {
        let roots = options.request.roots().into_iter().map(|path| absolute(&place.start, path)).collect();
        let is_at_home = baseline.paths().any(|path| place.folder.join(path).exists());
        Self { folder: &place.folder, workspace: RefCell::new(workspace), roots, is_at_home }
    }

    /// Whether the rule is off for the file.
    fn is_off(&self, path: &str, rule: &str) -> bool {
        let resolved = self.workspace.borrow_mut().config_of(&absolute(self.folder, Path::new(path)));
        let is_on = |config: &Config| rules::all().any(|it| it.info.id == rule && config.looks_for(it));
        !resolved.is_some_and(|resolved| is_on(resolved.config()))
    }

    /// Whether the run would have checked the file, but it no longer exists. If none of its files exists, the baseline
    /// was moved, and its entries are not judged.
    fn is_gone(&self, path: &str) -> bool {
        let file = absolute(self.folder, Path::new(path));
        let is_gone = || matches!(file.try_exists(), Ok(false)) && !file.is_symlink();
        self.is_at_home && self.roots.iter().any(|root| file.starts_with(root)) && is_gone()
    }
}

fn write(file: &Path, baseline: &Baseline, shell: &CommandContext<'_, '_>) -> Result<(), Failure> {
    let path = shell.environment.folder.join(file);
    let written = whole::report(&path).and_then(|mut out| {
        out.write_all(baseline.text().as_bytes())?;
        out.finish(|_| Ok(()))
    });
    written.map_err(|error| Failure::Message(format!("{}: {}", file.display(), whole::words(&error))))
}

fn report_stale(file: &Path, stale: &[&Entry], options: &RunOptions, shell: &mut CommandContext<'_, '_>) {
    let (file, count) = (file.display(), entries(stale.len()));
    note(options, shell, &format!("{file}: {count}, whose findings are gone; --prune-baseline removes them"));
    for entry in stale.iter().take(LISTED) {
        let about = entry.pointer.as_deref().filter(|pointer| !pointer.is_empty()).or(entry.request.as_deref());
        let about = about.map_or(String::new(), |about| format!(" ({})", secret::masked(about)));
        note(options, shell, &format!("{file}: stale: {}: {}{about}", entry.path, entry.rule));
    }
    if stale.len() > LISTED {
        note(options, shell, &format!("{file}: and {} more", stale.len() - LISTED));
    }
}

fn note(options: &RunOptions, shell: &mut CommandContext<'_, '_>, message: &str) {
    if !options.quiet {
        shell.note(message);
    }
}

fn entries(stale: usize) -> String {
    if stale == 1 { "1 stale entry".to_owned() } else { format!("{stale} stale entries") }
}

fn up_to_date(moved: usize) -> String {
    if moved == 1 { "1 entry".to_owned() } else { format!("{moved} entries") }
}

fn counted(findings: usize) -> String {
    if findings == 1 { "1 finding".to_owned() } else { format!("{findings} findings") }
}
