//! One step towards the fixed point: some fixes are tried on a copy of the text, and made if it is the better for them.

use std::collections::{BTreeMap, BTreeSet};

use super::apply;
use super::choice::{choose, edits, moved};
use crate::finding::{Finding, Group, Safety, Severity};
use crate::report::Checked;
use crate::source::Source;
use crate::text::{Edit, Span};

/// How often what a fix brings to light may be fixed in turn before the first fix is refused.
const HEALING: usize = 4;

/// How many fixes of one rule are refused, each after a try, before the others are refused without.
const REFUSALS: usize = 8;

/// How often one source is checked at most. Only a text made to be slow comes near.
const CHECKS: usize = 1000;

/// The way of one source to the fixed point.
pub(super) struct Run<'c> {
    limit: Safety,
    check: &'c dyn Fn(Source) -> Checked,
    /// How many checks are left.
    checks: usize,
    /// The findings whose fixes were tried and are not to be made, as they stand now.
    refused: Vec<(&'static str, Span)>,
    /// Whether a step was made since the first of them was refused: it may be another matter now.
    stale: bool,
}

/// A better text.
pub(super) struct Step {
    pub(super) checked: Checked,
    /// The rules of the fixes that led to it.
    pub(super) made: Vec<&'static str>,
    /// The edits, those of each round in the text after the round before.
    rounds: Vec<Vec<Edit>>,
}

impl<'c> Run<'c> {
    pub(super) fn new(limit: Safety, check: &'c dyn Fn(Source) -> Checked) -> Self {
        Self { limit, check, checks: CHECKS, refused: Vec::new(), stale: false }
    }

    /// Whether the fix of a finding was tried in vain.
    pub(super) fn is_refused(&self, finding: &Finding) -> bool {
        self.refused.contains(&(finding.rule.id, finding.span))
    }

    /// A better text than that of `now`; none if there is no way to one.
    pub(super) fn step(&mut self, now: &Checked) -> Option<Step> {
        loop {
            let candidates = choose(now.findings.iter().filter(|finding| self.is_open(finding)));
            if candidates.is_empty() {
                if !self.stale {
                    return None;
                }
                self.stale = false;
                self.refused.clear();
                continue;
            }
            // All together if that goes well, else the half of them, and so on, until one is found to be at fault.
            let mut count = candidates.len();
            while count > 0 {
                if self.checks == 0 {
                    return None;
                }
                if let Some(step) = self.attempt(now, &candidates[..count]) {
                    for (_, span) in &mut self.refused {
                        *span = step.rounds.iter().fold(*span, |span, edits| moved(span, edits));
                    }
                    self.stale = !self.refused.is_empty();
                    return Some(step);
                }
                if count == 1 {
                    self.refused.push((candidates[0].rule.id, candidates[0].span));
                }
                count /= 2;
            }
        }
    }

    /// Whether a finding has a fix that may still be tried.
    fn is_open(&self, finding: &Finding) -> bool {
        self.may_fix(finding)
            && !self.is_refused(finding)
            && self.refused.iter().filter(|(id, _)| *id == finding.rule.id).count() < REFUSALS
    }

    fn may_fix(&self, finding: &Finding) -> bool {
        finding.fix.as_ref().is_some_and(|fix| fix.safety() <= self.limit)
    }

    /// The text after the fixes of `chosen`, and after those of what they bring to light, if it is better than before.
    fn attempt(&mut self, before: &Checked, chosen: &[&Finding]) -> Option<Step> {
        let groups: BTreeSet<Group> = chosen.iter().map(|finding| finding.rule.group).collect();
        let mut made: Vec<&'static str> = chosen.iter().map(|finding| finding.rule.id).collect();
        let mut rounds = vec![edits(chosen)];
        let mut text = apply(before.source.text(), &rounds[0]);
        for _ in 0..=HEALING {
            self.checks = self.checks.checked_sub(1)?;
            let checked = (self.check)(Source::new(before.source.name(), text).ok()?);
            let more = more(&before.findings, &checked.findings);
            if is_better(before, &checked, &groups, &more) {
                return Some(Step { checked, made, rounds });
            }
            let new = checked.findings.iter().filter(|finding| more.contains_key(finding.rule.id));
            let cures = choose(new.filter(|finding| self.may_fix(finding)));
            if cures.is_empty() {
                return None;
            }
            made.extend(cures.iter().map(|finding| finding.rule.id));
            rounds.push(edits(&cures));
            text = apply(checked.source.text(), &edits(&cures));
        }
        None
    }
}

/// Whether a text is better than before: less is found in it, no more errors, and nothing new but in the groups of the
/// fixes. So every step leads nearer to the end.
fn is_better(
    before: &Checked,
    after: &Checked,
    groups: &BTreeSet<Group>,
    more: &BTreeMap<&'static str, Group>,
) -> bool {
    let errors = |checked: &Checked| checked.findings.iter().filter(|it| it.severity == Severity::Error).count();
    after.findings.len() < before.findings.len()
        && errors(after) <= errors(before)
        && after.requests == before.requests
        && more.values().all(|group| groups.contains(group))
}

/// The rules that find more than before, each with its group.
fn more(before: &[Finding], after: &[Finding]) -> BTreeMap<&'static str, Group> {
    let mut counts: BTreeMap<&'static str, (Group, isize)> = BTreeMap::new();
    for (findings, sign) in [(before, -1), (after, 1)] {
        for finding in findings {
            counts.entry(finding.rule.id).or_insert((finding.rule.group, 0)).1 += sign;
        }
    }
    counts.into_iter().filter(|(_, (_, more))| *more > 0).map(|(id, (group, _))| (id, group)).collect()
}
