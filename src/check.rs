//! The pipeline: source → requests → operation → rules → findings. Pure: it touches no file, clock, thread or terminal.

mod active;
pub mod bodies;
pub mod configuration;
mod container;

use std::collections::BTreeSet;

use self::active::{Active, Stage};
use self::container::Container;
use crate::config::Config;
use crate::finding::{Finding, Group, Suppressed};
use crate::fingerprint;
use crate::input::Input;
use crate::inputs;
use crate::json;
use crate::operation::{Fit, Target};
use crate::operations;
use crate::page::Page;
use crate::report::Checked;
use crate::request::{ContainerKind, RawRequest, Request};
use crate::rule::{Check, Context, RequestSummary, Rule};
use crate::rules;
use crate::source::Source;
use crate::suppression::{self, Ignores};
use crate::text::Span;

/// Checks one source, which somebody named.
#[must_use]
pub fn check(source: Source, config: &Config) -> Checked {
    Checker::new(config.clone()).check(source)
}

/// Checks sources by one configuration, on any number of threads. What it reports of one source depends on no other.
#[derive(Debug)]
pub struct Checker {
    config: Config,
    active: Active,
}

impl Checker {
    /// Creates a checker.
    #[must_use]
    pub fn new(config: Config) -> Self {
        let mut active = Active::of(&config);
        if config.sender().is_some_and(|sender| sender.operation.is_none()) {
            // We have no schema for other operations, so only syntax rules run.
            active = active.in_group(Group::Syntax);
        }
        Self { config, active }
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Checks one source, which somebody named.
    #[must_use]
    pub fn check(&self, source: Source) -> Checked {
        match inputs::claiming(&source) {
            Some(input) => self.check_as(source, input),
            None => Checked { source, requests: 0, findings: Vec::new(), suppressed: Vec::new() },
        }
    }

    /// Checks one source, or a part of one, which `input` reads.
    #[must_use]
    pub fn check_as(&self, source: Source, input: &Input) -> Checked {
        check_source(source, input, &self.config, &self.active)
    }
}

fn check_source(source: Source, input: &Input, config: &Config, active: &Active) -> Checked {
    let mut findings = Vec::new();
    let mut requests = 0;
    let page = Page::of(&source);
    active.each(Stage::Source, &mut findings, |rule, findings| match (rule.check, &page) {
        (Check::Source(check), _) => check(&source, findings),
        (Check::Page(check), Some(page)) => check(page, findings),
        _ => {}
    });
    let mut together = Vec::new();
    let mut container = Container::default();
    let mut scripted = false;
    for raw in (input.requests)(&source) {
        requests += usize::from(raw.container != ContainerKind::Answer);
        scripted |= raw.container.is_script();
        let Some(summary) = check_request(&source, &raw, config, active, &mut findings) else { continue };
        if input.json && summary.graph {
            container.add(&source, &raw);
        }
        if summary.container.is_sent_together() {
            together.push(summary);
        }
    }
    if input.json && requests == 0 && !source.is_found() {
        // Whoever names a file wants to know that it is broken, whatever is in it.
        container.is_named();
    }
    container.check(&source, config, active, &mut findings);
    active.each(Stage::Requests, &mut findings, |rule, findings| {
        if let Check::Requests(check) = rule.check {
            check(&together, findings);
        }
    });
    let mut ignores = ignores_of(&source, input, config);
    ignores.meet(&findings);
    active.each(Stage::Ignores, &mut findings, |rule, findings| {
        if let Check::Ignores(check) = rule.check {
            check(&ignores, findings);
        }
    });
    findings.iter_mut().for_each(|finding| finding.mask(&source));
    findings.sort_by(|a, b| (a.span, a.rule.id, &a.message).cmp(&(b.span, b.rule.id, &b.message)));
    if scripted {
        // Several calls may send one literal, and each of them tells what is wrong with it.
        findings.dedup_by(|b, a| (a.span, a.rule.id, &a.message) == (b.span, b.rule.id, &b.message));
    }
    fingerprint::mark(&source, &mut findings);
    let (findings, suppressed) = ignores.part(findings);
    let (findings, suppressed) = sifted(findings, suppressed, config);
    Checked { source, requests, findings, suppressed }
}

/// The suppressions in a source. Where there surely are none, its comments need not be looked for.
fn ignores_of<'a>(source: &'a Source, input: &Input, config: &Config) -> Ignores<'a> {
    match input.comments.filter(|_| suppression::may_be_in(source.text())) {
        Some(comments) => {
            let off = |rule: &&Rule| !config.looks_for(rule);
            let off: BTreeSet<&str> = rules::all().filter(off).map(|rule| rule.info.id).collect();
            Ignores::read(source, &comments(source), &rules::infos(), |rule| !off.contains(rule.id))
        }
        None => Ignores::default(),
    }
}

