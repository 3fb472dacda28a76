//! The rules that are on, looked up once for a configuration and not again for each request.

use crate::config::Config;
use crate::finding::{Diagnostic, Group, Severity};
use crate::operation::Operation;
use crate::rule::{Check, Findings, Rule};
use crate::rules;

/// When a rule runs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stage {
    Source,
    Request,
    /// Once, after all requests.
    Requests,
    /// Once, after all other findings.
    Ignores,
}

impl Stage {
    const COUNT: usize = 4;

    /// `None` for a rule that does not read sources.
    fn of(check: Check) -> Option<Self> {
        match check {
            Check::Source(_) | Check::Page(_) => Some(Self::Source),
            Check::SyntaxError(..)
            | Check::Violation(..)
            | Check::MessageError(..)
            | Check::Message(..)
            | Check::Terms(_)
            | Check::Setting(..)
            | Check::Request(_) => Some(Self::Request),
            Check::Requests(_) => Some(Self::Requests),
            Check::Ignores(_) => Some(Self::Ignores),
            Check::Configuration => None,
        }
    }
}

/// Rules by their stage.
#[derive(Debug, Default)]
pub(super) struct Active([Vec<ActiveRule>; Stage::COUNT]);

#[derive(Clone, Debug)]
struct ActiveRule {
    rule: &'static Rule,
    /// Of its findings.
    severity: Severity,
    /// The operations that it is about alone; empty if it is about all requests.
    owners: &'static [&'static Operation],
}

impl Active {
    /// The rules that `config` enables.
    pub(super) fn of(config: &Config) -> Self {
        let mut active = Self::default();
        for (rule, owners) in rules::with_owners() {
            if let Some((stage, severity)) = Stage::of(rule.check).zip(config.severity(&rule.info)) {
                active.0[stage as usize].push(ActiveRule { rule, severity, owners });
            }
        }
        active
    }

    pub(super) fn in_group(&self, group: Group) -> Self {
        self.those(|rule| rule.info.group == group)
    }

    /// The rules for a text with a schema of the user: JSON syntax, and violations of any schema.
    pub(super) fn by_schema(&self) -> Self {
        self.those(|rule| rule.info.group == Group::Syntax || matches!(rule.check, Check::Violation(..)))
    }

    fn those(&self, is_wanted: impl Fn(&Rule) -> bool) -> Self {
        let wanted = |rules: &Vec<ActiveRule>| rules.iter().filter(|active| is_wanted(active.rule)).cloned().collect();
        Self(self.0.each_ref().map(wanted))
    }

    /// Calls `run` for each that is about requests of `operation`, as [`Active::each`] does.
    pub(super) fn each_about(
        &self,
        operation: Option<&Operation>,
        run: impl FnMut(&'static Rule, &mut Findings<'_>),
    ) -> Vec<Diagnostic> {
        let is_it = |owner: &&Operation| operation.is_some_and(|operation| std::ptr::eq(*owner, operation));
        let rules = self.0[Stage::Request as usize].iter();
        run_all(rules.filter(|active| active.owners.is_empty() || active.owners.iter().any(is_it)), run)
    }

    /// Calls `run` for each whose turn it is, and gives its findings their severity, or the highest that a finding may
    /// have.
    pub(super) fn each(&self, stage: Stage, run: impl FnMut(&'static Rule, &mut Findings<'_>)) -> Vec<Diagnostic> {
        run_all(self.0[stage as usize].iter(), run)
    }
}

fn run_all<'r>(
    rules: impl Iterator<Item = &'r ActiveRule>,
    mut run: impl FnMut(&'static Rule, &mut Findings<'_>),
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for active in rules {
        let first = found.len();
        run(active.rule, &mut Findings::new(&active.rule.info, &mut found));
        for diagnostic in &mut found[first..] {
            diagnostic.severity = active.severity.min(diagnostic.ceiling);
        }
    }
    found
}
