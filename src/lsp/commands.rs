//! Commands that the client has run here.

use serde_json::json;

use super::actions::{self, EXPLAIN};
use super::protocol::{
    ApplyWorkspaceEditParams, DocumentChange, ErrorCode, ExecuteCommandParams, TextEdit, Uri, WorkspaceEdit,
};
use super::state::{Answer, State, error, value};
use crate::rules;
use crate::source::Source;
use crate::text::{Edit, Span};
use crate::workspace::Request;

/// Makes all safe fixes in all folders.
const FIX_WORKSPACE: &str = "msgraph-lint.fixAllInWorkspace";

/// The commands that there are.
pub(super) const COMMANDS: [&str; 2] = [EXPLAIN, FIX_WORKSPACE];

pub(super) fn execute(state: &mut State, params: ExecuteCommandParams) -> Answer {
    match params.command.as_str() {
        EXPLAIN => {
            let id = params.arguments.as_ref().and_then(|it| it.first()?.as_str());
            explain(state, id.unwrap_or_default())
        }
        FIX_WORKSPACE => fix_workspace(state),
        other => Err(error(ErrorCode::InvalidParams, format!("there is no command `{other}`"))),
    }
}

/// Opens the page of a rule, or says what it is about. The answer is the page.
fn explain(state: &mut State, id: &str) -> Answer {
    let Some(rule) = rules::infos().into_iter().find(|rule| rule.id == id) else {
        return Err(error(ErrorCode::InvalidParams, format!("there is no rule `{id}`")));
    };
    if state.client.shows_documents {
        state.demand("window/showDocument", json!({ "uri": rule.url(), "external": true }));
    } else {
        let message = format!("{}: {}\n{}", rule.id, rule.summary, rule.url());
        state.notify("window/showMessage", json!({ "type": 3, "message": message }));
    }
    Ok(json!(format!("# {}\n\n{}\n", rule.id, rule.manual.trim_end())))
}

/// Fixes what is safe to fix in all files of all folders, as far as the configuration does not leave them out.
fn fix_workspace(state: &mut State) -> Answer {
    if !state.client.applies_edits {
        return Err(error(ErrorCode::RequestFailed, "the editor does not take changes from the server"));
    }
    let mut changes: Vec<(String, Option<i32>, Vec<TextEdit>)> = Vec::new();
    let mut fixes = Vec::new();
    let files = state.files();
    // The last one is not a folder of the client's.
    let folders = state.folders.len().saturating_sub(1);
    for folder in state.folders.iter_mut().take(folders) {
        let root = folder.root.clone();
        let request = Request { paths: vec![root.clone()], ..Request::default() };
        for task in folder.workspace().plan(&request).tasks {
            let Ok(Some(claimed)) = task.read(&*files, &root) else { continue };
            let Some(path) = claimed.path else { continue };
            let Ok(before) = Source::new(claimed.source.name(), claimed.source.text()) else { continue };
            let after = actions::fixed(claimed.source, &claimed.settings.checker(), claimed.input);
            let Some(after) = after else { continue };
            let edits = actions::edits(before.text(), after.source.text());
            if !actions::hold_secret(&edits, &before) {
                fixes.push((root.join(path), edits, before));
            }
        }
    }
    for (path, mut edits, mut source) in fixes {
        let uri = state.uri_of(&path);
        let version = state.open.get(&uri).map(|open| open.document.version);
        if changes.iter().any(|(known, ..)| *known == uri) {
            continue;
        }
        if version.is_none() {
            without_mark(&mut source, &mut edits);
        }
        changes.push((uri, version, actions::edits_of(state, &source, &edits)));
    }
    let count = changes.len();
    let edit = match state.client.document_changes {
        true => {
            let change = |(uri, version, edits): (String, Option<i32>, Vec<TextEdit>)| {
                DocumentChange::TextDocumentEdit(actions::document_edit(&uri, version, edits))
            };
            WorkspaceEdit { document_changes: Some(changes.into_iter().map(change).collect()), ..Default::default() }
        }
        false => {
            let changes = changes.into_iter().map(|(uri, _, edits)| (Uri(uri), edits)).collect();
            WorkspaceEdit { changes: Some(changes), ..Default::default() }
        }
    };
    if count > 0 {
        let params = ApplyWorkspaceEditParams {
            label: Some("Fix all that is safe to fix (msgraph-lint)".to_owned()),
            edit,
            ..Default::default()
        };
        state.demand("workspace/applyEdit", value(&params));
    }
    Ok(json!({ "files": count }))
}

/// An editor does not count the byte order mark of a file.
fn without_mark(source: &mut Source, edits: &mut Vec<Edit>) {
    const MARK: char = '\u{FEFF}';
    let Some(rest) = source.text().strip_prefix(MARK) else { return };
    let length = crate::text::offset(MARK.len_utf8());
    let Ok(plain) = Source::new(source.name(), rest) else { return };
    edits.retain(|edit| edit.span.start >= length);
    for edit in edits {
        edit.span = Span::new(edit.span.start - length, edit.span.end - length);
    }
    *source = plain;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_not_counted() {
        let mut source = Source::new("a.json", "\u{FEFF}{ \"a\" 1 }").expect("it is small");
        let mut edits = vec![Edit::delete(Span::new(0, 3)), Edit::insert(8, ":")];
        without_mark(&mut source, &mut edits);
        assert_eq!((source.text(), edits), ("{ \"a\" 1 }", vec![Edit::insert(5, ":")]));
    }
}
