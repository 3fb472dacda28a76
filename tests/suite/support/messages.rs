//! What holds of the language server whatever a client sends it. The bytes of a text are the text of a document, and the dice for what
//! is done with it.

use std::path::Path;

use msgraph_lint::lsp::{Message, Server};
use serde_json::{Value, json};

/// Messages that are made of one text. Each costs a check.
const MOST: usize = 40;

const URI: &str = "file:///r/document";

/// Every request has one answer, nothing said before changes what is found in a text, and all places lie in it.
pub(crate) fn holds(name: &str, bytes: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let uri = format!("{URI}/{name}");
    let mut server = begun(bytes.len().is_multiple_of(2));
    say(&mut server, vec![open(&uri, &text)])?;
    for (number, dice) in bytes.chunks_exact(6).take(MOST).enumerate() {
        let (line, column) = (u32::from(dice[1]), u32::from(dice[2]));
        let at = json!({ "line": line, "character": column });
        let end = json!({ "line": line + u32::from(dice[3] % 3), "character": u32::from(dice[4]) });
        let place = json!({ "textDocument": { "uri": uri }, "position": at });
        let range = json!({ "start": at, "end": end });
        let request = |method: &str, params: Value| json!({ "id": number, "method": method, "params": params });
        let message = match dice[0] % 12 {
            0 => request("textDocument/hover", place),
            1..=3 => request("textDocument/completion", place),
            4 => request(
                "textDocument/codeAction",
                json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } }),
            ),
            5 => request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } })),
            6 => request("textDocument/documentLink", json!({ "textDocument": { "uri": uri } })),
            7 => json!({ "method": "$/cancelRequest", "params": { "id": dice[5] } }),
            8 => request("workspace/executeCommand", json!({ "command": "msgraph-lint.explain", "arguments": [text] })),
            9 => json!({ "method": "textDocument/didSave", "params": { "textDocument": { "uri": uri } } }),
            _ => {
                let new = String::from_utf8_lossy(&dice[3..]).into_owned();
                change(&uri, json!({ "range": range, "text": new }))
            }
        };
        say(&mut server, vec![message])?;
        if dice[5] % 4 == 0 {
            server.settle(&|| false);
            server.take();
        }
    }
    say(&mut server, vec![change(&uri, json!({ "text": text }))])?;
    let mut fresh = begun(bytes.len().is_multiple_of(2));
    say(&mut fresh, vec![open(&uri, &text)])?;
    let (found, expected) = (pull(&mut server, &uri)?, pull(&mut fresh, &uri)?);
    // What once showed what it is may be checked where a stranger is not.
    let is_same = found == expected || expected == json!([]);
    is_same.then_some(()).ok_or_else(|| format!("{found}, and in a new server {expected}"))
}

fn begun(utf8: bool) -> Server {
    let mut server = Server::new(None, Path::new("/"));
    let encoding = if utf8 { "utf-8" } else { "utf-16" };
    let capabilities = json!({ "general": { "positionEncodings": [encoding] } });
    let initialize = json!({ "id": 0, "method": "initialize", "params": { "capabilities": capabilities } });
    server.receive(serde_json::from_value(initialize).into_iter().collect());
    server.take();
    server
}

fn open(uri: &str, text: &str) -> Value {
    let document = json!({ "uri": uri, "languageId": "plaintext", "version": 1, "text": text });
    json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } })
}

fn change(uri: &str, change: Value) -> Value {
    let document = json!({ "uri": uri, "version": 2 });
    json!({ "method": "textDocument/didChange", "params": { "textDocument": document, "contentChanges": [change] } })
}

/// Sends messages, and counts the answers.
fn say(server: &mut Server, messages: Vec<Value>) -> Result<Vec<Value>, String> {
    let asked = messages.iter().filter(|message| message.get("id").is_some()).count();
    let messages: Vec<Message> = messages.into_iter().filter_map(|it| serde_json::from_value(it).ok()).collect();
    server.receive(messages);
    let reported = server.take().into_iter().filter_map(|message| serde_json::to_value(message).ok());
    let answers: Vec<Value> = reported.filter(|message| message.get("method").is_none()).collect();
    (answers.len() == asked).then_some(answers).ok_or_else(|| format!("not {asked} answers"))
}

fn pull(server: &mut Server, uri: &str) -> Result<Value, String> {
    let params = json!({ "textDocument": { "uri": uri } });
    let answers = say(server, vec![json!({ "id": 99, "method": "textDocument/diagnostic", "params": params })])?;
    answers.first().map(|answer| answer["result"]["items"].clone()).ok_or_else(|| "no answer".to_owned())
}
