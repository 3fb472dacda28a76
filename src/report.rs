//! The finished result of a run: sources, their findings in a fixed order, what could not be read, and the counts.

use crate::finding::{Finding, Safety, Severity};
use crate::source::Source;

/// What the check of one source found.
#[derive(Debug)]
pub struct Checked {
    /// The text that the findings' spans lie in.
    pub source: Source,
    /// How many requests it holds.
    pub requests: usize,
    /// By position, then rule.
    pub findings: Vec<Finding>,
}

/// Something that kept a source from being checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// The path as reports show it.
    pub path: String,
    /// What happened, without the path: `could not be read: …`.
    pub message: String,
}

/// Everything that a report format may show.
#[derive(Debug, Default)]
pub struct Report {
    /// By name.
    pub checked: Vec<Checked>,
    /// By path.
    pub notices: Vec<Notice>,
}

/// The closing counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Sources that were checked.
    pub files: usize,
    /// Requests in them.
    pub requests: usize,
    /// Findings of this severity.
    pub errors: usize,
    /// Findings of this severity.
    pub warnings: usize,
    /// Findings of this severity.
    pub infos: usize,
    /// Findings with a safe fix.
    pub fixable: usize,
    /// Findings with a fix that is a guess.
    pub unsafely_fixable: usize,
}

impl Report {
    /// Puts sources and notices in order.
    pub fn sort(&mut self) {
        self.checked.sort_by(|a, b| a.source.name().cmp(b.source.name()));
        self.notices.sort();
    }

    /// All findings with the source of each, in order.
    pub fn findings(&self) -> impl Iterator<Item = (&Source, &Finding)> {
        self.checked.iter().flat_map(|checked| checked.findings.iter().map(|finding| (&checked.source, finding)))
    }

    /// Counts.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary {
            files: self.checked.len(),
            requests: self.checked.iter().map(|checked| checked.requests).sum(),
            ..Summary::default()
        };
        for (_, finding) in self.findings() {
            match finding.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Info => summary.infos += 1,
            }
            match finding.fix.as_ref().map(crate::finding::Fix::safety) {
                Some(Safety::Safe) => summary.fixable += 1,
                Some(Safety::Unsafe) => summary.unsafely_fixable += 1,
                None => {}
            }
        }
        summary
    }

    /// The highest severity of all findings; none if there is no finding.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.findings().map(|(_, finding)| finding.severity).max()
    }
}
