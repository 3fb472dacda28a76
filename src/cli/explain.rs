//! `explain`: the page of a rule, in Markdown, which reads well as it is.

use std::fmt::Write as _;

use super::args::Explain;
use super::{CommandContext, EXIT_CLEAN, Failure};
use crate::finding::RuleInfo;
use crate::rules;
use crate::text::suggest;

pub(super) fn run(options: &Explain, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
    let infos = rules::infos();
    let word = options.rule.trim();
    let Some(rule) = infos.iter().find(|rule| rule.id == word) else {
        return Err(Failure::Message(match suggest::nearest(word, infos.iter().map(|rule| rule.id)) {
            Some(nearest) => format!("there is no rule `{word}`; did you mean `{nearest}`?"),
            None => format!("there is no rule `{word}`; `msgraph-lint rules` lists them all"),
        }));
    };
    let page = page(rule);
    shell.streams.stdout.write_all(page.as_bytes())?;
    Ok(EXIT_CLEAN)
}

/// The page of a rule in Markdown: its violations, then its manual.
fn page(rule: &RuleInfo) -> String {
    let mut page = format!("# {}\n\n", rule.id);
    let (group, severity, fix) = (rule.group.name(), rule.severity, rule.fix.name());
    let _ = write!(page, "Group: {group} · Severity: {severity} · Fix: {fix}\n\n{}\n", rule.manual.trim_end());
    page
}
