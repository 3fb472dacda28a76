//! The rules that are on, looked up once for a configuration and not again for each request.

use crate::config::Config;
use crate::finding::{Diagnostic, Group, Severity};
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

/// Rules by their stage, each with the severity of its findings.
#[derive(Debug, Default)]
pub(super) struct Active([Vec<(&'static Rule, Severity)>; Stage::COUNT]);

impl Active {
    /// The rules that `config` enables.
    pub(super) fn of(config: &Config) -> Self {
        let mut active = Self::default();
        for rule in rules::all() {
            if let Some((stage, severity)) = Stage::of(rule.check).zip(config.severity(&rule.info)) {
                active.0[stage as usize].push((rule, severity));
            }
        }
        active
    }

    pub(super) fn in_group(&self, group: Group) -> Self {
        let of_group = |rules: &Vec<(&'static Rule, Severity)>| {
            rules.iter().copied().filter(|(rule, _)| rule.info.group == group).collect()
        };
        Self(self.0.each_ref().map(of_group))
    }

    /// The rules for a text with a schema of the user: JSON syntax, and violations of any schema.
    pub(super) fn by_schema(&self) -> Self {
        let wanted = |rule: &Rule| rule.info.group == Group::Syntax || matches!(rule.check, Check::Violation(..));
        let of =
            |rules: &Vec<(&'static Rule, Severity)>| rules.iter().copied().filter(|(rule, _)| wanted(rule)).collect();
        Self(self.0.each_ref().map(of))
    }

    /// Calls `run` for each rule of the stage, and sets the severity of its findings, limited by their ceiling.
    pub(super) fn each(&self, stage: Stage, mut run: impl FnMut(&'static Rule, &mut Findings<'_>)) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for &(rule, severity) in &self.0[stage as usize] {
            let first = found.len();
            run(rule, &mut Findings::new(&rule.info, &mut found));
            for diagnostic in &mut found[first..] {
                diagnostic.severity = severity.min(diagnostic.ceiling);
            }
        }
        found
    }
}
