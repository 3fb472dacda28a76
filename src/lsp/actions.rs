//! What an editor offers at a place: fixes, suppressions, the page of a rule. All edits are in the answer.

mod fixing;
mod ignoring;

pub(super) use fixing::{edits, fixed, hold_secret};

use std::collections::HashMap;
use std::path::Path;

use super::diagnostics;
use super::folders::{Analysis, folder_of};
use super::positions::Positions;
use super::protocol::{
    CodeAction, CodeActionKind, CodeActionParams, Command, CreateFile, CreateFileOptions, DocumentChange, Edit,
    OptionalVersionedTextDocumentIdentifier, ResponseError, TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri,
    WorkspaceEdit,
};
use super::state::State;
use crate::finding::{Finding, Safety};
use crate::source::{Source, visible};
use crate::text::{self, LineIndex, Span};

/// The command that shows the page of a rule, whose id is its argument.
pub(super) const EXPLAIN: &str = "msgraph-lint.explain";

/// The kinds of actions that there are.
pub(super) const KINDS: [&str; 2] = ["quickfix", FIX_ALL];

/// All safe fixes of a document, as on saving.
const FIX_ALL: &str = "source.fixAll.msgraphLint";

/// Findings at one place that are offered something about. More than that nobody reads.
const MOST_FINDINGS: usize = 16;

/// The actions in a range of a document.
pub(super) fn actions(state: &mut State, params: CodeActionParams) -> Result<Vec<CodeAction>, ResponseError> {
    let uri = params.text_document.uri.0;
    let Some(analysis) = state.analysis(&uri) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let wanted: Option<Vec<String>> = params.context.only.map(|only| only.iter().map(kind_name).collect());
    let wants = |kind: &str| wanted.as_ref().is_none_or(|wanted| wanted.iter().any(|it| is_kind(kind, it)));
    if wants("quickfix") {
        let source = &analysis.checked.source;
        let span = Positions::new(source.text(), source.lines(), state.client.encoding).span(params.range);
        let at_place = |finding: &&Finding| touches(finding.span, span, source);
        let at_place: Vec<&Finding> = analysis.checked.findings.iter().filter(at_place).take(MOST_FINDINGS).collect();
        for finding in &at_place {
            found.extend(fix(state, &uri, &analysis, finding));
        }
        for finding in &at_place {
            found.extend(ignores(state, &uri, &analysis, finding));
        }
        let mut explained: Vec<&str> = Vec::new();
        for finding in at_place {
            if !explained.contains(&finding.rule.id) {
                explained.push(finding.rule.id);
                found.push(explanation(state, &uri, &analysis, finding));
            }
        }
    }
    if wants(FIX_ALL)
        && let Some(edits) = fixing::all_safe(&analysis)
    {
        found.push(CodeAction {
            title: "Fix all that is safe to fix (msgraph-lint)".to_owned(),
            kind: Some(kind(FIX_ALL)),
            edit: Some(of_document(state, &uri, &analysis.checked.source, &edits)),
            ..CodeAction::default()
        });
    }
    Ok(found)
}

/// Whether a finding is at the place that is asked about. The cursor is after a word as well as on it.
fn touches(place: Span, asked: Span, source: &Source) -> bool {
    // Of a gap nothing can be hit but the words around it.
    let around = if place.is_empty() { line_around(place, source) } else { place };
    around.start <= asked.end && asked.start <= around.end
}

/// The characters next to a gap.
fn line_around(gap: Span, source: &Source) -> Span {
    let text = source.text();
    let before =
        text.get(..gap.start as usize).and_then(|it| it.chars().next_back()).filter(|it| !"\r\n".contains(*it));
    let behind = text.get(gap.end as usize..).and_then(|it| it.chars().next()).filter(|it| !"\r\n".contains(*it));
    let length = |character: Option<char>| character.map_or(0, |it| text::offset(it.len_utf8()));
    Span::new(gap.start - length(before), gap.end + length(behind))
}

fn kind(name: &'static str) -> CodeActionKind {
    CodeActionKind::Custom(name.into())
}

