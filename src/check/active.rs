//! The rules that are on, looked up once for a configuration and not again for each request.

use crate::config::Config;
use crate::finding::{Finding, Group, Severity};
use crate::rule::{Check, Findings, Rule};
use crate::rules;

/// Rules, each with the severity of its findings.
#[derive(Debug)]
pub(super) struct Active(Vec<(&'static Rule, Severity)>);

impl Active {
    /// Those that `config` has on.
    pub(super) fn of(config: &Config) -> Self {
        Self(rules::all().filter_map(|rule| Some((rule, config.severity(&rule.info)?))).collect())
    }

    /// Those of a group.
    pub(super) fn in_group(&self, group: Group) -> Self {
        Self(self.0.iter().copied().filter(|(rule, _)| rule.info.group == group).collect())
    }

    /// Calls `run` for each, and gives its findings their severity.
    pub(super) fn each(&self, findings: &mut Vec<Finding>, mut run: impl FnMut(Check, &mut Findings<'_>)) {
        for &(rule, severity) in &self.0 {
            let first = findings.len();
            run(rule.check, &mut Findings::new(&rule.info, findings));
            for finding in &mut findings[first..] {
                finding.severity = severity;
            }
        }
    }
}
