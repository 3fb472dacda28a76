//! Findings as they ride along with an answer: each as in the report for programs, and their counts as a header.

use serde_json::Value;

use super::source;
use crate::json_report::FindingV1;
use crate::report::{Checked, Summary};

/// The most findings that are listed for one request; the counts are those of all.
const MOST: usize = 100;

/// The counts, as a dictionary of RFC 9651.
pub(super) fn counts(checked: &Checked) -> String {
    let counts = summary(checked);
    format!("errors={}, warnings={}, infos={}", counts.errors, counts.warnings, counts.infos)
}

/// The counts of one request.
pub(super) fn summary(checked: &Checked) -> Summary {
    let mut summary = Summary::default();
    summary.add(checked);
    summary
}

/// The findings, as the JSON report has them. Places of what is about the body are places in the body, whose path is `body`; others
/// are places in the whole message, whose path is `request`.
pub(super) fn shown(checked: &Checked) -> Vec<Value> {
    if checked.findings.is_empty() {
        return Vec::new();
    }
    let parted = source::parted(checked);
    let shown = parted.findings.iter().take(MOST).filter_map(|(in_body, finding)| {
        let source = parted.body.as_ref().filter(|_| *in_body).unwrap_or(&checked.source);
        serde_json::to_value(FindingV1::new(source, finding)).ok()
    });
    shown.collect()
}
