//! Errors in a configuration file, as findings.

use crate::config::{ConfigFile, Problem};
use crate::finding::{Diagnostic, RuleInfo, Severity};
use crate::report::Checked;
use crate::rules::config::{INVALID_CONFIGURATION, UNUSED_IGNORE_ENTRY};
use crate::source::{Source, SourceError};

/// The rule that [`unused`] reports by.
pub(crate) const UNUSED_ENTRY: &RuleInfo = UNUSED_IGNORE_ENTRY;

/// The findings about an invalid configuration file.
#[must_use]
pub(crate) fn invalid(source: Source, problems: Vec<Problem>) -> Checked {
    let findings = problems.into_iter().map(|problem| {
        let mut diagnostic = Diagnostic::new(INVALID_CONFIGURATION, problem.span, problem.message);
        diagnostic.label(problem.span, problem.label);
        diagnostic.help = problem.help.map(Into::into);
        diagnostic.finish(&source, None, None)
    });
    let findings = findings.collect();
    Checked { source, requests: 0, findings, suppressed: Vec::new(), unread: Vec::new(), unread_blocks: Vec::new() }
}

/// An entry of `ignores` that matched no finding.
#[derive(Debug)]
pub(crate) struct UnusedEntry {
    /// Its index in the file.
    pub(crate) index: usize,
    /// Where the run found its rules instead: `` `empty-array` at a.json:1:79 ``.
    pub(crate) found: Vec<String>,
}

/// How many places one finding names.
const PLACES: usize = 3;

/// The findings about entries of `ignores` that matched no finding.
///
/// # Errors
/// None for a file that was read once.
pub(crate) fn unused(
    file: &ConfigFile,
    entries: impl Iterator<Item = UnusedEntry>,
    severity: Severity,
) -> Result<Checked, SourceError> {
    let source = Source::new(file.source.name(), file.source.text())?;
    let findings = entries.filter_map(|unused| Some((file.section.ignores.get(unused.index)?, unused.found)));
    let findings = findings.map(|(entry, found)| {
        let span = entry.rules.as_ref().map_or(entry.span, |rules| rules.span);
        let mut diagnostic = Diagnostic::new(UNUSED_IGNORE_ENTRY, span, "no finding matches this entry of `ignores`");
        diagnostic.severity = severity;
        diagnostic.label(span, "not found where the entry looks");
        let found = if found.is_empty() {
            "Files that it is about were checked, and have no such finding.".to_owned()
        } else {
            let more = found.len().saturating_sub(PLACES);
            let more = if more > 0 { format!(", and {more} more") } else { String::new() };
            format!("This run found {}{more}.", found[..found.len().min(PLACES)].join("; "))
        };
        diagnostic.help(format!("{found} Take the entry out, or correct its `paths`, `rules` or `pointer`."));
        diagnostic.finish(&source, None, None)
    });
    let findings = findings.collect();
    Ok(Checked { source, requests: 0, findings, suppressed: Vec::new(), unread: Vec::new(), unread_blocks: Vec::new() })
}
