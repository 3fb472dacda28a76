//! What becomes of each message.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::client::{Client, Settings};
use super::folders::Folder;
use super::positions::Encoding;
use super::protocol::{ErrorCode, Message, Notification, Request, RequestId, Response};
use super::state::{Answer, Asked, State, answer, error, place_of, read, uri_of};
use super::{actions, commands, completion, hover, notebooks, outline, watching};
use crate::workspace::files::Files;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Silent,
    Running,
    ShutDown,
    Over,
}

/// The state machine of the language server, without any input or output.
#[derive(Debug)]
pub struct Server {
    state: State,
    phase: Phase,
    was_shut_down: bool,
    /// The process that the client runs in.
    process: Option<u32>,
}

impl Server {
    /// A server over these files, which knows no client yet. Relative paths start from `folder`.
    #[must_use]
    pub fn new(files: Option<Arc<dyn Files>>, folder: &Path) -> Self {
        let state = State::new(files, folder);
        Self { state, phase: Phase::Silent, was_shut_down: false, process: None }
    }

    /// Takes messages that came in, in their order. A request among them that is cancelled by a later one is not looked at,
    /// unless the conversation hangs on it.
    pub fn receive(&mut self, messages: Vec<Message>) {
        let cancelled: HashSet<RequestId> = messages.iter().filter_map(cancelled).collect();
        for message in messages {
            match message {
                Message::Request(request) => {
                    let id = request.id.clone();
                    let answer = match cancelled.contains(&id)
                        && !matches!(request.method.as_str(), "initialize" | "shutdown")
                    {
                        true => Err(error(ErrorCode::RequestCanceled, "was cancelled")),
                        false => self.request(request),
                    };
                    self.state.out.push(Message::Response(Response { id, response_result: answer }));
                }
                Message::Notification(notification) => self.notification(notification),
                Message::Response(response) => self.state.response(response),
            }
        }
    }

    /// Sends the diagnostics of what has changed, document by document, until `is_interrupted` says that more messages wait:
    /// what they change need not be checked as it is now.
    pub fn settle(&mut self, is_interrupted: &dyn Fn() -> bool) {
        self.state.settle(is_interrupted);
    }

    /// The messages that are to be sent.
    pub fn take(&mut self) -> Vec<Message> {
        self.state.take()
    }

    pub(crate) fn log(&mut self, message: &str) {
        self.state.log(message);
    }

