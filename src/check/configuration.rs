//! What is wrong with a configuration file, as findings like any other.

use crate::config::{ConfigFile, Problem};
use crate::finding::{Finding, RuleInfo, Severity};
use crate::report::Checked;
use crate::rules::config::{INVALID_CONFIGURATION, UNUSED_IGNORE_ENTRY};
use crate::source::{Source, SourceError};

/// The rule that [`unused`] reports by.
pub const UNUSED_ENTRY: &RuleInfo = UNUSED_IGNORE_ENTRY;

/// The findings about a configuration file that cannot be obeyed.
#[must_use]
pub fn invalid(source: Source, problems: Vec<Problem>) -> Checked {
    let findings = problems.into_iter().map(|problem| {
        let mut finding = Finding::new(INVALID_CONFIGURATION, problem.span, problem.message);
        finding.label(problem.span, problem.label);
        finding.help = problem.help;
        finding.mask(&source);
        finding
    });
    let findings = findings.collect();
    Checked { source, requests: 0, findings, suppressed: Vec::new(), unread: Vec::new() }
}

/// The findings about entries of `ignores`, by index, that matched nothing.
///
/// # Errors
/// None for a file that was read once.
pub fn unused(file: &ConfigFile, entries: &[usize], severity: Severity) -> Result<Checked, SourceError> {
    let findings = entries.iter().filter_map(|&at| file.section.ignores.get(at)).map(|entry| {
        let span = entry.rules.as_ref().map_or(entry.span, |rules| rules.span);
        let mut finding = Finding::new(UNUSED_IGNORE_ENTRY, span, "no finding matches this entry of `ignores`");
        finding.severity = severity;
        finding.label(span, "not found where the entry looks");
        finding.help("Files that it is about were checked, and have no such finding. Take the entry out, or correct its `paths`, `rules` or `pointer`.");
        finding
    });
    let findings = findings.collect();
    let source = Source::new(file.source.name(), file.source.text())?;
    Ok(Checked { source, requests: 0, findings, suppressed: Vec::new(), unread: Vec::new() })
}
