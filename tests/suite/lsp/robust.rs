//! Whatever a client does, the server answers and stays alive.

use serde_json::{Value, json};

use crate::support::editor::Editor;

const BODY: &str = "{ \"parameters\" [ { \"ruleId\": \"x\", \"subjects\": [] } ] }";

fn code(answer: Result<Value, Value>) -> i64 {
    answer.expect_err("an error")["code"].as_i64().expect("a number")
}

#[test]
fn the_order_is_kept() {
    let mut editor = Editor::silent();
    editor.open("file:///r/a.json", "json", BODY);
    assert_eq!(code(editor.request("textDocument/hover", json!({}))), -32002);
    assert!(
        editor.request("initialize", json!({ "capabilities": [1], "processId": "x", "workspaceFolders": 3 })).is_ok()
    );
    assert_eq!(code(editor.request("initialize", json!({}))), -32600);
    assert_eq!(code(editor.request("no/such", json!(null))), -32601);
    assert_eq!(code(editor.request("$/no/such", json!(null))), -32601);
    assert_eq!(code(editor.request("textDocument/codeAction", json!({ "range": 1 }))), -32602);
    assert_eq!(code(editor.request("textDocument/diagnostic", json!([]))), -32602);
    assert_eq!(code(editor.request("workspace/executeCommand", json!({ "command": "x" }))), -32602);
    for method in
        ["textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "$/x", "textDocument/didSave"]
    {
        for params in [json!(null), json!(7), json!({ "textDocument": {} }), json!({ "textDocument": { "uri": "" } })] {
            editor.notify(method, params);
        }
    }
    for method in ["notebookDocument/didOpen", "notebookDocument/didChange", "workspace/didChangeWatchedFiles"] {
        editor.notify(method, json!({ "changes": [1, {}, { "uri": 7 }], "change": [], "cellTextDocuments": [1, {}] }));
    }
    editor.settle();
    editor.open("file:///r/a.json", "json", BODY);
    assert!(editor.rules("file:///r/a.json").contains(&"missing-colon".to_owned()));
    assert!(editor.request("shutdown", json!(null)).is_ok());
    assert_eq!(code(editor.request("shutdown", json!(null))), -32600);
    editor.notify("exit", json!(null));
    assert_eq!(editor.exit_code(), Some(0));
}

#[test]
fn an_exit_without_shutdown_is_a_failure() {
    let mut editor = Editor::new("utf-16");
    editor.notify("exit", json!(null));
    assert_eq!(editor.exit_code(), Some(1));
    let mut editor = Editor::silent();
    editor.notify("exit", json!(null));
    assert_eq!(editor.exit_code(), Some(1));
}

#[test]
fn what_is_cancelled_is_not_answered() {
    let mut editor = Editor::new("utf-16");
    editor.open("file:///r/a.json", "json", BODY);
    let params = json!({ "textDocument": { "uri": "file:///r/a.json" } });
    let answers = editor.send(vec![
        json!({ "id": 90, "method": "textDocument/diagnostic", "params": params }),
        json!({ "id": "b", "method": "textDocument/diagnostic", "params": params }),
        json!({ "method": "$/cancelRequest", "params": { "id": 90 } }),
        json!({ "method": "$/cancelRequest", "params": { "id": 4711 } }),
    ]);
    assert_eq!(answers[0]["error"]["code"], -32800);
    assert!(answers[1]["result"]["items"].as_array().is_some_and(|items| !items.is_empty()));
}

#[test]
fn positions_outside_of_the_text_are_at_its_edges() {
    let mut editor = Editor::new("utf-16");
    let uri = "file:///r/a.json";
    editor.open(uri, "json", BODY);
    let far = json!({ "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 });
    let start = json!({ "line": 0, "character": 0 });
    assert!(!editor.actions(uri, &json!({ "start": start, "end": far }), &[]).is_empty());
    editor.actions(uri, &json!({ "start": far, "end": start }), &[]);
    editor.change(uri, 2, json!([{ "range": { "start": far, "end": start }, "text": "\n" }]));
    editor.change(uri, 3, json!([{ "range": { "start": far, "end": far }, "text": "}" }]));
    editor.change(uri, 4, json!([{ "text": BODY }]));
    assert_eq!(editor.rules(uri).first().map(String::as_str), Some("missing-colon"));
    editor.change("file:///r/other.json", 1, json!([{ "text": "" }]));
    editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": "file:///r/other.json" } }));
}

#[test]
fn a_document_that_is_closed_has_no_diagnostics() {
    let mut editor = Editor::new("utf-16");
    editor.open("file:///r/a.json", "json", BODY);
    assert!(!editor.found("file:///r/a.json").is_empty());
    editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": "file:///r/a.json" } }));
    assert!(editor.found("file:///r/a.json").is_empty());
}

#[test]
fn a_long_document_is_checked() {
    let mut editor = Editor::new("utf-16");
    let filler = "{\"parameters\": [{\"ruleId\": \"03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8\", \"subjects\": [{\"objectId\": \"60443998-8cf7-4e61-b05c-1c5ea1ff3b05\", \"objectTypeName\": \"User\"}]}]}\n";
    let text = filler.repeat(10_000_000 / filler.len()) + "{\"a\" 1}";
    editor.open("file:///r/a.jsonl", "jsonl", &text);
    let lines = u32::try_from(text.lines().count()).expect("few");
    let end = json!({ "line": lines - 1, "character": 4 });
    editor.change("file:///r/a.jsonl", 2, json!([{ "range": { "start": end, "end": end }, "text": "😀" }]));
    let found = editor.found("file:///r/a.jsonl");
    assert!(found.iter().any(|it| it["code"] == "missing-colon" && it["range"]["start"]["line"] == lines - 1));
}

#[test]
fn notebooks_are_documents_by_cell() {
    let mut editor = Editor::new("utf-16");
    let cell = |name: &str| format!("vscode-notebook-cell:/r/a.ipynb#{name}");
    let item = |name: &str, language: &str, text: &str| json!({ "uri": cell(name), "languageId": language, "version": 1, "text": text });
    let page = "# A page\n\n```http\nPOST https://graph.microsoft.com/v1.0/uzers\n```\n";
    editor.notify(
        "notebookDocument/didOpen",
        json!({ "notebookDocument": { "uri": "file:///r/a.ipynb" }, "cellTextDocuments": [item("a", "json", BODY), item("b", "markdown", page)] }),
    );
    assert!(editor.rules(&cell("a")).contains(&"missing-colon".to_owned()));
    assert!(!editor.found(&cell("b")).is_empty());
    let at = json!({ "line": 0, "character": 14 });
    let change = json!({ "document": { "uri": cell("a"), "version": 2 }, "changes": [{ "range": { "start": at, "end": at }, "text": ":" }] });
    let structure = json!({ "array": { "start": 1, "deleteCount": 1 }, "didOpen": [item("c", "json", BODY)], "didClose": [{ "uri": cell("b") }] });
    editor.notify(
        "notebookDocument/didChange",
        json!({ "change": { "cells": { "structure": structure, "textContent": [change] } } }),
    );
    assert!(!editor.rules(&cell("a")).contains(&"missing-colon".to_owned()));
    assert!(editor.found(&cell("b")).is_empty());
    assert!(!editor.found(&cell("c")).is_empty());
    editor.notify(
        "notebookDocument/didClose",
        json!({ "cellTextDocuments": [{ "uri": cell("a") }, { "uri": cell("c") }] }),
    );
    assert!(editor.found(&cell("a")).is_empty() && editor.found(&cell("c")).is_empty());
}