    /// Whether there are diagnostics to be sent.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.state.dirty.is_empty()
    }

    /// The exit code, once the conversation is over.
    #[must_use]
    pub fn exit_code(&self) -> Option<u8> {
        (self.phase == Phase::Over).then_some(u8::from(!self.was_shut_down))
    }

    /// The number of the process that the client runs in, if it sent one. Without it nobody needs the server.
    #[must_use]
    pub(crate) fn client_process(&self) -> Option<u32> {
        self.process
    }

    fn request(&mut self, request: Request) -> Answer {
        let Request { method, params, .. } = request;
        match (self.phase, method.as_str()) {
            (Phase::Silent, "initialize") => return Ok(self.initialize(&params)),
            (Phase::Silent, _) => return Err(error(ErrorCode::ServerNotInitialized, "`initialize` comes first")),
            (Phase::Running, "initialize") => return Err(error(ErrorCode::InvalidRequest, "`initialize` comes once")),
            (Phase::Running, _) => {}
            (Phase::ShutDown | Phase::Over, _) => {
                return Err(error(ErrorCode::InvalidRequest, "the server is shut down"));
            }
        }
        match method.as_str() {
            "shutdown" => {
                self.phase = Phase::ShutDown;
                self.was_shut_down = true;
                self.state.dirty.clear();
                Ok(Value::Null)
            }
            "textDocument/codeAction" => answer(actions::actions(&mut self.state, read(params)?)),
            "textDocument/diagnostic" => self.state.pulled(&params),
            "textDocument/completion" => {
                let (uri, position) = place_of(&params)?;
                completion::complete(&mut self.state, &uri, position)
            }
            "textDocument/hover" => {
                let (uri, position) = place_of(&params)?;
                hover::hover(&mut self.state, &uri, position)
            }
            "textDocument/documentSymbol" => outline::symbols(&mut self.state, &uri_of(&params)?),
            "textDocument/documentLink" => outline::links(&mut self.state, &uri_of(&params)?),
            "workspace/executeCommand" => commands::execute(&mut self.state, read(params)?),
            _ => Err(error(ErrorCode::MethodNotFound, format!("`{method}` is not known here"))),
        }
    }

    fn notification(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        if method == "exit" {
            self.phase = Phase::Over;
        }
        if self.phase != Phase::Running {
            return;
        }
        let done = match method.as_str() {
            "initialized" => {
                self.initialized();
                Ok(())
            }
            "textDocument/didOpen" => {
                read(params.get("textDocument").cloned().unwrap_or_default()).map(|it| self.state.opened(it))
            }
            "textDocument/didChange" => read(params).map(|change| self.state.changed(change)),
            "textDocument/didClose" => uri_of(&params).map(|uri| self.state.closed(&uri)),
            "textDocument/didSave" => uri_of(&params).map(|uri| self.state.file_changed(&uri)),
            "notebookDocument/didOpen" | "notebookDocument/didChange" | "notebookDocument/didClose" => {
                notebooks::changed(&mut self.state, &params);
                Ok(())
            }
            "workspace/didChangeWatchedFiles" => {
                let changes = params.get("changes").and_then(Value::as_array).into_iter().flatten();
                let uris: Vec<&str> = changes.filter_map(|change| change.get("uri")?.as_str()).collect();
                uris.into_iter().for_each(|uri| self.state.file_changed(uri));
                Ok(())
            }
            "workspace/didChangeWorkspaceFolders" => {
                self.state.folders_changed(&params);
                Ok(())
            }
            "workspace/didChangeConfiguration" => {
                self.state.settings_changed(&params);
                Ok(())
            }
            _ => Ok(()),
        };
        if let Err(problem) = done {
            self.state.log(&format!("`{method}`: {}", problem.message));
        }
    }

    fn initialize(&mut self, params: &Value) -> Value {
        self.phase = Phase::Running;
        self.state.client = Client::of(params);
        self.process = params.get("processId").and_then(Value::as_u64).and_then(|id| u32::try_from(id).ok());
        self.state.settings = params.get("initializationOptions").map(Settings::of).unwrap_or_default();
        let listed = params.get("workspaceFolders").and_then(Value::as_array).into_iter().flatten();
        let mut uris: Vec<&str> = listed.filter_map(|folder| folder.get("uri")?.as_str()).collect();
        if uris.is_empty() {
            uris.extend(params.get("rootUri").and_then(Value::as_str));
        }
        let uris: Vec<String> = uris.into_iter().map(str::to_owned).collect();
        let elsewhere = self.state.folders.pop().map(|folder| folder.root);
        self.state.add_folders(&uris);
        // What lies in no folder of the client's.
        let elsewhere = elsewhere.unwrap_or_default();
        self.state.folders.push(Folder::new(self.state.files(), elsewhere, self.state.settings.clone()));
        let encoding = match self.state.client.encoding {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
        };
        let mut capabilities = json!({
            "positionEncoding": encoding,
            "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
            "notebookDocumentSync": notebooks::selector(),
            "codeActionProvider": { "codeActionKinds": actions::KINDS, "resolveProvider": false },
            "completionProvider": { "triggerCharacters": ["\"", "/", ":", ",", "{", "?", "&", "$", "="], "resolveProvider": false },
            "hoverProvider": true,
            "documentSymbolProvider": true,
            "documentLinkProvider": { "resolveProvider": false },
            "executeCommandProvider": { "commands": commands::COMMANDS },
            "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        });
        if self.state.client.pulls {
            capabilities["diagnosticProvider"] =
                json!({ "identifier": "msgraph-lint", "interFileDependencies": true, "workspaceDiagnostics": false });
        }
        json!({
            "capabilities": capabilities,
            "serverInfo": { "name": "msgraph-lint", "version": env!("CARGO_PKG_VERSION") },
        })
    }

    /// The client is ready: what it was not to be asked before.
    fn initialized(&mut self) {
        if self.state.client.watches {
            self.state.ask(
                "client/registerCapability",
                watching::configurations(),
                Asked::Other("watching configurations"),
            );
        }
        self.state.ask_settings();
    }
}

fn cancelled(message: &Message) -> Option<RequestId> {
    let Message::Notification(notification) = message else { return None };
    let id = notification.params.get("id").filter(|_| notification.method == "$/cancelRequest")?;
    serde_json::from_value(id.clone()).ok()
}
