//! The rules that are on, by what they are about: looked up once for a configuration, and not again for each request.

use crate::config::Config;
use crate::finding::{Diagnostic, Group, Severity};
use crate::operation::Operation;
use crate::rule::{Check, Context, Findings, Rule, Topic};
use crate::rules;

/// The rules of a configuration by their topic, each in the order of the registry.
#[derive(Debug, Default)]
pub(super) struct Active(Vec<(Topic, Vec<ActiveRule>)>);

#[derive(Clone, Debug)]
struct ActiveRule {
    rule: &'static Rule,
    /// The severity of its findings, unless they ask for less.
    severity: Severity,
    /// Whether the user set it, so that its findings may not ask for more.
    is_set: bool,
    /// The numbers of the operations that it is about alone; empty if it is about all requests.
    owners: &'static [usize],
}

impl Active {
    /// The rules that `config` enables.
    pub(super) fn of(config: &Config) -> Self {
        let mut active = Self::default();
        for (rule, owners) in rules::with_owners() {
            if let Some((topic, severity)) = rule.check.topic().zip(config.severity(&rule.info)) {
                let rule = ActiveRule { rule, severity, is_set: config.sets_severity(&rule.info), owners };
                match active.0.iter_mut().find(|(known, _)| *known == topic) {
                    Some((_, rules)) => rules.push(rule),
                    None => active.0.push((topic, vec![rule])),
                }
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
        let rules = self.0.iter().map(|(topic, rules)| (*topic, wanted(rules)));
        Self(rules.filter(|(_, rules): &(_, Vec<_>)| !rules.is_empty()).collect())
    }

    /// What the rules find that `is_wanted`, in a request.
    pub(super) fn check_request(&self, context: &Context<'_>, is_wanted: impl Fn(&Rule) -> bool) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (_, rules) in self.0.iter().filter(|(topic, _)| context.has(*topic)) {
            for active in rules.iter().filter(|active| active.is_about(context.operation()) && is_wanted(active.rule)) {
                if let Some(check) = active.rule.check.of_request(context) {
                    active.run(&mut found, |_, findings| check(context, findings));
                }
            }
        }
        found
    }

    /// What `run` finds for each rule about `topic`.
    pub(super) fn each(&self, topic: Topic, mut run: impl FnMut(&'static Rule, &mut Findings<'_>)) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for active in self.0.iter().filter(|(known, _)| *known == topic).flat_map(|(_, rules)| rules) {
            active.run(&mut found, &mut run);
        }
        found
    }
}

impl ActiveRule {
    fn is_about(&self, operation: Option<&Operation>) -> bool {
        self.owners.is_empty() || operation.is_some_and(|operation| self.owners.contains(&operation.number))
    }

    /// Gives the findings of `run` the severity of the rule, or the highest or lowest that a finding may have.
    fn run(&self, found: &mut Vec<Diagnostic>, run: impl FnOnce(&'static Rule, &mut Findings<'_>)) {
        let first = found.len();
        run(self.rule, &mut Findings::new(&self.rule.info, found));
        for diagnostic in &mut found[first..] {
            let floor = if self.is_set { Severity::Info } else { diagnostic.floor };
            diagnostic.severity = self.severity.max(floor).min(diagnostic.ceiling);
        }
    }
}
