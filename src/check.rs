//! The pipeline: source → requests → operation → rules → findings. Pure: it touches no file, clock, thread or terminal.

mod active;
mod around;
pub(crate) mod bodies;
pub(crate) mod configuration;
mod container;
mod found;
pub mod schema_file;

use std::borrow::Cow;
use std::collections::BTreeSet;

use self::active::Active;
use self::around::{Requests, is_graphs};
use self::container::Container;
use self::found::Found;
use crate::catalogue::Catalogue;
use crate::config::Config;
use crate::finding::{Diagnostic, Finding, Group, Suppressed};
use crate::http::MessageErrorKind;
use crate::input::{Input, Opened};
use crate::inputs;
use crate::json::SyntaxErrorKind;
use crate::operation::{Fit, Target};
use crate::operations;
use crate::page::Page;
use crate::report::Checked;
use crate::request::{ContainerKind, RawRequest, Request};
use crate::rule::{Check, Context, RequestSummary, Rule, Topic};
use crate::rules;
use crate::source::Source;
use crate::suppression::{self, Ignores};
use crate::text::Span;

/// Checks one source as a file that the user named.
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
    /// Creates a checker that uses `config` for every source.
    #[must_use]
    pub fn new(config: Config) -> Self {
        let mut active = Active::of(&config);
        if config.sender().is_some_and(|sender| sender.operation.is_none()) {
            // We have no schema for other operations, so only syntax rules run.
            active = active.in_group(Group::Syntax);
        }
        if config.schema().is_some() {
            active = active.by_schema();
        }
        Self { config, active }
    }

    #[must_use]
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// Checks one source as a file that the user named.
    #[must_use]
    pub fn check(&self, source: Source) -> Checked {
        let source = source.with_clients(self.config.clients());
        let input = match self.config.schema() {
            Some(_) => Some(inputs::by_schema(&source)),
            None => inputs::claiming(&source),
        };
        match input {
            Some(input) => self.check_as(source, input),
            None => Checked {
                source,
                requests: 0,
                findings: Vec::new(),
                suppressed: Vec::new(),
                unread: Vec::new(),
                unread_blocks: Vec::new(),
            },
        }
    }

    /// Checks one source, or a part of one, which `input` reads.
    #[must_use]
    pub(crate) fn check_as(&self, source: Source, input: &Input) -> Checked {
        self.check_watched(source, input, &mut |_| {})
    }

    /// The same. `watch` gets each request after its rules, for a caller that needs what was read of it.
    #[must_use]
    pub(crate) fn check_watched(&self, source: Source, input: &Input, watch: &mut dyn FnMut(&Context<'_>)) -> Checked {
        self.check_into(Found::identified(), source, input, watch)
    }

    /// The same for a caller who compares no findings with those of another run: they get no identity.
    #[must_use]
    pub(crate) fn check_unidentified(&self, source: Source, input: &Input) -> Checked {
        self.check_into(Found::default(), source, input, &mut |_| {})
    }

    fn check_into(&self, found: Found, source: Source, input: &Input, watch: &mut dyn FnMut(&Context<'_>)) -> Checked {
        let source = source.with_clients(self.config.clients());
        match self.config.schema() {
            Some(schema) => schema_file::check_by(schema, source, input, &self.active, &self.config, found),
            None => check_source(source, input, &self.config, &self.active, found, watch),
        }
    }
}

fn check_source(
    source: Source,
    input: &Input,
    config: &Config,
    active: &Active,
    mut found: Found,
    watch: &mut dyn FnMut(&Context<'_>),
) -> Checked {
    let Opened { requests: opened, page, unread, unread_blocks } = (input.open)(&source);
    let docs = page.as_ref().filter(|page| page.is_of_graph());
    found.add(active.each(Topic::Source, |rule, findings| match (rule.check, docs) {
        (Check::Source(check), _) => check(&source, findings),
        (Check::Page(check), Some(page)) => check(page, findings),
        _ => {}
    }));
    let opened = Requests::new(opened);
    let mut requests = 0;
    let mut together = Vec::new();
    let mut container = Container::default();
    let mut scripted = false;
    while let Some(raw) = opened.next() {
        requests += usize::from(raw.container != ContainerKind::Answer);
        scripted |= raw.container.is_script();
        let Some(summary) = check_request(&source, &raw, config, active, &mut found, &opened, watch) else { continue };
        if input.json && summary.graph {
            container.add(&source, &raw);
        }
        if summary.container.is_sent_together() {
            together.push(summary);
        }
    }
    drop(opened);
    if input.json && requests == 0 && !source.is_found() {
        // A user who names a file wants to know that it is broken, whatever it contains.
        container.is_named();
    }
    container.check(&source, config, active, &mut found);
    found.add(active.each(Topic::Requests, |rule, findings| {
        if let Check::Requests(check) = rule.check {
            check(&together, findings);
        }
    }));
    let mut ignores = ignores_of(&source, input, page.as_ref(), config);
    ignores.meet(found.places());
    found.add(active.each(Topic::Ignores, |rule, findings| {
        if let Check::Ignores(check) = rule.check {
            check(&ignores, findings);
        }
    }));
    let catalogue = config.catalogue().unwrap_or_else(|| Catalogue::builtin());
    let findings = found.finish(&source, catalogue, scripted);
    let (findings, suppressed) = ignores.part(findings);
    let (findings, suppressed) = sifted(findings, suppressed, config);
    Checked { source, requests, findings, suppressed, unread, unread_blocks }
}

/// The suppressions in a source. Comments are searched only if the source can have some.
fn ignores_of<'a>(source: &'a Source, input: &Input, page: Option<&Page<'_>>, config: &Config) -> Ignores<'a> {
    match input.comments.filter(|_| suppression::may_be_in(source.text())) {
        Some(comments) => {
            let off = |rule: &&Rule| !config.looks_for(rule);
            let off: BTreeSet<&str> = rules::all().filter(off).map(|rule| rule.info.id).collect();
            Ignores::read(source, &comments(source, page), &rules::infos(), |rule| !off.contains(rule.id))
        }
        None => Ignores::default(),
    }
}

/// Checks one request. Returns a summary, or `None` for a request to another host.
fn check_request(
    source: &Source,
    raw: &RawRequest<'_>,
    config: &Config,
    active: &Active,
    found: &mut Found,
    requests: &Requests<'_>,
    watch: &mut dyn FnMut(&Context<'_>),
) -> Option<RequestSummary> {
    let mut request = Request::read(raw);
    let mut target = Target::of(&request, operations::all());
    requests.note(&request, &target);
    if let Some(operation) = config.operation().filter(|_| request.container() == ContainerKind::Body) {
        target.fit = Fit::Operation(operation);
    }
    let is_named = config.named().is_some() && request.container() == ContainerKind::Body && request.url.is_none();
    if is_named || matches!(target.fit, Fit::Foreign) && is_graphs(source, &request, target.likeness, requests) {
        target.fit = Fit::Graph;
    }
    if matches!(target.fit, Fit::Foreign) {
        let context = Context::new(source, &request, &target, None, config.assumptions(Vec::new()));
        watch(&context);
        return RequestSummary::of(&context);
    }
    let operation = target.operation();
    if operation.is_none() && is_content(&request) {
        request.body = None;
    }
    if let Some(body) = request.body.take() {
        request.body = Some(body.reconsidered(&|document| operation?.body.violation_count(document)));
    }
    let body = request.body.as_ref().filter(|body| !body.is_blank());
    let reading = body.zip(operation).map(|(body, operation)| operation.body.read(&body.document));
    let keys = target.keys.iter().map(|(name, span)| (name, span.of(request.text()))).collect();
    let context = Context::new(source, &request, &target, reading.as_ref(), config.assumptions(keys));
    let mut diagnostics = active.check_request(&context, |_| true);
    without_unknown(&mut diagnostics, &raw.notes.unknown);
    // It is not known which side of an unfinished merge is meant, and a fix would leave its markers.
    let is_unfinished = context
        .syntax_errors()
        .iter()
        .any(|error| error.kind == SyntaxErrorKind::ConflictMarker && error.edits.is_empty())
        || context.message_errors().any(|error| error.kind == MessageErrorKind::ConflictMarker);
    if is_unfinished {
        diagnostics.iter_mut().for_each(|diagnostic| diagnostic.fix = None);
    }
    // Compute the name only if it is used.
    if !diagnostics.is_empty() {
        let of_operation = || operation.map(|operation| Cow::Borrowed(operation.id.as_str()));
        let name = raw.name.clone().map(Cow::Owned).or_else(of_operation);
        let name = name.or_else(|| context.request_name().map(Cow::Owned));
        found.add_of(raw, request.body.as_ref(), name.as_ref(), diagnostics);
    }
    watch(&context);
    RequestSummary::of(&context)
}

/// Whether the body is a file, a page or a message by the type that is given for it, and does not look like JSON.
fn is_content(request: &Request<'_>) -> bool {
    const TYPES: [&str; 8] = [
        "text/",
        "image/",
        "audio/",
        "video/",
        "multipart/",
        "application/octet-stream",
        "application/pdf",
        "application/zip",
    ];
    let text = request.text();
    let is_other = request.header("Content-Type").is_some_and(|header| {
        let value = header.value.of(text).to_ascii_lowercase();
        TYPES.iter().any(|start| value.starts_with(start)) && !value.contains("json")
    });
    is_other && request.body.as_ref().is_some_and(|body| !body.span.of(text).starts_with(['{', '[']))
}

/// Removes findings about values that are known only when the request is sent.
fn without_unknown(diagnostics: &mut Vec<Diagnostic>, unknown: &[Span]) {
    if unknown.is_empty() {
        return;
    }
    let is_about = |diagnostic: &Diagnostic| {
        matches!(diagnostic.rule.group, Group::Structure | Group::Value)
            && unknown.iter().any(|value| value.contains(diagnostic.span) && !diagnostic.span.is_empty())
    };
    diagnostics.retain(|diagnostic| !is_about(diagnostic));
}

/// The findings that are reported, and those that are suppressed, by comments or by the configuration.
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

#[cfg(test)]
mod tests {
    mod body_schema;
    mod mistakes;

    use super::*;
    use crate::json::read_log;

    const BODY: &str = r#"{"parameters": [{"ruleId": "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8", "subjects": [{"objectId": "9bb0f679-a883-4a6f-8260-35b491b8b8c8", "objectTypeName": "User"}]}]}"#;
    const URL: &str = "https://graph.microsoft.com/v1.0/servicePrincipals/03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8/synchronization/jobs/scim.1/provisionOnDemand";
    const RELATIVE: &str =
        "/servicePrincipals/03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8/synchronization/jobs/scim.1/provisionOnDemand";

    /// The texts that are read as JSON while a source is claimed and checked.
    fn read(name: &str, text: &str) -> Vec<String> {
        let infos = rules::infos();
        let config = Config::new(&infos, [], []).expect("no word is given");
        let run = || {
            let checked = check(Source::new(name, text).expect("it is small"), &config);
            assert!(checked.requests > 0, "{name}");
        };
        // The data of the program itself is read only once.
        run();
        read_log::take();
        run();
        read_log::take()
    }

    #[test]
    fn a_body_is_read_once() {
        assert_eq!(read("body.json", BODY), [BODY]);
    }

    #[test]
    fn bodies_in_json_are_read_with_it() {
        let envelope = format!(r#"{{"method": "POST", "url": "{URL}", "body": {BODY}}}"#);
        assert_eq!(read("envelope.json", &envelope), [envelope.as_str()]);
        let request = |id: &str| format!(r#"{{"id": "{id}", "method": "POST", "url": "{RELATIVE}", "body": {BODY}}}"#);
        let batch = format!(r#"{{"requests": [{}, {}]}}"#, request("1"), request("2"));
        assert_eq!(read("batch.json", &batch), [batch.as_str()]);
    }

    #[test]
    fn bodies_in_strings_are_read_once_each() {
        let string = serde_json::Value::from(BODY).to_string();
        let entry = format!(
            r#"{{"request": {{"method": "POST", "url": "{URL}", "headers": [], "postData": {{"text": {string}}}}}, "response": {{"status": 200, "headers": [], "content": {{"text": "{{}}"}}}}}}"#
        );
        let recording = format!(r#"{{"log": {{"version": "1.2", "entries": [{entry}]}}}}"#);
        assert_eq!(read("recording.json", &recording), [recording.as_str(), BODY, "{}"]);
    }

    #[test]
    fn bodies_on_a_page_are_read_once_each() {
        let comment = r#"{ "blockType": "request", "name": "a" }"#;
        let answer = r#"{ "blockType": "response", "@odata.type": "microsoft.graph.user" }"#;
        let page = format!(
            "<!-- {comment} -->\n``` http\nPOST {URL}\nContent-Type: application/json\n\n{BODY}\n```\n\n<!-- {answer} -->\n``` http\nHTTP/1.1 200 OK\n\n{{}}\n```\n"
        );
        let words: Vec<String> = read("page.md", &page).iter().map(|words| words.trim().to_owned()).collect();
        assert_eq!(words, [comment, answer, BODY, "{}"]);
    }
}
