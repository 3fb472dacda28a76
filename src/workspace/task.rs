//! One source of a run: a file or standard input, with its settings.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{self, Files, found_source, named_source};
use super::origin::Origin;
use super::resolved::ResolvedConfig;
use crate::check::Checker;
use crate::config::Sender;
use crate::input::{Claim, Input, is_named, language};
use crate::inputs;
use crate::report::{Checked, Notice};
use crate::source::Source;

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file, at this path.
    File(PathBuf),
    /// Standard input, which is read once and cannot be written.
    Stdin,
}

/// A source to be checked.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    pub(crate) name: String,
    /// The format that reads an empty file of its name.
    pub(crate) format: Option<&'static Input>,
    pub(crate) place: Place,
    pub(crate) origin: Origin,
    pub(crate) settings: Settings,
}

/// The settings of a source.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) resolved: Arc<ResolvedConfig>,
    /// The request that takes its body from it, if one does, and where that stands: `path:line`.
    pub(crate) sender: Option<(Sender, String)>,
}

impl Settings {
    pub(crate) fn new(resolved: Arc<ResolvedConfig>) -> Self {
        Self { resolved, sender: None }
    }

    pub(crate) fn checker(&self) -> Arc<Checker> {
        match &self.sender {
            Some((sender, _)) => Arc::new(Checker::new(self.resolved.config().clone().sent_by(sender.clone()))),
            None => Arc::clone(&self.resolved.checker),
        }
    }

    /// Records the findings that were made with them.
    pub(crate) fn note(&self, checked: &Checked) {
        self.resolved.note(checked);
    }

    /// Where the request stands that takes its body from here, if one does.
    pub(crate) fn sent_by(&self) -> Option<&str> {
        self.sender.as_ref().map(|(_, place)| place.as_str())
    }
}

/// A source that is to be checked, and why.
#[derive(Debug)]
pub(crate) struct ClaimedSource {
    pub(crate) source: Source,
    pub(crate) origin: Origin,
    pub(crate) claim: Claim,
    pub(crate) input: &'static Input,
    /// The file, as the user named it or as it was found; none is standard input.
    pub(crate) path: Option<PathBuf>,
    pub(crate) settings: Settings,
}

impl Task {
    /// Whether a file of its name, empty as it might be, is one of a format that is so.
    pub(crate) fn is_named_like(&self, is_so: impl Fn(&Input) -> bool) -> bool {
        self.format.is_some_and(is_so)
    }

    /// Whether it is a JSON file that nobody named.
    pub(crate) fn is_json_of_a_folder(&self) -> bool {
        self.origin == Origin::Folder && self.name.len() > 5 && self.name.to_ascii_lowercase().ends_with(".json")
    }

    /// Whether it is the file that somebody in `folder` calls `path`.
    pub(crate) fn is_at(&self, folder: &Path, path: &Path) -> bool {
        let own = |own: &Path| files::absolute(folder, own) == files::absolute(folder, path);
        matches!(&self.place, Place::File(file) if own(file))
    }

    /// Reads the file, from `folder`. `None` if it is not to be checked.
    ///
    /// # Errors
    /// It cannot be read, or nobody can read its language.
    pub(crate) fn read(&self, files: &dyn Files, folder: &Path) -> Result<Option<ClaimedSource>, Unread> {
        let Place::File(path) = &self.place else { return Ok(None) };
        let path = folder.join(path);
        let source = match self.origin {
            Origin::Folder => found_source(&self.name, files.read_listed(&path))?,
            Origin::Offered => found_source(&self.name, files.read_found(&path))?,
            Origin::Named | Origin::Body => {
                let source = named_source(&self.name, files.read(&path));
                Some(source.map_err(
                    |notice| match self.settings.sent_by().filter(|_| self.origin == Origin::Body) {
                        Some(place) => body_of(notice, place),
                        None => notice,
                    },
                )?)
            }
        };
        source.map_or(Ok(None), |source| self.claimed(source))
    }

    /// A source, if it is to be checked: what nobody named is only where a format is certain of it, or where the
    /// configuration says what bare bodies there are.
    ///
    /// # Errors
    /// Somebody wants it checked, and it is in a language that no format reads.
    pub(crate) fn claimed(&self, source: Source) -> Result<Option<ClaimedSource>, Unread> {
        let source = source.with_clients(self.settings.resolved.config().clients());
        let of_calls = language::of_calls(source.name(), source.text());
        let (notice, claim) = match inputs::unreadable(&source) {
            Some(language) => (Some(Notice::unreadable(source.name(), &language)), None),
            None => {
                let is_asked = of_calls.is_some() || self.is_claimed_by_format();
                let claim = is_asked.then(|| inputs::claim_read(&source)).flatten();
                let is_without_call = claim.is_none_or(|(claim, _)| claim == Claim::Fallback);
                let language = of_calls.filter(|_| is_without_call);
                (language.map(|language| Notice::without_call(source.name(), language)), claim)
            }
        };
        match notice {
            Some(notice) if self.origin.is_wanted() => {
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
            None => Ok(self.claimed_as(source, claim)),
        }
    }

    /// Whether the formats are asked for a source: nobody says that it is a body, or is to match a schema.
    fn is_claimed_by_format(&self) -> bool {
        self.settings.sender.is_none() && self.settings.resolved.config().schema().is_none()
    }

    fn claimed_as(&self, source: Source, claim: Option<(Claim, &'static Input)>) -> Option<ClaimedSource> {
        if self.settings.sender.is_some() {
            return Some(self.taken_as(source, Claim::Certain, inputs::BODY));
        }
        if self.settings.resolved.config().schema().is_some() {
            // Nothing shows what a schema is about, so the name has to: whatever else lies in a folder is passed over.
            let wanted = self.origin.is_wanted() || is_named(&source, &["json", "jsonl", "ndjson"]);
            let input = inputs::by_schema(&source);
            return wanted.then(|| self.taken_as(source, Claim::Certain, input));
        }
        let (claim, input) = claim?;
        let is_said = || self.settings.resolved.config().names_bodies() && is_named(&source, &["json"]);
        let wanted = self.origin.is_wanted() || claim == Claim::Certain || is_said();
        wanted.then(|| self.taken_as(source, claim, input))
    }

    pub(crate) fn taken_as(&self, source: Source, claim: Claim, input: &'static Input) -> ClaimedSource {
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
pub(crate) struct Unread {
    pub(crate) notice: Notice,
    /// Whether the user named it, and it is in a language that no format reads.
    pub(crate) is_named: bool,
    /// What came in from standard input and is not to be changed.
    pub(crate) stdin: Option<Box<Source>>,
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
