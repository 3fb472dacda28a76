//! The beginning of the conversation, and what the client says of folders and settings.

use serde_json::{Value, json};

use super::super::client::{Client, Settings};
use super::super::folders::Folder;
use super::super::positions::Encoding;
use super::super::protocol::{RequestId, Response};
use super::super::{actions, commands, notebooks, uri, watching};
use super::{Asked, Phase, Server};

impl Server {
    /// Answers `initialize`.
    pub(super) fn initialize(&mut self, params: &Value) -> Value {
        self.phase = Phase::Running;
        self.client = Client::of(params);
        self.process = params.get("processId").and_then(Value::as_u64).and_then(|id| u32::try_from(id).ok());
        self.settings = params.get("initializationOptions").map(Settings::of).unwrap_or_default();
        let listed = params.get("workspaceFolders").and_then(Value::as_array).into_iter().flatten();
        let mut uris: Vec<&str> = listed.filter_map(|folder| folder.get("uri")?.as_str()).collect();
        if uris.is_empty() {
            uris.extend(params.get("rootUri").and_then(Value::as_str));
        }
        let uris: Vec<String> = uris.into_iter().map(str::to_owned).collect();
        let elsewhere = self.folders.pop().map(|folder| folder.root);
        self.add_folders(&uris);
        // What lies in no folder of the client's.
        let elsewhere = elsewhere.unwrap_or_default();
        self.folders.push(Folder::new(self.files(), elsewhere, self.settings.clone()));
        let encoding = match self.client.encoding {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
        };
        let mut capabilities = json!({
            "positionEncoding": encoding,
            "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
            "notebookDocumentSync": notebooks::selector(),
            "codeActionProvider": { "codeActionKinds": actions::KINDS, "resolveProvider": false },
            "executeCommandProvider": { "commands": commands::COMMANDS },
            "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        });
        if self.client.pulls {
            capabilities["diagnosticProvider"] =
                json!({ "identifier": "msgraph-lint", "interFileDependencies": true, "workspaceDiagnostics": false });
        }
        json!({
            "capabilities": capabilities,
            "serverInfo": { "name": "msgraph-lint", "version": env!("CARGO_PKG_VERSION") },
        })
    }

    /// The client is ready: what it was not to be asked before.
    pub(super) fn initialized(&mut self) {
        if self.client.watches {
            self.ask("client/registerCapability", watching::configurations(), Asked::Other("watching configurations"));
        }
        self.ask_settings();
    }

    fn ask_settings(&mut self) {
        if !self.client.has_settings {
            return;
        }
        let roots: Vec<_> = self.folders.iter().map(|folder| folder.root.clone()).collect();
        let last = roots.len().saturating_sub(1);
        let item = |(at, root): (usize, &std::path::PathBuf)| match at == last {
            true => json!({ "section": "msgraph-lint" }),
            false => json!({ "section": "msgraph-lint", "scopeUri": uri::of_path(root) }),
        };
        let items: Vec<Value> = roots.iter().enumerate().map(item).collect();
        self.ask("workspace/configuration", json!({ "items": items }), Asked::Settings(roots));
    }

    pub(super) fn response(&mut self, response: Response) {
        let Some(id) = (1..=self.last_asked).rev().find(|&id| RequestId::from(id) == response.id) else { return };
        match (self.asked.remove(&id), response.response_result) {
            (Some(Asked::Settings(roots)), Ok(Value::Array(values))) => {
                for (root, value) in roots.iter().zip(&values).filter(|(_, value)| value.is_object()) {
                    if let Some(at) = self.folders.iter().position(|folder| folder.root == *root) {
                        self.set_settings(at, Settings::of(value));
                    }
                }
            }
            (Some(Asked::Other(what)), Err(problem)) => self.log(&format!("{what}: {}", problem.message)),
            _ => {}
        }
    }

    /// The client says what its user wants, or that it is to be asked.
    pub(super) fn settings_changed(&mut self, params: &Value) {
        if self.client.has_settings {
            return self.ask_settings();
        }
        let own = params.pointer("/settings/msgraph-lint").filter(|own| own.is_object());
        if let Some(settings) = own.map(Settings::of) {
            self.settings = settings.clone();
            (0..self.folders.len()).for_each(|at| self.set_settings(at, settings.clone()));
        }
    }

    fn set_settings(&mut self, at: usize, settings: Settings) {
        let files = self.files();
        if let Some(folder) = self.folders.get_mut(at).filter(|folder| folder.settings != settings) {
            *folder = Folder::new(files, folder.root.clone(), settings);
            self.refresh_all();
        }
    }

    pub(super) fn folders_changed(&mut self, params: &Value) {
        let uris = |name: &str| -> Vec<String> {
            let list = params.pointer(&format!("/event/{name}")).and_then(Value::as_array).into_iter().flatten();
            list.filter_map(|folder| Some(folder.get("uri")?.as_str()?.to_owned())).collect()
        };
        let elsewhere = self.folders.pop();
        for path in uris("removed").iter().filter_map(|uri| uri::path(uri)) {
            self.folders.retain(|folder| folder.root != path);
        }
        self.add_folders(&uris("added"));
        self.folders.extend(elsewhere);
        self.refresh_all();
        self.ask_settings();
    }

    fn add_folders(&mut self, uris: &[String]) {
        for root in uris.iter().filter_map(|uri| uri::path(uri)) {
            if !self.folders.iter().any(|folder| folder.root == root) {
                self.folders.push(Folder::new(self.files(), root, self.settings.clone()));
            }
        }
    }
}
