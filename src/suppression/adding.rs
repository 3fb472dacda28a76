//! Writes suppressions: which comments are to be added to a source, or have to name more, so that nothing is left to report.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ignores, MARK};
use crate::comment::{Comments, Place};
use crate::finding::{Finding, RuleInfo};
use crate::text::{Edit, Span, offset};

/// Rules whose findings no comment is written for: it would hide a leaked secret that must be revoked.
const NEVER: [&str; 1] = ["hardcoded-token"];

/// Whether a comment may be written for a finding without anybody looking at it.
#[must_use]
pub fn may_be_added(finding: &Finding) -> bool {
    !NEVER.contains(&finding.rule.id)
}

/// Where the name of a rule goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    /// To the end of the list of the suppression of this number.
    Listed(usize),
    /// Into a new comment, at the place of this number.
    Before(usize),
    /// Into a new comment about the whole source.
    Head,
}

/// The edits after which all `findings` are suppressed, in order.
#[must_use]
pub fn additions(comments: &Comments, ignores: &Ignores<'_>, findings: &[Finding]) -> Vec<Edit> {
    let text = ignores.text;
    let mut names: BTreeMap<Target, BTreeSet<&str>> = BTreeMap::new();
    for finding in findings {
        names.entry(target(comments, ignores, finding.span)).or_default().insert(finding.rule.id);
    }
    let mut edits: Vec<Edit> = names
        .into_iter()
        .map(|(target, names)| {
            let list = names.into_iter().collect::<Vec<_>>().join(",");
            match target {
                Target::Listed(number) => Edit::insert(ignores.all[number].close, format!(",{list}")),
                Target::Before(number) => {
                    let Place { line, lead, .. } = comments.places[number];
                    Edit::insert(line, comment(text, comments, line, lead.of(text), &format!("ignore[{list}]")))
                }
                Target::Head => {
                    let words = format!("ignore-file[{list}]");
                    Edit::insert(comments.head, comment(text, comments, comments.head, "", &words))
                }
            }
        })
        .collect();
    // The head comes first where a comment about the first request would be at the same place.
    edits.sort_by_key(|edit| (edit.span, !edit.text.contains("ignore-file[")));
    merged(edits)
}

/// The edit after which the whole source has no finding of `rule`.
#[must_use]
pub fn addition_for_file(comments: &Comments, ignores: &Ignores<'_>, rule: &RuleInfo) -> Edit {
    match ignores.reaches.whole().next() {
        Some(number) => Edit::insert(ignores.all[number].close, format!(",{}", rule.id)),
        None => {
            let words = format!("ignore-file[{}]", rule.id);
            Edit::insert(comments.head, comment(ignores.text, comments, comments.head, "", &words))
        }
    }
}

/// Insertions at one place as one edit.
fn merged(edits: Vec<Edit>) -> Vec<Edit> {
    let mut merged: Vec<Edit> = Vec::new();
    for edit in edits {
        match merged.last_mut().filter(|last| last.span == edit.span) {
            Some(last) => last.text.push_str(&edit.text),
            None => merged.push(edit),
        }
    }
    merged
}

fn target(comments: &Comments, ignores: &Ignores<'_>, place: Span) -> Target {
    let before = || {
        let number = comments.places.partition_point(|it| it.about.start <= place.start).checked_sub(1)?;
        (place.start <= comments.places[number].about.end).then_some(Target::Before(number))
    };
    let listed = ignores.reaches.parts_at(place).next().map(Target::Listed);
    listed.or_else(before).or_else(|| ignores.reaches.whole().next().map(Target::Listed)).unwrap_or(Target::Head)
}

/// A comment on a line of its own, which ends as the others do.
fn comment(text: &str, comments: &Comments, line: u32, lead: &str, words: &str) -> String {
    let (open, close) = comments.marks;
    format!("{lead}{open}{MARK} {words}{close}{}", line_end(text, line))
}

/// How the line that begins at `start` ends, or else the first one of the text.
fn line_end(text: &str, start: u32) -> &'static str {
    let end = |from: usize| text.get(from..).and_then(|rest| Some(from + rest.find('\n')?));
    let at = end(start as usize).or_else(|| end(0));
    let is_crlf = at.is_some_and(|at| Span::new(offset(at.saturating_sub(1)), offset(at)).of(text) == "\r");
    if is_crlf { "\r\n" } else { "\n" }
}
