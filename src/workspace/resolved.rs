//! The resolved configuration of some paths, and what a run records about it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::files::absolute;
use super::first_found::FirstFound;
use crate::check::Checker;
use crate::config::{self, Config, ConfigFile, Covering, EffectiveConfig};
use crate::finding::{Suppressed, Suppression};
use crate::report::Checked;

/// Files of which each extends the one before.
pub(crate) type Chain = Arc<[Arc<ConfigFile>]>;

/// The settings for some paths.
#[derive(Debug)]
pub(crate) struct ResolvedConfig {
    pub(crate) effective: EffectiveConfig,
    pub(crate) checker: Arc<Checker>,
    pub(crate) chain: Chain,
    pub(crate) covering: Covering,
    /// Whether a file was checked by it.
    pub(super) asked: AtomicBool,
    /// Which of the entries of `ignores` that cover the files matched a finding.
    matched: Vec<AtomicBool>,
    /// Where each rule was found first. Empty if no configuration file has entries of `ignores`.
    pub(super) first_found: FirstFound,
}

impl ResolvedConfig {
    pub(super) fn new(effective: EffectiveConfig, chain: Chain, covering: Covering) -> Self {
        let matched = covering.ignores.iter().map(|_| AtomicBool::new(false)).collect();
        let checker = Arc::new(Checker::new(effective.config.clone()));
        Self {
            effective,
            checker,
            chain,
            covering,
            asked: AtomicBool::new(false),
            matched,
            first_found: FirstFound::default(),
        }
    }

    pub(crate) fn config(&self) -> &Config {
        &self.effective.config
    }

    /// The baseline that the configuration names, by the last file that names one.
    pub(crate) fn baseline(&self) -> Option<BaselineSetting> {
        let (file, setting) = self.chain.iter().rev().find_map(|file| Some((file, file.section.baseline.as_ref()?)))?;
        let path = absolute(Path::new(&file.folder), Path::new(&config::slashed(&setting.value)));
        Some(BaselineSetting { file: path, place: file.place(setting.span) })
    }

    /// Records which entries of `ignores` were needed.
    pub(crate) fn note(&self, checked: &Checked) {
        self.asked.store(true, Ordering::Relaxed);
        let mut moved = Vec::new();
        for Suppressed { finding, by } in &checked.suppressed {
            let Suppression::Entry { entry, .. } = by else { continue };
            if self.config().ignoring(finding).as_ref() != Some(by) {
                // A fix gave it another pointer: it is silent in this run, and needs another entry in the next.
                moved.push(finding);
            } else if let Some(matched) = self.matched.get(*entry) {
                matched.store(true, Ordering::Relaxed);
            }
        }
        if self.chain.iter().any(|file| !file.section.ignores.is_empty()) {
            self.first_found.note(checked, &moved);
        }
    }

    /// Whether the entry of this number, of those that cover the files, matched a finding.
    pub(super) fn has_matched(&self, number: usize) -> bool {
        self.matched.get(number).is_some_and(|matched| matched.load(Ordering::Relaxed))
    }
}

/// A baseline that a configuration file names.
#[derive(Debug)]
pub(crate) struct BaselineSetting {
    /// The baseline, from the root. It need not be there.
    pub(crate) file: PathBuf,
    /// Where it is named: `msgraph-lint.toml:3`.
    pub(crate) place: String,
}
