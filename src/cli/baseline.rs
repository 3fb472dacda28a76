//! `--baseline`, `--write-baseline` and `--prune-baseline`: reads and writes the file, and tells of what is stale in it.

use std::cell::RefCell;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::Validate;
use super::configs::Configs;
use super::write as whole;
use super::{CommandContext, Failure, files};
use crate::baseline::{Baseline, Entry};
use crate::config::Config;
use crate::report::Checked;
use crate::rules;
use crate::text::secret;

/// How many stale entries are told one by one.
const TOLD: usize = 10;

/// What a run does with a baseline.
pub(super) enum BaselineRun<'o> {
    /// Nothing.
    Absent,
    /// It leaves out what this one knows.
    Known(&'o Path, Baseline),
    /// It collects a new one.
    New(&'o Path, Baseline),
}

impl<'o> BaselineRun<'o> {
    /// What the options ask for.
    pub(super) fn open(options: &'o Validate, shell: &CommandContext<'_, '_>) -> Result<Self, Failure> {
        if let Some(file) = &options.write_baseline {
            return Ok(Self::New(file, Baseline::default()));
        }
        let Some(file) = &options.baseline else { return Ok(Self::Absent) };
        let failure = |name: &str, message: &str| Failure::Message(format!("{name}: {message}"));
        let source = files::read(&shell.environment.folder, file).map_err(|it| failure(&it.path, &it.message))?;
        let baseline = Baseline::parse(source.text()).map_err(|error| failure(source.name(), &error.to_string()))?;
        Ok(Self::Known(file, baseline))
    }

    /// Takes out of what is reported of a source what is known.
    pub(super) fn take(&mut self, checked: &mut Checked) {
        match self {
            Self::Absent => {}
            Self::Known(_, baseline) => baseline.compare(checked),
            Self::New(_, baseline) => baseline.add(checked),
        }
    }

    /// Writes what there is to write, and tells of stale entries, once all sources were taken.
    pub(super) fn close(
        self,
        options: &Validate,
        configs: &mut Configs,
        shell: &mut CommandContext<'_, '_>,
    ) -> Result<(), Failure> {
        match self {
            Self::Absent => Ok(()),
            Self::New(file, baseline) => {
                write(file, &baseline, shell)?;
                note(options, shell, &format!("{}: {} written", file.display(), counted(baseline.len())));
                Ok(())
            }
            Self::Known(file, baseline) => {
                let scope = Scope::new(options, configs, shell);
                let stale = baseline.stale(|path, rule| scope.is_off(path, rule), |path| scope.is_gone(path));
                if stale.is_empty() {
                    return Ok(());
                }
                if !options.prune_baseline {
                    tell(file, &stale, options, shell);
                    return Ok(());
                }
                let removed = format!("{}: {} removed", file.display(), entries(stale.len()));
                let pruned = baseline.pruned(|path, rule| scope.is_off(path, rule), |path| scope.is_gone(path));
                write(file, &pruned, shell)?;
                note(options, shell, &removed);
                Ok(())
            }
        }
    }
}

/// What a run looks at, as far as it matters for what it does not find.
struct Scope<'c> {
    folder: PathBuf,
    configs: RefCell<&'c mut Configs>,
    /// The paths that were named, as reports show them.
    roots: Vec<String>,
}

impl<'c> Scope<'c> {
    fn new(options: &Validate, configs: &'c mut Configs, shell: &CommandContext<'_, '_>) -> Self {
        let folder = shell.environment.folder.clone();
        let here = [PathBuf::from(".")];
        let roots = if options.paths.is_empty() { &here[..] } else { &options.paths };
        let roots = roots.iter().map(|path| files::shown(&folder, path)).collect();
        Self { folder, configs: RefCell::new(configs), roots }
    }

    /// Whether the rule is not looked for in the file.
    fn is_off(&self, path: &str, rule: &str) -> bool {
        let resolved = self.configs.borrow_mut().of(Path::new(path));
        let is_on = |config: &Config| rules::all().any(|it| it.info.id == rule && config.looks_for(it));
        !resolved.is_some_and(|resolved| is_on(resolved.config()))
    }

    /// Whether the run would have looked at the file, if there were one.
    fn is_gone(&self, path: &str) -> bool {
        let is_below = |root: &String| {
            let rest = path.strip_prefix(root.as_str());
            root == "." || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.roots.iter().any(is_below) && !self.folder.join(path).exists()
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

fn tell(file: &Path, stale: &[&Entry], options: &Validate, shell: &mut CommandContext<'_, '_>) {
    let (file, count) = (file.display(), entries(stale.len()));
    note(options, shell, &format!("{file}: {count}, whose findings are gone; --prune-baseline removes them"));
    for entry in stale.iter().take(TOLD) {
        let about = entry.pointer.as_deref().filter(|pointer| !pointer.is_empty()).or(entry.request.as_deref());
        let about = about.map_or(String::new(), |about| format!(" ({})", secret::masked(about)));
        note(options, shell, &format!("{file}: stale: {}: {}{about}", entry.path, entry.rule));
    }
    if stale.len() > TOLD {
        note(options, shell, &format!("{file}: and {} more", stale.len() - TOLD));
    }
}

fn note(options: &Validate, shell: &mut CommandContext<'_, '_>, message: &str) {
    if !options.quiet {
        shell.note(message);
    }
}

fn entries(stale: usize) -> String {
    if stale == 1 { "1 stale entry".to_owned() } else { format!("{stale} stale entries") }
}

fn counted(findings: usize) -> String {
    if findings == 1 { "1 finding".to_owned() } else { format!("{findings} findings") }
}
