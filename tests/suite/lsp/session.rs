//! Whole conversations with the program: over its streams, on the disk.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::folder::empty_folder;
use msgraph_lint::cli::{self, Environment, Streams};

const BODY: &str = "{ \"parameters\" [ { \"ruleId\": \"x\", \"subjects\": [] } ] }";

fn frame(message: &Value) -> String {
    let text = message.to_string();
    format!("Content-Length: {}\r\n\r\n{text}", text.len())
}

/// Runs the server on these bytes. Gives the exit code and its messages.
fn run(folder: &Path, stdin: &str) -> (u8, Vec<Value>) {
    let environment = Environment { folder: folder.to_owned(), ..Environment::default() };
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut stdin = stdin.as_bytes();
    let mut streams = Streams { stdin: &mut stdin, stdout: &mut stdout, stderr: &mut stderr };
    let code = cli::run(["msgraph-lint", "lsp", "--stdio"].map(Into::into), &mut streams, &environment);
    assert_eq!(String::from_utf8_lossy(&stderr), "");
    let mut messages = Vec::new();
    let mut rest = std::str::from_utf8(&stdout).expect("UTF-8");
    while let Some((header, behind)) = rest.split_once("\r\n\r\n") {
        let length: usize = header.trim_start_matches("Content-Length: ").parse().expect("a length");
        messages.push(serde_json::from_str(&behind[..length]).expect("JSON"));
        rest = &behind[length..];
    }
    (code, messages)
}

#[test]
fn files_on_the_disk_are_fixed_together() {
    let folder = empty_folder("workspace");
    fs::create_dir(folder.join("out")).expect("a folder can be made");
    for (name, text) in [
        ("a.json", BODY),
        ("b.json", &format!("\u{FEFF}{BODY}")),
        ("out/c.json", BODY),
        ("msgraph-lint.toml", "exclude = [\"out\"]\n"),
    ] {
        fs::write(folder.join(name), text).expect("a file can be written");
    }
    let uri = |name: &str| format!("file://{}", folder.join(name).display());
    let capabilities = json!({ "workspace": { "applyEdit": true } });
    let open = json!({ "uri": uri("a.json"), "languageId": "json", "version": 7, "text": BODY });
    let stdin = [
        json!({ "id": 1, "method": "initialize", "params": { "rootUri": uri(""), "capabilities": capabilities } }),
        json!({ "method": "initialized", "params": {} }),
        json!({ "method": "textDocument/didOpen", "params": { "textDocument": open } }),
        json!({ "id": 2, "method": "workspace/executeCommand", "params": { "command": "msgraph-lint.fixAllInWorkspace" } }),
        json!({ "id": 3, "method": "textDocument/diagnostic", "params": { "textDocument": { "uri": uri("a.json") } } }),
        json!({ "id": 4, "method": "shutdown" }),
        json!({ "method": "exit" }),
    ];
    let (code, messages) = run(&folder, &stdin.iter().map(frame).collect::<String>());
    assert_eq!(code, 0);
    let result =
        |id: i32| &messages.iter().find(|it| it["id"] == id && it["method"].is_null()).expect("an answer")["result"];
    assert_eq!(result(1)["serverInfo"]["name"], "msgraph-lint");
    assert_eq!(result(2)["files"], 2);
    assert!(result(3)["items"].as_array().is_some_and(|items| !items.is_empty()));
    let edit = messages.iter().find(|it| it["method"] == "workspace/applyEdit").expect("it is sent");
    let changes = &edit["params"]["edit"]["changes"];
    let colon = json!({ "line": 0, "character": 14 });
    for name in ["a.json", "b.json"] {
        let first = &changes[uri(name)][0];
        assert_eq!((&first["newText"], &first["range"]["start"]), (&json!(":"), &colon), "{changes}");
    }
}

#[test]
fn a_conversation_that_breaks_off_ends() {
    let folder = empty_folder("broken");
    assert_eq!(run(&folder, "").0, 1);
    assert_eq!(run(&folder, "Content-Length: 7\r\n\r\n{").0, 1);
    assert_eq!(run(&folder, "nonsense\r\n\r\n").0, 1);
    let initialize = frame(&json!({ "id": 1, "method": "initialize", "params": { "capabilities": {} } }));
    let (code, messages) = run(
        &folder,
        &format!("{initialize}Content-Length: 3\r\n\r\n{{x}}{}", frame(&json!({ "id": 2, "method": "x" }))),
    );
    assert_eq!(code, 1);
    assert!(messages.iter().any(|it| it["method"] == "window/logMessage"), "{messages:?}");
    assert!(messages.iter().any(|it| it["id"] == 2 && it["error"]["code"] == -32601), "{messages:?}");
}
