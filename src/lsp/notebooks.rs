//! Notebooks: each of their cells is a document of its own, which the client names by a URI of its own.

use serde_json::{Value, json};

use super::state::State;

/// The languages of cells that are of interest.
const LANGUAGES: [&str; 9] =
    ["json", "http", "rest", "markdown", "powershell", "shellscript", "python", "javascript", "typescript"];

/// Which notebooks the client is to send.
pub(super) fn selector() -> Value {
    let cells: Vec<Value> = LANGUAGES.iter().map(|language| json!({ "language": language })).collect();
    json!({ "notebookSelector": [{ "notebook": "*", "cells": cells }], "save": false })
}

/// A notebook was opened, changed or closed. What cannot be understood of it is passed over.
pub(super) fn changed(state: &mut State, params: &Value) {
    let list = |value: &Value, pointer: &str| -> Vec<Value> {
        value.pointer(pointer).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let opened = [list(params, "/cellTextDocuments"), list(params, "/change/cells/structure/didOpen")];
    for item in opened.into_iter().flatten() {
        // A notebook that is closed names its cells by their URIs alone.
        match serde_json::from_value(item.clone()) {
            Ok(item) => state.opened(item),
            Err(_) => close(state, &item),
        }
    }
    list(params, "/change/cells/structure/didClose").iter().for_each(|cell| close(state, cell));
    for content in list(params, "/change/cells/textContent") {
        let change = json!({ "textDocument": content.get("document"), "contentChanges": content.get("changes") });
        if let Ok(change) = serde_json::from_value(change) {
            state.changed(change);
        }
    }
}

fn close(state: &mut State, cell: &Value) {
    if let Some(uri) = cell.get("uri").and_then(Value::as_str) {
        state.closed(uri);
    }
}
