//! An editor as the language server sees it, without threads and pipes.

use std::collections::BTreeMap;
use std::path::Path;

use msgraph_lint::lsp::{Message, Server};
use serde_json::{Value, json};

/// A conversation with a server.
pub(crate) struct Editor {
    server: Server,
    last: i32,
    /// The last diagnostics of each document, by URI.
    pub(crate) diagnostics: BTreeMap<String, Value>,
    /// What the server sent besides: requests and notifications.
    pub(crate) messages: Vec<Value>,
}

impl Editor {
    /// An editor of which nothing is known to the server yet.
    pub(crate) fn silent() -> Self {
        let server = Server::new(None, Path::new("/"));
        Self { server, last: 0, diagnostics: BTreeMap::new(), messages: Vec::new() }
    }

    /// An editor that can do all, with `/r` as its folder, and counts columns as `encoding` says.
    pub(crate) fn new(encoding: &str) -> Self {
        Self::with(json!({
            "processId": null,
            "rootUri": "file:///r",
            "workspaceFolders": [{ "uri": "file:///r", "name": "r" }],
            "capabilities": capabilities(encoding),
        }))
    }

    /// An editor that says this of itself.
    pub(crate) fn with(params: Value) -> Self {
        let mut editor = Self::silent();
        editor.request("initialize", params).expect("it begins");
        editor.notify("initialized", json!({}));
        editor
    }

    fn exchange(&mut self, message: Value) -> Vec<Value> {
        self.send(vec![message])
    }

    /// Sends messages at once. Gives the answers.
    pub(crate) fn send(&mut self, messages: Vec<Value>) -> Vec<Value> {
        let messages = messages.into_iter().filter_map(|it| serde_json::from_value::<Message>(it).ok());
        self.server.receive(messages.collect());
        self.collect()
    }

    fn collect(&mut self) -> Vec<Value> {
        let mut answers = Vec::new();
        for message in self.server.take() {
            let message = serde_json::to_value(message).expect("it is JSON");
            match message["method"].as_str() {
                None => answers.push(message),
                Some("textDocument/publishDiagnostics") => {
                    let uri = message["params"]["uri"].as_str().expect("a URI").to_owned();
                    self.diagnostics.insert(uri, message["params"].clone());
                }
                Some(_) => self.messages.push(message),
            }
        }
        answers
    }

    /// Asks, and gives the result or the error.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        self.last += 1;
        let answers = self.exchange(json!({ "id": self.last, "method": method, "params": params }));
        assert_eq!(answers.len(), 1, "one answer to {method}");
        assert_eq!(answers[0]["id"], self.last);
        match answers[0].get("result") {
            Some(result) => Ok(result.clone()),
            None => Err(answers[0]["error"].clone()),
        }
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        let answers = self.exchange(json!({ "method": method, "params": params }));
        assert_eq!(answers, Vec::<Value>::new(), "an answer to {method}");
    }

    /// Lets the server send its diagnostics.
    pub(crate) fn settle(&mut self) {
        while !self.server.is_settled() {
            self.server.settle(&|| false);
        }
        self.server.settle(&|| false);
        self.collect();
    }

    pub(crate) fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub(crate) fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// The diagnostics of a document, after all is settled.
    pub(crate) fn found(&mut self, uri: &str) -> Vec<Value> {
        self.settle();
        let params = self.diagnostics.get(uri).cloned().unwrap_or_default();
        params["diagnostics"].as_array().cloned().unwrap_or_default()
    }

    /// The ids of the rules that something is found by.
    pub(crate) fn rules(&mut self, uri: &str) -> Vec<String> {
        let id = |it: &Value| it["code"].as_str().unwrap_or_default().to_owned();
        self.found(uri).iter().map(id).collect()
    }

    /// The actions in a range.
    pub(crate) fn actions(&mut self, uri: &str, range: &Value, only: &[&str]) -> Vec<Value> {
        let mut context = json!({ "diagnostics": [] });
        if !only.is_empty() {
            context["only"] = json!(only);
        }
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        let actions = self.request("textDocument/codeAction", params).expect("an answer");
        actions.as_array().cloned().unwrap_or_default()
    }

    pub(crate) fn exit_code(&self) -> Option<u8> {
        self.server.exit_code()
    }
}

/// What an editor can do that can do all.
pub(crate) fn capabilities(encoding: &str) -> Value {
    json!({
        "general": { "positionEncodings": [encoding] },
        "workspace": {
            "applyEdit": true,
            "configuration": false,
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true, "codeDescriptionSupport": true, "tagSupport": { "valueSet": [1, 2] } },
            "completion": { "completionItem": { "snippetSupport": true } },
        },
        "window": { "showDocument": { "support": true } },
    })
}

/// A position as the protocol counts, counted anew: what is between the last line end and the byte at `at`.
pub(crate) fn position(text: &str, at: usize, encoding: &str) -> Value {
    let before = &text[..at];
    let ends = |text: &str| {
        let bytes = text.as_bytes();
        let is_end = |at: usize| match bytes[at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        (0..bytes.len()).filter(|&at| is_end(at)).map(|at| at + 1).collect::<Vec<_>>()
    };
    // A line end of two characters ends where both are.
    let ends: Vec<usize> = ends(text).into_iter().filter(|&end| end <= at).collect();
    let start = ends.last().copied().unwrap_or(0);
    let words = &before[start..];
    let column = if encoding == "utf-8" { words.len() } else { words.encode_utf16().count() };
    json!({ "line": ends.len(), "character": column })
}

/// The text after the edits of a `TextEdit[]`, made as an editor makes them.
pub(crate) fn edited(text: &str, edits: &[Value], encoding: &str) -> String {
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let at = |end: &str| offset(text, &edit["range"][end], encoding);
            (at("start"), at("end"), edit["newText"].as_str().expect("a text"))
        })
        .collect();
    edits.sort_by_key(|edit| (edit.0, edit.1));
    let mut after = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        after.replace_range(start..end, new);
    }
    after
}

/// The byte at a position.
pub(crate) fn offset(text: &str, wanted: &Value, encoding: &str) -> usize {
    let places = (0..=text.len()).filter(|&at| text.is_char_boundary(at));
    let mut places = places.filter(|&at| !(text[..at].ends_with('\r') && text[at..].starts_with('\n')));
    places.find(|&at| position(text, at, encoding) == *wanted).expect("a position of the text")
}
