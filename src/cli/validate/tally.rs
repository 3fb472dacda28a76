//! Counts of the fixes of a run, for people.

use std::collections::BTreeMap;

use super::super::CommandContext;
use crate::fix::{Fixed, Left};
use crate::formats::Paint;
use crate::json::MAX_SYNTAX_ERRORS;

/// Counts of the fixes of a run.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) files: usize,
    /// How many fixes of each rule were made.
    made: BTreeMap<&'static str, usize>,
    /// How many findings of each rule are left, by the reason.
    left: BTreeMap<Left, BTreeMap<&'static str, usize>>,
}

impl Tally {
    /// Counts what was fixed in a source.
    pub(super) fn add(&mut self, fixed: &Fixed) {
        self.files += usize::from(fixed.after.is_some());
        for (&id, count) in &fixed.made {
            *self.made.entry(id).or_insert(0) += count;
        }
        for (finding, &left) in fixed.now().findings.iter().zip(&fixed.left) {
            *self.left.entry(left).or_default().entry(finding.rule.id).or_insert(0) += 1;
        }
    }

    /// Prints what was fixed and what is left, in a line each.
    pub(super) fn print(&self, shell: &mut CommandContext<'_, '_>, did: &str) {
        let style = shell.environment.stderr_style(shell.color);
        let mut say = |line: &str| {
            // If that fails, there is nowhere left to report it.
            let _ = writeln!(shell.streams.stderr, "{line}");
        };
        let sum: usize = self.made.values().sum();
        let rules: Vec<String> = self.made.iter().map(|(id, count)| format!("{id} ({count})")).collect();
        let line = match sum {
            0 => format!("{did} nothing."),
            _ => format!("{did} {} in {}: {}.", count(sum, "finding"), count(self.files, "file"), rules.join(", ")),
        };
        if sum > 0 || !self.left.is_empty() {
            say(&style.paint(Paint::Strong, &line));
        }
        let reasons: Vec<String> = self.left.iter().map(|(&left, ids)| reason(left, ids)).collect();
        if !reasons.is_empty() {
            say(&format!("Left: {}.", reasons.join("; ")));
        }
    }
}

/// Why the findings of these rules, so many of each, are left.
fn reason(left: Left, rules: &BTreeMap<&'static str, usize>) -> String {
    let sum: usize = rules.values().sum();
    let ids: Vec<&str> = rules.keys().copied().collect();
    let ids = ids.join(", ");
    match left {
        Left::NoFix => format!("{sum} without a fix"),
        Left::Unsafe => format!("{sum} with only an unsafe fix (--unsafe-fixes)"),
        Left::Harmful => format!("{sum} with a fix after which something else would be wrong ({ids})"),
        Left::Untried => format!("{sum} with a fix that was wrong too often in this file ({ids})"),
        Left::Spent => format!("{sum} with a fix in a text that takes too long to fix at once ({ids}); run it again"),
        Left::Crowded => format!(
            "{sum} with a fix that is not safe among more than {MAX_SYNTAX_ERRORS} syntax errors, after which the file \
             was not read (--unsafe-fixes)"
        ),
        Left::Encoding => format!("{sum} in a text that is not encoded in UTF-8 and cannot be written back"),
    }
}

pub(super) fn count(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
