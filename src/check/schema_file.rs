//! JSON Schemas of the user: reading them, with their errors as findings, and checking texts against them.

use std::sync::Arc;

use super::active::Active;
use super::found::Found;
use super::{Checker, sifted};
use crate::catalogue::Catalogue;
use crate::config::Config;
use crate::finding::{Diagnostic, Severity};
use crate::input::Input;
use crate::inputs;
use crate::json;
use crate::operation::{Fit, Keys, Likeness, Target};
use crate::report::Checked;
use crate::request::{RawRequest, Request};
use crate::rule::{Check, Context, Topic};
use crate::rules;
use crate::rules::UNREADABLE;
use crate::rules::config::INVALID_CONFIGURATION;
use crate::schema::{JsonSchema, SchemaFile, SchemaFiles, SchemaProblem};
use crate::source::{Source, SourceError};
use crate::text::{Span, offset};

/// Why errors matter in a text that is not sent to a service.
const UNREADABLE_TEXT: &str = "A file that is not valid JSON is refused by the programs that read it.";

/// Makes a schema of a text, and with `load` of the files that it refers to, by their paths from its folder. What `load` says
/// of one that it does not have is reported to the user.
///
/// # Errors
/// The errors in the files: invalid JSON, invalid schemas, and references to something that does not exist.
pub fn read(
    schema: Source,
    load: &mut dyn FnMut(&str) -> Result<Source, String>,
) -> Result<Arc<JsonSchema>, Vec<Checked>> {
    let files = SchemaFiles::read(schema, load);
    let mut checked: Vec<Checked> = files.files().iter().filter_map(|file| judged(file).ok()).collect();
    add_problems(&mut checked, files.problems());
    if checked.iter().any(|it| it.findings.iter().any(|finding| finding.severity == Severity::Error)) {
        return Err(checked);
    }
    JsonSchema::new(files).map(Arc::new).map_err(|problem| {
        add_problems(&mut checked, &[problem]);
        checked
    })
}

/// The errors in a file by itself.
fn judged(file: &SchemaFile) -> Result<Checked, SourceError> {
    let source = Source::new(file.source.name(), file.source.text())?;
    let nothing = |source| Checked {
        source,
        requests: 0,
        findings: Vec::new(),
        suppressed: Vec::new(),
        unread: Vec::new(),
        unread_blocks: Vec::new(),
    };
    let Some(schema) = JsonSchema::of_draft(file) else { return Ok(nothing(source)) };
    let Ok(config) = Config::new(&rules::infos(), ["all"], []) else { return Ok(nothing(source)) };
    let mut checked = Checker::new(config.with_schema(schema)).check_as(source, inputs::BODY);
    checked.findings.retain(|finding| finding.severity == Severity::Error);
    Ok(Checked { requests: 0, ..checked })
}

fn add_problems(checked: &mut [Checked], problems: &[SchemaProblem]) {
    for problem in problems {
        let Some(file) = checked.get_mut(problem.file) else { continue };
        let mut diagnostic = Diagnostic::new(INVALID_CONFIGURATION, problem.span, problem.message.clone());
        diagnostic.label(problem.span, problem.label).help(problem.help.clone());
        file.findings.push(diagnostic.finish(&file.source, None, None));
        file.findings.sort_by_key(|finding| finding.span);
    }
}

/// Checks a source against a schema: one JSON text, or one in each line.
pub(super) fn check_by(
    schema: &JsonSchema,
    source: Source,
    input: &Input,
    active: &Active,
    config: &Config,
    mut found: Found,
) -> Checked {
    found.add(active.each(Topic::Source, |rule, findings| {
        if let Check::Source(check) = rule.check {
            check(&source, findings);
        }
    }));
    let texts = texts(source.text(), input);
    for &text in &texts {
        check_text(schema, &source, text, active, config, &mut found);
    }
    let findings = found.finish(&source, Catalogue::builtin(), false);
    let requests = texts.len();
    let (findings, suppressed) = sifted(findings, Vec::new(), config);
    Checked { source, requests, findings, suppressed, unread: Vec::new(), unread_blocks: Vec::new() }
}

/// The JSON texts of a source.
fn texts(text: &str, input: &Input) -> Vec<Span> {
    if !input.by_line {
        return vec![Span::whole(text)];
    }
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let span = Span::new(at, at + offset(line.trim_end_matches(['\n', '\r']).len()));
        at += offset(line.len());
        span
    });
    lines.filter(|line| !line.of(text).trim().is_empty()).collect()
}

fn check_text(schema: &JsonSchema, source: &Source, text: Span, active: &Active, config: &Config, found: &mut Found) {
    let raw = RawRequest::body(source.text(), text);
    let mut request = Request::read(&raw);
    if let Some(body) = request.body.take() {
        let violations = |document: &json::Document<'_>| Some(schema.read(document).violations().len());
        request.body = Some(body.reconsidered(&violations));
    }
    let target = Target {
        fit: Fit::Foreign,
        version: None,
        keys: Keys::default(),
        departures: Vec::new(),
        likeness: Likeness::None,
    };
    let reading = request.body.as_ref().map(|body| schema.read(&body.document));
    let context = Context::new(source, &request, &target, reading.as_ref(), config.assumptions(Vec::new()));
    let mut diagnostics = active.check_request(&context, |_| true);
    for help in diagnostics.iter_mut().filter_map(|diagnostic| diagnostic.help.as_mut()) {
        *help = help.replace(UNREADABLE, UNREADABLE_TEXT).into();
    }
    found.add_of(&raw, request.body.as_ref(), None, diagnostics);
}