/// Checks one request. What may be kept of it; nothing of one that is not ours.
fn check_request(
    source: &Source,
    raw: &RawRequest<'_>,
    config: &Config,
    active: &Active,
    findings: &mut Vec<Finding>,
) -> Option<RequestSummary> {
    let mut request = Request::read(raw);
    let mut target = Target::of(&request, operations::all());
    if let Some(operation) = config.operation().filter(|_| request.container() == ContainerKind::Body) {
        target.fit = Fit::Operation(operation);
    }
    let may_be_graph = target.is_host_unknown && request.container() == ContainerKind::Client;
    if may_be_graph && (!source.is_found() || mentions_graph(source)) {
        target.fit = Fit::Graph;
    }
    if matches!(target.fit, Fit::Foreign) {
        return RequestSummary::of(&Context::new(source, &request, &target, None, config.assumptions(Vec::new())));
    }
    let operation = target.operation();
    if let Some(body) = request.body.take() {
        request.body = Some(body.reconsidered(&|document| operation?.body.violation_count(document)));
    }
    let body = request.body.as_ref().filter(|body| !body.is_blank());
    let reading = body.zip(operation).map(|(body, operation)| operation.body.read(&body.document));
    let keys = target.keys.iter().map(|(name, span)| (name, span.of(request.text()))).collect();
    let context = Context::new(source, &request, &target, reading.as_ref(), config.assumptions(keys));
    let first = findings.len();
    active.each(Stage::Request, findings, |rule, findings| {
        let check = rule.check.of_request(&context).filter(|_| operations::is_about(rule, operation));
        if let Some(check) = check {
            check(&context, findings);
        }
    });
    without_unknown(findings, first, &raw.notes.unknown);
    let found = &mut findings[first..];
    let name = raw.name.clone().or_else(|| operation.map(|operation| operation.id.clone()));
    // A name is made only for somebody who reads it.
    let name = name.or_else(|| if found.is_empty() { None } else { context.resource()?.name(&request) });
    for finding in &mut *found {
        finding.request.clone_from(&name);
    }
    if let Some(body) = &request.body {
        found.sort_by_key(|finding| finding.span);
        let places: Vec<Span> = found.iter().map(|finding| finding.span).collect();
        for (finding, pointer) in found.iter_mut().zip(json::pointers(&body.document.tree, &places)) {
            finding.pointer = pointer.filter(|_| body.span.contains(finding.span));
        }
    }
    for finding in found {
        finding.relocate(&raw.mapped);
    }
    RequestSummary::of(&context)
}

/// Takes what was found from `first` on out that is about a value which is only known when the request is sent.
fn without_unknown(findings: &mut Vec<Finding>, first: usize, unknown: &[Span]) {
    if unknown.is_empty() {
        return;
    }
    let is_about = |finding: &Finding| {
        matches!(finding.rule.group, Group::Structure | Group::Value)
            && unknown.iter().any(|value| value.contains(finding.span) && !finding.span.is_empty())
    };
    let mut index = 0;
    findings.retain(|finding| {
        index += 1;
        index <= first || !is_about(finding)
    });
}

/// Whether another request of the source, or a comment, shows that it is about Microsoft Graph.
fn mentions_graph(source: &Source) -> bool {
    memchr::memmem::find(source.text().as_bytes(), b"graph.microsoft.").is_some()
}

/// The findings that are reported, and those that are not, with those that the configuration wants ignored among them.
fn sifted(findings: Vec<Finding>, mut aside: Vec<Suppressed>, config: &Config) -> (Vec<Finding>, Vec<Suppressed>) {
    let mut reported = Vec::with_capacity(findings.len());
    for finding in findings {
        match config.ignoring(&finding) {
            Some(by) => aside.push(Suppressed { finding, by }),
            None => reported.push(finding),
        }
    }
    aside.sort_by_key(|suppressed| (suppressed.finding.span, suppressed.finding.rule.id));
    (reported, aside)
}
