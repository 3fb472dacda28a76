//! What the client can do, and what its user wants.

use std::path::PathBuf;

use serde_json::Value;

use super::positions::Encoding;
use crate::finding::Severity;

/// What the client said of itself. What it did not say, or said in a way that nobody understands, it cannot do.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Client {
    pub(super) encoding: Encoding,
    /// Whether edits may name the versions of documents, and create files.
    pub(super) document_changes: bool,
    pub(super) creates_files: bool,
    pub(super) applies_edits: bool,
    /// Whether it can be asked to watch files.
    pub(super) watches: bool,
    /// Whether it can be asked for the settings of its user.
    pub(super) has_settings: bool,
    /// Whether it supports related places of a diagnostic.
    pub(super) related: bool,
    pub(super) links: bool,
    pub(super) tags: bool,
    /// Whether it opens a URL that it is sent.
    pub(super) shows_documents: bool,
    /// Whether it pulls diagnostics instead of having them pushed.
    pub(super) pulls: bool,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub(super) fn of(params: &Value) -> Self {
        let is = |pointer: &str| {
            params.pointer(&format!("/capabilities/{pointer}")).and_then(Value::as_bool).unwrap_or_default()
        };
        let has = |pointer: &str, word: &str| {
            let list = params.pointer(&format!("/capabilities/{pointer}")).and_then(Value::as_array);
            list.is_some_and(|list| list.iter().any(|it| it == word))
        };
        let encoding = if has("general/positionEncodings", "utf-8") { Encoding::Utf8 } else { Encoding::Utf16 };
        Self {
            encoding,
            document_changes: is("workspace/workspaceEdit/documentChanges"),
            creates_files: has("workspace/workspaceEdit/resourceOperations", "create"),
            applies_edits: is("workspace/applyEdit"),
            watches: is("workspace/didChangeWatchedFiles/dynamicRegistration"),
            has_settings: is("workspace/configuration"),
            related: is("textDocument/publishDiagnostics/relatedInformation"),
            links: is("textDocument/publishDiagnostics/codeDescriptionSupport"),
            tags: params.pointer("/capabilities/textDocument/publishDiagnostics/tagSupport").is_some(),
            shows_documents: is("window/showDocument/support"),
            pulls: params.pointer("/initializationOptions/diagnostics").is_some_and(|word| word == "pull"),
        }
    }
}

/// What the user wants, as the settings `msgraph-lint.…` of the client say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    /// The configuration file that counts for everything: `configuration`.
    pub(super) configuration: Option<PathBuf>,
    /// The lowest severity that is shown: `lowestSeverity`.
    pub(super) lowest: Option<Severity>,
    /// Whether the editor reports JSON syntax errors itself: `leaveJsonSyntaxToEditor`. Fixes stay.
    pub(super) leaves_syntax: bool,
}

impl Settings {
    /// Reads an object of settings, with or without the name of the program around it. What is wrong with it counts as not said.
    pub(super) fn of(value: &Value) -> Self {
        let value = value.get("msgraph-lint").unwrap_or(value);
        let word = |name: &str| value.get(name).and_then(Value::as_str).map(str::trim).filter(|it| !it.is_empty());
        Self {
            configuration: word("configuration").map(PathBuf::from),
            lowest: word("lowestSeverity").and_then(|word| {
                [Severity::Info, Severity::Warning, Severity::Error].into_iter().find(|it| it.name() == word)
            }),
            leaves_syntax: value.get("leaveJsonSyntaxToEditor").and_then(Value::as_bool).unwrap_or_default(),
        }
    }
}