fn kind_name(kind: &CodeActionKind) -> String {
    serde_json::to_value(kind).ok().and_then(|it| it.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Whether a kind is the one that is wanted, or below it: `source` wants `source.fixAll` too.
fn is_kind(kind: &str, wanted: &str) -> bool {
    kind.strip_prefix(wanted).is_some_and(|rest| wanted.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

/// The fix of one finding. One that would write a secret is not offered.
fn fix(state: &State, uri: &str, analysis: &Analysis, finding: &Finding) -> Option<CodeAction> {
    let fix = finding.shown_fix()?;
    let is_safe = fix.safety() == Safety::Safe;
    let title = visible(fix.title(), false);
    let title = title[..1].to_uppercase() + &title[1..];
    Some(CodeAction {
        title: if is_safe { title } else { format!("{title} (unsafe: a guess, or text is lost)") },
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: shown(state, uri, analysis, finding),
        is_preferred: is_safe.then_some(true),
        edit: Some(of_document(state, uri, &analysis.checked.source, fix.edits())),
        ..CodeAction::default()
    })
}

/// The diagnostic that an action is about, or `None` if it is not shown.
fn shown(state: &State, uri: &str, analysis: &Analysis, finding: &Finding) -> Option<Vec<super::protocol::Diagnostic>> {
    let document = &state.open.get(uri)?.document;
    let folder = state.folders.get(folder_of(&state.folders, &document.path))?;
    let source = &analysis.checked.source;
    let positions = Positions::new(source.text(), source.lines(), state.client.encoding);
    diagnostics::is_shown(finding, &folder.settings, document.is_json)
        .then(|| vec![diagnostics::diagnostic(finding, uri, &positions, &state.client)])
}

/// What keeps a finding silent.
fn ignores(state: &mut State, uri: &str, analysis: &Analysis, finding: &Finding) -> Vec<CodeAction> {
    let id = finding.rule.id;
    let titles = [format!("Ignore {id} here"), format!("Ignore {id} in this file")];
    let diagnostics = shown(state, uri, analysis, finding);
    let action = |title: &String, edit| CodeAction {
        title: title.clone(),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: diagnostics.clone(),
        edit: Some(edit),
        ..CodeAction::default()
    };
    if analysis.input.comments.is_some() {
        let edits = ignoring::comments(analysis, finding);
        return titles
            .iter()
            .zip(edits)
            .filter_map(|(title, edits)| {
                Some(action(title, of_document(state, uri, &analysis.checked.source, &edits?)))
            })
            .collect();
    }
    let Some(path) = state.open.get(uri).map(|open| open.document.path.clone()) else { return Vec::new() };
    let entries = ignoring::entries(state, &path, finding);
    titles
        .iter()
        .zip(entries)
        .filter_map(|(title, entry)| {
            let (file, before, added) = entry?;
            let title = format!("{title} (in msgraph-lint.toml)");
            Some(action(&title, of_configuration(state, &file, before.as_deref(), added)?))
        })
        .collect()
}

/// The page of a rule.
fn explanation(state: &State, uri: &str, analysis: &Analysis, finding: &Finding) -> CodeAction {
    let id = finding.rule.id;
    CodeAction {
        title: format!("Explain {id}"),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: shown(state, uri, analysis, finding),
        command: Some(Command {
            title: format!("Explain {id}"),
            command: EXPLAIN.to_owned(),
            arguments: Some(vec![id.into()]),
            tooltip: None,
        }),
        ..CodeAction::default()
    }
}

/// The change of a document that is open.
fn of_document(state: &State, uri: &str, source: &Source, edits: &[text::Edit]) -> WorkspaceEdit {
    let version = state.open.get(uri).map(|open| open.document.version);
    of_edits(state, uri, version, edits_of(state, source, edits))
}

/// Edits as the client counts.
pub(super) fn edits_of(state: &State, source: &Source, edits: &[text::Edit]) -> Vec<TextEdit> {
    let positions = Positions::new(source.text(), source.lines(), state.client.encoding);
    let edit = |edit: &text::Edit| TextEdit { range: positions.range(edit.span), new_text: edit.text.clone() };
    edits.iter().map(edit).collect()
}

/// The change of one document, in the form that the client understands.
fn of_edits(state: &State, uri: &str, version: Option<i32>, edits: Vec<TextEdit>) -> WorkspaceEdit {
    if !state.client.document_changes {
        return WorkspaceEdit {
            changes: Some(HashMap::from([(Uri(uri.to_owned()), edits)])),
            ..WorkspaceEdit::default()
        };
    }
    let change = DocumentChange::TextDocumentEdit(document_edit(uri, version, edits));
    WorkspaceEdit { document_changes: Some(vec![change]), ..WorkspaceEdit::default() }
}

pub(super) fn document_edit(uri: &str, version: Option<i32>, edits: Vec<TextEdit>) -> TextDocumentEdit {
    let identifier = TextDocumentIdentifier { uri: Uri(uri.to_owned()) };
    TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { version, text_document_identifier: identifier },
        edits: edits.into_iter().map(Edit::TextEdit).collect(),
    }
}

/// The change that adds `words` to the end of a configuration, which may have to be created.
fn of_configuration(state: &State, file: &Path, before: Option<&str>, words: String) -> Option<WorkspaceEdit> {
    let uri = state.uri_of(file);
    let text = before.unwrap_or_default();
    let lines = LineIndex::new(text);
    let end = Positions::new(text, &lines, state.client.encoding).position(text::offset(text.len()));
    let edits = vec![TextEdit { range: super::protocol::Range { start: end, end }, new_text: words }];
    let version = state.open.get(&uri).map(|open| open.document.version);
    if before.is_some() {
        return Some(of_edits(state, &uri, version, edits));
    }
    if !state.client.document_changes || !state.client.creates_files {
        return None;
    }
    let options = CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
    let create = CreateFile { uri: Uri(uri.clone()), options: Some(options), annotation_id: None };
    let changes =
        vec![DocumentChange::CreateFile(create), DocumentChange::TextDocumentEdit(document_edit(&uri, None, edits))];
    Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
}
