//! One step towards the fixed point: some fixes are tried on a copy of the text, and kept if they improve it.

use std::collections::{BTreeMap, BTreeSet};

use super::carry::carry;
use super::choice::{choose, edits};
use super::shift::Shift;
use super::{apply, is_crowded};
use crate::finding::{Finding, Group, Safety, Severity};
use crate::report::Checked;
use crate::source::Source;
use crate::text::Span;

/// How many rounds of follow-up fixes are tried before the first fix is refused.
const HEALING: usize = 4;

/// After so many refused fixes of one rule, the others are refused untried.
const REFUSALS: usize = 8;

/// How often one source is checked at most. Only a text made to be slow comes near.
const CHECKS: usize = 1000;

/// How often a source is checked at least, however long it is.
const FEWEST_CHECKS: usize = 24;

/// So many bytes of text may be checked again for the fixes of one source: of long texts the time grows with their length,
/// and not with its square.
const WORK: usize = 64 * 1024 * 1024;

/// The state of fixing one source.
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

pub(super) struct Step {
    pub(super) checked: Checked,
    /// The rules of the fixes that led to it.
    pub(super) made: Vec<&'static str>,
    /// What moved, in each round.
    rounds: Vec<Shift>,
}

impl<'c> Run<'c> {
    /// `length` is that of the source, in bytes.
    pub(super) fn new(limit: Safety, check: &'c dyn Fn(Source) -> Checked, length: usize) -> Self {
        let checks = (WORK / length.max(1)).clamp(FEWEST_CHECKS, CHECKS);
        Self { limit, check, checks, refused: Vec::new(), stale: false }
    }

    /// Whether the fix of a finding was tried and refused.
    pub(super) fn is_refused(&self, finding: &Finding) -> bool {
        self.refused.contains(&(finding.rule.id, finding.span))
    }

    /// Whether no more is tried because it takes too long.
    pub(super) fn is_spent(&self) -> bool {
        self.checks == 0
    }

    /// A better text than that of `now`, or `None` if there is no way to one.
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
            let step = match self.attempt(now, &candidates) {
                Ok(step) => Some(step),
                Err(suspects) => self.narrow(now, &candidates, &suspects),
            };
            if let Some(step) = step {
                for (_, span) in &mut self.refused {
                    *span = step.rounds.iter().fold(*span, |span, shift| shift.moved(span));
                }
                self.stale = !self.refused.is_empty();
                return Some(step);
            }
            if self.checks == 0 {
                return None;
            }
        }
    }

    /// A step with some of the candidates, which are not to be made all together; otherwise some of them are refused.
    fn narrow(&mut self, now: &Checked, candidates: &[&Finding], suspects: &BTreeSet<usize>) -> Option<Step> {
        let with = |suspected| (0..candidates.len()).filter(move |index| suspects.contains(index) == suspected);
        let rest: Vec<&Finding> = with(false).map(|index| candidates[index]).collect();
        if suspects.len() > REFUSALS && rest.is_empty() {
            // Each has something wrong beside it; so many are not tried one by one.
            self.refused.extend(candidates.iter().map(|finding| (finding.rule.id, finding.span)));
            return None;
        }
        if !suspects.is_empty() && !rest.is_empty() {
            let step = self.attempt(now, &rest);
            if step.is_ok() {
                return step.ok();
            }
        }
        // The half of them, and so on, until one is found to be at fault.
        let mut count = candidates.len();
        while count > 1 {
            count /= 2;
            let step = self.attempt(now, &candidates[..count]);
            if step.is_ok() {
                return step.ok();
            }
        }
        if self.checks > 0 {
            self.refused.push((candidates[0].rule.id, candidates[0].span));
        }
        None
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
    /// Otherwise those of them, by index, beside which something is found that was not there.
    fn attempt(&mut self, before: &Checked, chosen: &[&Finding]) -> Result<Step, BTreeSet<usize>> {
        let groups: BTreeSet<Group> = chosen.iter().map(|finding| finding.rule.group).collect();
        let mut made: Vec<&'static str> = chosen.iter().map(|finding| finding.rule.id).collect();
        let (first, owners) = edits(chosen);
        let mut text = apply(before.source.text(), &first);
        let mut rounds = vec![Shift::new(&first)];
        let mut suspects = BTreeSet::new();
        for round in 0..=HEALING {
            let Some(checks) = self.checks.checked_sub(1) else { break };
            self.checks = checks;
            let Ok(source) = before.source.with_text(text) else { break };
            let mut checked = (self.check)(source);
            carry(before, &mut checked, &rounds);
            let more = more(&before.findings, &checked.findings);
            if is_further(before, &checked, &groups, &more) || is_better(before, &checked, &groups, &more) {
                return Ok(Step { checked, made, rounds });
            }
            let grown = || checked.findings.iter().filter(|finding| more.contains_key(finding.rule.id));
            if round == 0 {
                let place = |finding: &Finding| (finding.rule.id, rounds[0].moved(finding.span));
                let known: BTreeSet<(&str, Span)> = before.findings.iter().map(place).collect();
                let new = grown().filter(|finding| !known.contains(&(finding.rule.id, finding.span)));
                suspects = new.filter_map(|it| rounds[0].nearest(it.span)).map(|edit| owners[edit]).collect();
            }
            let cures = choose(grown().filter(|finding| self.may_fix(finding)));
            if cures.is_empty() {
                break;
            }
            made.extend(cures.iter().map(|finding| finding.rule.id));
            let (edits, _) = edits(&cures);
            text = apply(checked.source.text(), &edits);
            rounds.push(Shift::new(&edits));
        }
        Err(suspects)
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

/// Whether reading ended too early in both texts, and comes further in the second: the fixes made room for what is
/// after them. Then as much may be found as before. The way to the end gets shorter with each step.
fn is_further(
    before: &Checked,
    after: &Checked,
    groups: &BTreeSet<Group>,
    more: &BTreeMap<&'static str, Group>,
) -> bool {
    // Where the first of what is wrong stands, from the end of the text: what is before it never changes again.
    let rest = |checked: &Checked| {
        let first = checked.findings.iter().filter(|it| it.rule.group == Group::Syntax).map(|it| it.span.start).min();
        first.map(|first| checked.source.text().len() - first as usize)
    };
    is_crowded(&before.findings)
        && is_crowded(&after.findings)
        && rest(after) < rest(before)
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
