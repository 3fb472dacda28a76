//! One thing to be looked at, and what is taken of it: a file, or standard input, with the settings that are in force for it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::configs::ResolvedConfig;
use super::files;
use super::origin::Origin;
use crate::check::Checker;
use crate::config::Sender;
use crate::input::{Claim, Input, is_named, language};
use crate::inputs;
use crate::report::{Checked, Notice};
use crate::source::Source;

/// Where a text is to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    File(PathBuf),
    Stdin,
}

/// Something to be looked at.
#[derive(Clone, Debug)]
pub(super) struct Task {
    /// As reports show it.
    pub(super) name: String,
    /// The format that reads an empty file of its name.
    pub(super) format: Option<&'static Input>,
    pub(super) place: Place,
    pub(super) origin: Origin,
    pub(super) settings: Settings,
}

/// What is in force for a source.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) resolved: Arc<ResolvedConfig>,
    /// The request that takes its body from it, if one does, and where that stands: `path:line`.
    pub(super) sender: Option<(Sender, String)>,
}

impl Settings {
    pub(super) fn new(resolved: Arc<ResolvedConfig>) -> Self {
        Self { resolved, sender: None }
    }

    /// What checks it.
    pub(super) fn checker(&self) -> Arc<Checker> {
        match &self.sender {
            Some((sender, _)) => Arc::new(Checker::new(self.resolved.config().clone().sent_by(sender.clone()))),
            None => Arc::clone(&self.resolved.checker),
        }
    }

    /// Takes note of what was found by them.
    pub(super) fn note(&self, checked: &Checked) {
        self.resolved.note(checked);
    }

    /// Where the request stands that takes its body from here, if one does.
    pub(super) fn sent_by(&self) -> Option<&str> {
        self.sender.as_ref().map(|(_, place)| place.as_str())
    }
}

/// A source that is to be checked, and why.
#[derive(Debug)]
pub(super) struct ClaimedSource {
    pub(super) source: Source,
    pub(super) origin: Origin,
    pub(super) claim: Claim,
    pub(super) input: &'static Input,
    /// The file, as the user named it or as it was found; none is standard input.
    pub(super) path: Option<PathBuf>,
    pub(super) settings: Settings,
}

impl Task {
    /// Whether a file of its name, empty as it might be, is one of a format that is so.
    pub(super) fn is_named_like(&self, is_so: impl Fn(&Input) -> bool) -> bool {
        self.format.is_some_and(is_so)
    }

    /// Reads the file, from `folder`. `None` if it is not to be checked.
    pub(super) fn read(&self, folder: &Path) -> Result<Option<ClaimedSource>, Unread> {
        let Place::File(path) = &self.place else { return Ok(None) };
        let name = self.name.clone();
        let source = match (self.origin, self.settings.sent_by()) {
            (Origin::Folder, _) => files::read_listed(name, folder, path)?,
            (Origin::Offered, _) => files::read_found(name, folder, path)?,
            (Origin::Body, Some(place)) => {
                Some(files::read_as(name, folder, path).map_err(|notice| body_of(notice, place))?)
            }
            (Origin::Named | Origin::Body, _) => Some(files::read_as(name, folder, path)?),
        };
        source.map_or(Ok(None), |source| self.claimed(source))
    }

    /// A source, if it is to be checked: what nobody named is only where a format is certain of it, or where the
    /// configuration says what bare bodies there are.
    ///
    /// # Errors
    /// Somebody wants it checked, and it is in a language that no format reads.
    pub(super) fn claimed(&self, source: Source) -> Result<Option<ClaimedSource>, Unread> {
        match language::unreadable(source.name(), source.text()) {
            Some(language) if self.origin.is_wanted() => {
                let notice = Notice::unreadable(source.name(), &language);
                let notice = match self.settings.sent_by() {
                    Some(place) => body_of(notice, place),
                    None => notice,
                };
                Err(Unread {
                    notice,
                    is_named: self.origin == Origin::Named,
                    stdin: (self.place == Place::Stdin).then(|| Box::new(source)),
                })
            }
            Some(_) => Ok(None),
            None => Ok(self.claimed_by_format(source)),
        }
    }

    fn claimed_by_format(&self, source: Source) -> Option<ClaimedSource> {
        if self.settings.sender.is_some() {
            return Some(self.taken_as(source, Claim::Certain, inputs::BODY));
        }
        let (claim, input) = inputs::claim(&source)?;
        let is_said = || self.settings.resolved.config().operation().is_some() && is_named(&source, &["json"]);
        let wanted = self.origin.is_wanted() || claim == Claim::Certain || is_said();
        wanted.then(|| self.taken_as(source, claim, input))
    }

    pub(super) fn taken_as(&self, source: Source, claim: Claim, input: &'static Input) -> ClaimedSource {
        let source = if self.origin.is_wanted() || self.settings.sender.is_some() { source } else { source.found() };
        let path = match &self.place {
            Place::File(path) => Some(path.clone()),
            Place::Stdin => None,
        };
        ClaimedSource { source, origin: self.origin, claim, input, path, settings: self.settings.clone() }
    }
}

/// A task that came to nothing.
#[derive(Debug)]
pub(super) struct Unread {
    /// Why.
    pub(super) notice: Notice,
    /// Whether the user named it, and it is in a language that no format reads.
    pub(super) is_named: bool,
    /// What came in from standard input and is not to be changed.
    pub(super) stdin: Option<Box<Source>>,
}

impl From<Notice> for Unread {
    fn from(notice: Notice) -> Self {
        Self { notice, is_named: false, stdin: None }
    }
}

/// A notice about a file that the request at `place` takes its body from.
fn body_of(notice: Notice, place: &str) -> Notice {
    let message = format!("{}; it is the body of the request at {place}", notice.message);
    Notice { message, ..notice }
}

/// The format that reads an empty file of this name.
pub(super) fn by_name(name: &str) -> Option<&'static Input> {
    inputs::claiming(&Source::new(name, "").ok()?)
}
