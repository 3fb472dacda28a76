//! Applies the fixes of findings to a text, repeatedly, until none is left.
//!
//! A fix is applied only if it improves the text: it must not cause findings of another group, unless the next fixes
//! remove them. Refused fixes are reported with the reason.

mod attempt;
mod carry;
mod choice;
mod shift;

use std::collections::BTreeMap;

pub use crate::text::apply;

use self::attempt::Run;
use crate::finding::{Finding, Fix, Group, Safety};
use crate::json::MAX_SYNTAX_ERRORS;
use crate::report::Checked;
use crate::source::Source;

/// The result of fixing a source.
#[derive(Debug)]
pub struct Fixed {
    /// The source as it was.
    pub before: Checked,
    /// The source as it is now, or `None` if no fix was made.
    pub after: Option<Checked>,
    /// How many fixes of each rule were applied, by its id.
    pub made: BTreeMap<&'static str, usize>,
    /// Why each of the remaining findings is left, in their order.
    pub left: Vec<Left>,
}

impl Fixed {
    /// The source with the findings that remain.
    #[must_use]
    pub fn now(&self) -> &Checked {
        self.after.as_ref().unwrap_or(&self.before)
    }
}

/// Why a finding is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// The rule offers no fix for this finding.
    NoFix,
    /// Its fix is a guess or loses text, and only safe ones were wanted.
    Unsafe,
    /// After its fix something else would be wrong.
    Harmful,
    /// Its fix was not tried, because many others were refused.
    Untried,
    /// Its fix was not tried, because so much of the text had to be read for the others.
    Spent,
    /// Its fix is not safe, because the text has so many syntax errors that it was not read to its end.
    Crowded,
    /// The text has bytes that could not be decoded, and so cannot be written back.
    Encoding,
}

/// Applies the fixes of a source that are at least as safe as `limit`, to a fixed point. `check` checks a text again,
/// and must be the check that `start` comes from.
pub fn fix(start: Checked, limit: Safety, check: &dyn Fn(Source) -> Checked) -> Fixed {
    let may = |fix: &Fix| fix.safety() <= limit;
    let mut run = Run::new(limit, check, start.source.text().len());
    let mut made = BTreeMap::new();
    let mut after: Option<Checked> = None;
    while let Some(step) = run.step(after.as_ref().unwrap_or(&start)) {
        for id in step.made {
            *made.entry(id).or_insert(0) += 1;
        }
        after = Some(step.checked);
    }
    let is_writable = after.as_ref().is_none_or(|after| after.source.is_writable());
    if !is_writable {
        (after, made) = (None, BTreeMap::new());
    }
    let now = after.as_ref().unwrap_or(&start);
    let is_crowded = is_crowded(&now.findings);
    let why = |finding: &Finding| match &finding.fix {
        None => Left::NoFix,
        Some(fix) if !may(fix) && is_crowded && finding.rule.group == Group::Syntax => Left::Crowded,
        Some(fix) if !may(fix) => Left::Unsafe,
        Some(_) if !is_writable => Left::Encoding,
        Some(_) if run.is_refused(finding) => Left::Harmful,
        Some(_) if run.is_spent() => Left::Spent,
        Some(_) => Left::Untried,
    };
    let left = now.findings.iter().map(why).collect();
    Fixed { before: start, after, made, left }
}

/// Whether there are so many syntax errors that the text was not read to its end, so that no syntax fix is certain.
fn is_crowded(findings: &[Finding]) -> bool {
    findings.len() > MAX_SYNTAX_ERRORS
        && findings.iter().filter(|it| it.rule.group == Group::Syntax).count() > MAX_SYNTAX_ERRORS
}
