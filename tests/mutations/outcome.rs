//! What becomes of a broken text: what is found, and what its fixes make of it.

use msgraph_lint::check::Checker;
use msgraph_lint::finding::{Finding, Safety, Severity};
use msgraph_lint::fix::fix;
use msgraph_lint::report::Checked;
use msgraph_lint::source::Source;
use serde_json::Value;

/// What the fixes make of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// What the author meant.
    Restored,
    /// No JSON, or an error is still reported.
    Broken,
    /// A valid request that the author did not mean, and nobody says so.
    Wrong,
}

/// A broken text, tried.
#[derive(Debug)]
pub(crate) struct Tried {
    /// How many errors and warnings there are.
    pub(crate) findings: usize,
    /// Whether the text itself, or without trailing commas, is a valid request of its own: nobody can know better.
    pub(crate) is_request: bool,
    pub(crate) safe: Outcome,
    pub(crate) all: Outcome,
    /// The text after each.
    pub(crate) texts: [String; 2],
}

pub(crate) fn outcome(checker: &Checker, bytes: &[u8], meant: &Value) -> Option<Tried> {
    let check = |source: Source| checker.check(source);
    let start = || Some(check(Source::from_bytes("body.json", bytes.to_vec()).ok()?));
    let first = start()?;
    let loud = |finding: &&Finding| finding.severity != Severity::Info;
    let findings = first.findings.iter().filter(loud).count();
    let rules: Vec<&str> = errors(&first).map(|finding| finding.rule.id).collect();
    let harmless = |id: &&str| matches!(*id, "trailing-comma" | "byte-order-mark");
    let is_request = rules.iter().all(harmless);
    let fixed = [fix(first, Safety::Safe, &check), fix(start()?, Safety::Unsafe, &check)];
    let [safe, all] = [&fixed[0], &fixed[1]].map(|fixed| judged(fixed.now(), meant));
    let texts = [&fixed[0], &fixed[1]].map(|fixed| fixed.now().source.text().to_owned());
    Some(Tried { findings, is_request, safe, all, texts })
}

/// What keeps a body from being one that nobody objects to: errors, and that an entry has no rule, which is a warning because
/// sources disagree about it.
fn errors(checked: &Checked) -> impl Iterator<Item = &Finding> {
    let counts = |it: &&Finding| it.severity == Severity::Error || it.rule.id == "missing-rule-id";
    checked.findings.iter().filter(counts)
}

fn judged(checked: &Checked, meant: &Value) -> Outcome {
    match serde_json::from_str::<Value>(checked.source.text()) {
        Ok(value) if value == *meant => Outcome::Restored,
        Ok(_) if errors(checked).next().is_none() => Outcome::Wrong,
        _ => Outcome::Broken,
    }
}
