//! The baseline: findings that are known and are not reported again. A JSON file, version 1, described by
//! `schemas/msgraph-lint-baseline.v1.schema.json`.

mod moved;

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use serde::{Deserialize, Serialize};

use self::moved::Moved;
use crate::escape::json;
use crate::finding::{Finding, Identity, Suppressed, Suppression};
use crate::report::Checked;
use crate::source::Source;
use crate::text::fingerprint::Fingerprint;

/// The version that is read and written.
const VERSION: u64 = 1;

/// A known finding. In the order in which a file lists them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The path from the folder of the baseline, with `/`.
    pub path: String,
    /// The id of its rule.
    pub rule: String,
    /// The JSON Pointer of the value; for readers only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The name of the request; for readers only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// The fingerprint that equal findings of the file share.
    fingerprint: String,
    /// The fingerprint of the words around it, which distinguishes findings that are otherwise alike.
    around: String,
    /// The fingerprint of the rule and of the words at the place alone, by which it is known again where a fix changed its
    /// pointer. Baselines of older versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    words: Option<String>,
}

impl Entry {
    fn new(finding: &Finding, path: &str, alike: Fingerprint) -> Self {
        Self {
            path: path.to_owned(),
            rule: finding.rule.id.to_owned(),
            pointer: finding.pointer.clone(),
            request: finding.request.clone(),
            fingerprint: alike.to_string(),
            around: finding.identity.around.to_string(),
            words: Some(finding.identity.words.to_string()),
        }
    }
}

/// The known findings, and which of them were found again.
#[derive(Debug, Default)]
pub struct Baseline {
    entries: Vec<Known>,
    by_path: HashMap<String, Vec<usize>>,
    /// The entries that were not found again yet, by fingerprint, and by fingerprint and context.
    alike: HashMap<Fingerprint, Vec<usize>>,
    exact: HashMap<(Fingerprint, Fingerprint), Vec<usize>>,
    /// How many entries were met by findings with another pointer, and now have that.
    moved: usize,
    /// The paths of the sources that were compared with it.
    seen: BTreeSet<String>,
}

#[derive(Debug)]
struct Known {
    entry: Entry,
    met: bool,
}

/// Why a text is not a baseline.
#[derive(Debug)]
pub struct BaselineError(String);

impl fmt::Display for BaselineError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for BaselineError {}

#[derive(Deserialize)]
struct File {
    findings: Vec<Entry>,
}

