//! What holds for fixing any text whatever. The fuzz targets share it.

use std::collections::BTreeMap;

use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::finding::{Fix, Group, Safety};
use msgraph_lint::fix::{Fixed, Left, fix};
use msgraph_lint::report::Checked;
use msgraph_lint::rules;
use msgraph_lint::source::Source;

use super::findings::invariants;

pub(crate) const LIMITS: [Safety; 2] = [Safety::Safe, Safety::Unsafe];

/// A text with the settings that it is checked by.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) name: String,
    /// They are a text, if not always in UTF-8.
    pub(crate) bytes: Vec<u8>,
    pub(crate) config: Config,
}

impl Text {
    /// The same with another text.
    pub(crate) fn with(&self, text: &str) -> Self {
        Self { bytes: text.into(), ..self.clone() }
    }

    fn check(&self) -> Checked {
        check(Source::from_bytes(&*self.name, self.bytes.clone()).expect("a text"), &self.config)
    }

    pub(crate) fn fix(&self, limit: Safety) -> Fixed {
        fix(self.check(), limit, &|source| check(source, &self.config))
    }

    /// The text after its fixes.
    pub(crate) fn fixed(&self, limit: Safety) -> String {
        self.fix(limit).now().source.text().to_owned()
    }
}

/// How many findings each rule has.
fn counts(checked: &Checked) -> BTreeMap<(&'static str, Group), usize> {
    let mut counts = BTreeMap::new();
    for finding in &checked.findings {
        *counts.entry((finding.rule.id, finding.rule.group)).or_insert(0) += 1;
    }
    counts
}

/// What holds for fixing any text.
pub(crate) fn holds(text: &Text, limit: Safety) -> Result<(), String> {
    let fixed = text.fix(limit);
    let now = fixed.now();
    invariants(&fixed.before)?;
    invariants(now)?;
    let may =
        |checked: &Checked| checked.findings.iter().any(|it| it.fix.as_ref().is_some_and(|fix| fix.safety() <= limit));
    if fixed.after.is_some() && !may(&fixed.before) {
        return Err("changed, and nothing is to be fixed".to_owned());
    }
    if now.findings.len() + usize::from(fixed.after.is_some()) > fixed.before.findings.len() {
        return Err("no fewer findings".to_owned());
    }
    let made = |group: Group| rules::infos().iter().any(|it| it.group == group && fixed.made.contains_key(it.id));
    let before = counts(&fixed.before);
    for (rule, count) in counts(now) {
        if count > before.get(&rule).copied().unwrap_or(0) && !made(rule.1) {
            return Err(format!("{rule:?} is new"));
        }
    }
    for (finding, left) in now.findings.iter().zip(&fixed.left) {
        let safety = finding.fix.as_ref().map(Fix::safety);
        let fits = match left {
            Left::NoFix => safety.is_none(),
            Left::Unsafe | Left::Crowded => safety == Some(Safety::Unsafe) && limit == Safety::Safe,
            Left::Harmful | Left::Untried | Left::Spent | Left::Encoding => {
                safety.is_some_and(|safety| safety <= limit)
            }
        };
        fits.then_some(()).ok_or_else(|| format!("{} is left as {left:?}", finding.rule.id))?;
    }
    if fixed.after.is_some() {
        let again = text.with(now.source.text()).fix(limit);
        if again.after.is_some() {
            return Err(format!("fixed again to\n{}", again.now().source.text()));
        }
    }
    // With the other rules off, nobody sees what a fix breaks: strict JSON has to stay strict all the same.
    for group in Group::ALL.into_iter().filter(|_| is_strict(fixed.before.source.text())) {
        let config = Config::new(&rules::infos(), [group.name()], []).map_err(|word| word.to_string())?;
        let now = Text { config, ..text.clone() }.fixed(limit);
        is_strict(&now).then_some(()).ok_or_else(|| format!("{} leaves no JSON:\n{now}", group.name()))?;
    }
    Ok(())
}

fn is_strict(text: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(text).is_ok()
}
