//! `rules`: lists the rules, for people or for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::args::{ListFormat, Rules};
use super::{CommandContext, EXIT_CLEAN, Failure};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::formats::{Paint, Style, prose};
use crate::rules;

pub(super) fn run(options: &Rules, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
    let rules = rules::infos();
    match options.format {
        ListFormat::Text => list(rules, shell)?,
        ListFormat::Json => write_json(&sorted(rules), shell.streams.stdout)?,
    }
    Ok(EXIT_CLEAN)
}

/// Lists these rules for people, by group.
pub(super) fn list(rules: Vec<&'static RuleInfo>, shell: &mut CommandContext<'_, '_>) -> io::Result<()> {
    let style = shell.environment.stdout_style(shell.color);
    // In a pipe a rule is a line, for `grep`.
    let width = if shell.environment.stdout_is_terminal { style.width } else { usize::MAX };
    write_table(&sorted(rules), shell.streams.stdout, &Style { width, ..style })
}

fn sorted(mut rules: Vec<&'static RuleInfo>) -> Vec<&'static RuleInfo> {
    rules.sort_by_key(|rule| (rule.group, rule.id));
    rules
}

fn write_table(rules: &[&RuleInfo], out: &mut dyn Write, style: &Style) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    for group in Group::ALL.into_iter().filter(|&group| rules.iter().any(|rule| rule.group == group)) {
        writeln!(out, "{}", style.paint(Paint::Strong, group.name()))?;
        for rule in rules.iter().filter(|rule| rule.group == group) {
            let id = style.paint(Paint::Code, &format!("{:width$}", rule.id));
            let severity = style.paint(Paint::Severity(rule.severity), &format!("{:7}", rule.severity));
            // The summary wraps below itself: 2 columns of margin, the id, 2, the severity, 2.
            let indent = " ".repeat(width + 13);
            let room = style.width.saturating_sub(indent.len()).max(30);
            for (number, line) in textwrap::wrap(rule.summary, prose(room)).iter().enumerate() {
                match number {
                    0 => writeln!(out, "  {id}  {severity}  {line}")?,
                    _ => writeln!(out, "{indent}{line}")?,
                }
            }
        }
        writeln!(out)?;
    }
    let count = if rules.len() == 1 { "1 rule".to_owned() } else { format!("{} rules", rules.len()) };
    writeln!(out, "{count}. `msgraph-lint explain RULE` explains one in detail.")
}

/// A rule as programs see it.
#[derive(Serialize)]
struct Listed {
    id: &'static str,
    group: Group,
    severity: Severity,
    fix: FixAvailability,
    summary: &'static str,
    url: String,
}

fn write_json(rules: &[&RuleInfo], out: &mut dyn Write) -> io::Result<()> {
    let listed = rules.iter().map(|rule| Listed {
        id: rule.id,
        group: rule.group,
        severity: rule.severity,
        fix: rule.fix,
        summary: rule.summary,
        url: rule.url(),
    });
    serde_json::to_writer_pretty(&mut *out, &listed.collect::<Vec<_>>())?;
    writeln!(out)
}
