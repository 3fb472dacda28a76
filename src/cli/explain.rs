//! `explain`: the page of a rule, printed as Markdown; or the rules of a group, or with a word.

use std::fmt::Write as _;

use super::args::Explain;
use super::rules::list;
use super::{CommandContext, EXIT_CLEAN, Failure};
use crate::finding::RuleInfo;
use crate::rules;
use crate::text::suggest;

pub(super) fn run(options: &Explain, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
    let infos = rules::infos();
    let word = options.rule.trim();
    if let Some(rule) = infos.iter().find(|rule| rule.id == word) {
        let page = page(rule);
        shell.streams.stdout.write_all(page.as_bytes())?;
        return Ok(EXIT_CLEAN);
    }
    let lower = word.to_lowercase();
    let of_group: Vec<&RuleInfo> = infos.iter().copied().filter(|rule| rule.group.name() == lower).collect();
    let found = if of_group.is_empty() { with_word(&infos, &lower) } else { of_group };
    if found.is_empty() {
        return Err(Failure::Message(match suggest::nearest(word, infos.iter().map(|rule| rule.id)) {
            Some(nearest) => format!("there is no rule `{word}`; did you mean `{nearest}`?"),
            None => format!("there is no rule `{word}`; `msgraph-lint rules` lists them all"),
        }));
    }
    list(found, shell)?;
    Ok(EXIT_CLEAN)
}

/// The rules whose id or summary has the word, which is in lower case.
fn with_word<'r>(infos: &[&'r RuleInfo], word: &str) -> Vec<&'r RuleInfo> {
    let has_word = |rule: &&RuleInfo| rule.id.contains(word) || rule.summary.to_lowercase().contains(word);
    if word.is_empty() { Vec::new() } else { infos.iter().copied().filter(has_word).collect() }
}

/// The page of a rule in Markdown: its metadata, then its manual.
fn page(rule: &RuleInfo) -> String {
    let mut page = format!("# {}\n\n", rule.id);
    let (group, severity, fix) = (rule.group.name(), rule.severity, rule.fix.name());
    let _ = write!(page, "Group: {group} · Severity: {severity} · Fix: {fix}\n\n{}\n", rule.manual.trim_end());
    page
}