impl Baseline {
    /// Reads a baseline file from its JSON text.
    ///
    /// # Errors
    /// It is not JSON, not a baseline, or has another version.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let broken = |error: serde_json::Error| BaselineError(format!("is not a baseline: {error}"));
        let text = text.trim_start_matches('\u{FEFF}');
        let value: serde_json::Value = serde_json::from_str(text).map_err(broken)?;
        match value.get("version") {
            Some(version) if version.as_u64() == Some(VERSION) => {}
            Some(version) => {
                let message = format!("is a baseline of version {version}; this program reads version {VERSION}");
                return Err(BaselineError(message));
            }
            None => return Err(BaselineError("is not a baseline: it has no `version`".to_owned())),
        }
        let file: File = serde_json::from_value(value).map_err(broken)?;
        let mut baseline = Self::default();
        for entry in file.findings {
            let read = |words: &str| {
                words.parse().map_err(|_| BaselineError(format!("is not a baseline: `{words}` is not a fingerprint")))
            };
            let (alike, around) = (read(&entry.fingerprint)?, read(&entry.around)?);
            baseline.push(entry, alike, around);
        }
        Ok(baseline)
    }

    fn push(&mut self, entry: Entry, alike: Fingerprint, around: Fingerprint) {
        let number = self.entries.len();
        self.by_path.entry(entry.path.clone()).or_default().push(number);
        self.entries.push(Known { entry, met: false });
        self.alike.entry(alike).or_default().push(number);
        self.exact.entry((alike, around)).or_default().push(number);
    }

    /// The entries for the file at `path`, with none found again yet.
    #[cfg(feature = "lsp")]
    pub(crate) fn of_file(&self, path: &str) -> Self {
        let mut part = Self::default();
        for Known { entry, .. } in self.entries.iter().filter(|known| known.entry.path == path) {
            if let (Ok(alike), Ok(around)) = (entry.fingerprint.parse(), entry.around.parse()) {
                part.push(entry.clone(), alike, around);
            }
        }
        part
    }

    /// Writes the file: sorted, one entry per line, so that two files can be merged.
    #[must_use]
    pub fn text(&self) -> String {
        let mut entries: Vec<&Entry> = self.entries.iter().map(|known| &known.entry).collect();
        entries.sort();
        let lines = entries.iter().filter_map(|entry| Some(format!("    {}", json::text(entry).ok()?)));
        let lines = lines.collect::<Vec<_>>().join(",\n");
        let list = if lines.is_empty() { "[]".to_owned() } else { format!("[\n{lines}\n  ]") };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": {list}\n}}\n")
    }

    /// Removes the known findings of a source. `path` leads to its file from the folder of the baseline, and `alike`
    /// decides what identifies a finding in it.
    pub fn compare(&mut self, checked: &mut Checked, path: &str, alike: impl Fn(&Source, &Finding) -> Fingerprint) {
        self.seen.insert(path.to_owned());
        // If there are more findings than known ones, those in the same context are the known ones.
        let findings = std::mem::take(&mut checked.findings);
        let identity = |it: &Finding| Identity { alike: alike(&checked.source, it), ..it.identity };
        let identities: Vec<Identity> = findings.iter().map(identity).collect();
        let mut is_known: Vec<bool> = identities.iter().map(|&it| self.meet_exactly(it)).collect();
        for (&identity, is_known) in identities.iter().zip(&mut is_known) {
            *is_known = *is_known || self.meet(identity);
        }
        self.meet_moved(path, findings.iter().zip(&identities).zip(&mut is_known));
        let (known, new): (Vec<_>, Vec<_>) = findings.into_iter().zip(is_known).partition(|&(_, is_known)| is_known);
        checked.findings = new.into_iter().map(|(finding, _)| finding).collect();
        set_aside(checked, known.into_iter().map(|(finding, _)| finding));
    }

    /// Marks the file at `path` as not compared, because it could not be read completely.
    pub(crate) fn forget(&mut self, path: &str) {
        self.seen.remove(path);
    }

    fn meet_exactly(&mut self, identity: Identity) -> bool {
        let number = self.exact.get_mut(&(identity.alike, identity.around)).and_then(Vec::pop);
        number.map(|number| self.entries[number].met = true).is_some()
    }

    fn meet(&mut self, identity: Identity) -> bool {
        let Some(numbers) = self.alike.get_mut(&identity.alike) else { return false };
        while let Some(number) = numbers.pop() {
            if !self.entries[number].met {
                self.entries[number].met = true;
                return true;
            }
        }
        false
    }

    /// Meets findings whose pointers fixes have changed. Their entries are brought up to date.
    fn meet_moved<'f>(
        &mut self,
        path: &str,
        findings: impl Iterator<Item = ((&'f Finding, &'f Identity), &'f mut bool)>,
    ) {
        let mut new = findings.filter(|(_, is_known)| !**is_known).peekable();
        if new.peek().is_none() {
            return;
        }
        let of_file = self.by_path.get(path).into_iter().flatten();
        let unmet = of_file.filter_map(|&number| Some((number, self.entries.get(number)?)));
        let unmet = unmet.filter(|(_, known)| !known.met).map(|(number, known)| (number, &known.entry));
        let mut moved = Moved::new(unmet);
        for ((finding, identity), is_known) in new {
            let Some(number) = moved.take(finding) else { continue };
            self.moved += 1;
            self.entries[number] = Known { entry: Entry::new(finding, path, identity.alike), met: true };
            *is_known = true;
        }
    }

    /// Adds all findings of a source. `path` and `alike` are those of [`Baseline::compare`].
    pub fn add(&mut self, checked: &mut Checked, path: &str, alike: impl Fn(&Source, &Finding) -> Fingerprint) {
        let findings = std::mem::take(&mut checked.findings);
        for finding in &findings {
            let alike = alike(&checked.source, finding);
            self.push(Entry::new(finding, path, alike), alike, finding.identity.around);
        }
        set_aside(checked, findings);
    }

    /// The entries whose findings are gone, in order. Entries that were not checked are skipped: `is_off` says which
    /// rules were off, by id, and `is_gone` which sources no longer exist.
    pub(crate) fn stale(&self, is_off: impl Fn(&str, &str) -> bool, is_gone: impl Fn(&str) -> bool) -> Vec<&Entry> {
        let mut stale: Vec<&Entry> =
            self.entries.iter().filter(|known| self.is_stale(known, &is_off, &is_gone)).map(|it| &it.entry).collect();
        stale.sort();
        stale
    }

    /// The same baseline without those.
    #[must_use]
    pub(crate) fn pruned(mut self, is_off: impl Fn(&str, &str) -> bool, is_gone: impl Fn(&str) -> bool) -> Self {
        let mut entries = std::mem::take(&mut self.entries);
        entries.retain(|known| !self.is_stale(known, &is_off, &is_gone));
        Self { entries, ..Self::default() }
    }

    fn is_stale(&self, known: &Known, is_off: impl Fn(&str, &str) -> bool, is_gone: impl Fn(&str) -> bool) -> bool {
        let Entry { path, rule, .. } = &known.entry;
        !known.met && if self.seen.contains(path) { !is_off(path, rule) } else { is_gone(path) }
    }

    /// The paths of all its files, relative to its folder.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|known| known.entry.path.as_str())
    }

    /// How many entries are not as they were read: a fix changed the pointers of their findings.
    #[must_use]
    pub(crate) fn moved(&self) -> usize {
        self.moved
    }

    /// How many findings are known.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

/// Adds known findings to the suppressed ones, in order.
fn set_aside(checked: &mut Checked, known: impl IntoIterator<Item = Finding>) {
    let known = known.into_iter().map(|finding| Suppressed { finding, by: Suppression::Baseline });
    checked.suppressed.extend(known);
    checked.suppressed.sort_by_key(|it| (it.finding.span, it.finding.rule.id));
}
