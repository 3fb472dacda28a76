//! The state of the server, and what becomes of each message.

mod documents;
mod lifecycle;
mod publishing;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::{Client, Settings};
use super::document::Document;
use super::folders::{Analysis, Folder, is_configuration};
use super::protocol::{ErrorCode, Message, Notification, Request, RequestId, Response, ResponseError};
use super::watching::Watching;
use super::{actions, commands, notebooks, uri};
use crate::config::Sender;
use crate::workspace::documents::Documents;
use crate::workspace::files::Files;

/// What the answer to a request is.
pub(super) type Answer = Result<Value, ResponseError>;

/// Where the conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Silent,
    Running,
    ShutDown,
    Over,
}

/// A document that is open, and what was found in it.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) document: Document,
    /// None if the document, or what it is checked by, is another than then. Of what nobody checks, nothing was found.
    analysis: Option<Option<Arc<Analysis>>>,
    /// Whether it once showed what it is: while it is being written it may not.
    was_certain: bool,
    /// The files that its requests take their bodies from.
    bodies: Vec<(PathBuf, Sender)>,
}

/// A language server.
#[derive(Debug)]
pub struct Server {
    pub(super) client: Client,
    pub(super) documents: Arc<Documents>,
    pub(super) folders: Vec<Folder>,
    pub(super) open: BTreeMap<String, Open>,
    /// Those whose diagnostics are to be sent.
    dirty: BTreeSet<String>,
    /// The configuration files that something was sent about.
    blamed: BTreeSet<PathBuf>,
    watching: Watching,
    settings: Settings,
    phase: Phase,
    was_shut_down: bool,
    /// The process that the client runs in.
    process: Option<u32>,
    out: Vec<Message>,
    /// What was asked of the client, by number.
    asked: BTreeMap<i32, Asked>,
    last_asked: i32,
}

/// What the client was asked for.
#[derive(Clone, Debug)]
enum Asked {
    /// The settings of these folders, in this order.
    Settings(Vec<PathBuf>),
    /// Something of which only the failure matters.
    Other(&'static str),
}

impl Server {
    /// A server over these files, which knows no client yet. Relative paths start from `folder`.
    #[must_use]
    pub fn new(files: Option<Arc<dyn Files>>, folder: &Path) -> Self {
        let documents = Arc::new(Documents::over(files));
        let mut server = Self {
            client: Client::default(),
            documents,
            folders: Vec::new(),
            open: BTreeMap::new(),
            dirty: BTreeSet::new(),
            blamed: BTreeSet::new(),
            watching: Watching::default(),
            settings: Settings::default(),
            phase: Phase::Silent,
            was_shut_down: false,
            process: None,
            out: Vec::new(),
            asked: BTreeMap::new(),
            last_asked: 0,
        };
        server.folders.push(Folder::new(server.files(), folder.to_owned(), Settings::default()));
        server
    }

    /// Takes messages that came in, in their order. A request among them that is cancelled by a later one is not looked at.
    pub fn receive(&mut self, messages: Vec<Message>) {
        let cancelled: HashSet<RequestId> = messages.iter().filter_map(cancelled).collect();
        for message in messages {
            match message {
                Message::Request(request) => {
                    let id = request.id.clone();
                    let answer = match cancelled.contains(&id) {
                        true => Err(error(ErrorCode::RequestCanceled, "was cancelled")),
                        false => self.request(request),
                    };
                    self.out.push(Message::Response(Response { id, response_result: answer }));
                }
                Message::Notification(notification) => self.notification(notification),
                Message::Response(response) => self.response(response),
            }
        }
    }

    /// Sends the diagnostics of what has changed, document by document, until `is_interrupted` says that more messages wait:
    /// what they change need not be checked as it is now.
    pub fn settle(&mut self, is_interrupted: &dyn Fn() -> bool) {
        while let Some(uri) = self.dirty.pop_first() {
            self.publish(&uri);
            if is_interrupted() {
                return;
            }
        }
        self.publish_configurations();
        if self.client.watches {
            let files = self.folders.iter().flat_map(Folder::configuration_files);
            let files = files.filter(|file| !is_configuration(file)).map(Path::to_owned).collect();
            if let Some(registration) = self.watching.more(files) {
                self.ask("client/registerCapability", registration, Asked::Other("watching files"));
            }
        }
    }

    /// The messages that are to be sent.
    pub fn take(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.out)
    }

    /// Whether there are diagnostics to be sent.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.dirty.is_empty()
    }

    /// The exit code, once the conversation is over.
    #[must_use]
    pub fn exit_code(&self) -> Option<u8> {
        (self.phase == Phase::Over).then_some(u8::from(!self.was_shut_down))
    }

    /// The number of the process that the client runs in, if it told one. Without it nobody needs the server.
    #[must_use]
    pub fn client_process(&self) -> Option<u32> {
        self.process
    }

    /// Tells the client's log.
    pub fn log(&mut self, message: &str) {
        self.notify("window/logMessage", json!({ "type": 3, "message": message }));
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
                self.dirty.clear();
                Ok(Value::Null)
            }
            "textDocument/codeAction" => answer(actions::actions(self, read(params)?)),
            "textDocument/diagnostic" => self.pulled(&params),
            "workspace/executeCommand" => commands::execute(self, read(params)?),
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
                read(params.get("textDocument").cloned().unwrap_or_default()).map(|it| self.opened(it))
            }
            "textDocument/didChange" => read(params).map(|change| self.changed(change)),
            "textDocument/didClose" => uri_of(&params).map(|uri| self.closed(&uri)),
            "textDocument/didSave" => uri_of(&params).map(|uri| self.file_changed(&uri)),
            "notebookDocument/didOpen" | "notebookDocument/didChange" | "notebookDocument/didClose" => {
                notebooks::changed(self, &params);
                Ok(())
            }
            "workspace/didChangeWatchedFiles" => {
                let changes = params.get("changes").and_then(Value::as_array).into_iter().flatten();
                let uris: Vec<&str> = changes.filter_map(|change| change.get("uri")?.as_str()).collect();
                uris.into_iter().for_each(|uri| self.file_changed(uri));
                Ok(())
            }
            "workspace/didChangeWorkspaceFolders" => {
                self.folders_changed(&params);
                Ok(())
            }
            "workspace/didChangeConfiguration" => {
                self.settings_changed(&params);
                Ok(())
            }
            _ => Ok(()),
        };
        if let Err(problem) = done {
            self.log(&format!("`{method}`: {}", problem.message));
        }
    }

    /// The name that the client has for the file at `path`.
    pub(super) fn uri_of(&self, path: &Path) -> String {
        let open = self.open.iter().find(|(_, open)| open.document.path == path);
        open.map_or_else(|| uri::of_path(path), |(uri, _)| uri.clone())
    }

    /// What the server reads files through.
    pub(super) fn files(&self) -> Arc<dyn Files> {
        Arc::<Documents>::clone(&self.documents) as Arc<dyn Files>
    }

    pub(super) fn notify(&mut self, method: &str, params: Value) {
        self.out.push(Message::Notification(Notification { method: method.to_owned(), params }));
    }

    fn ask(&mut self, method: &str, params: Value, what: Asked) {
        self.last_asked = self.last_asked.wrapping_add(1);
        self.asked.insert(self.last_asked, what);
        let id = RequestId::from(self.last_asked);
        self.out.push(Message::Request(Request { id, method: method.to_owned(), params }));
    }

    /// Asks the client to do something.
    pub(super) fn demand(&mut self, method: &'static str, params: Value) {
        self.ask(method, params, Asked::Other(method));
    }
}

fn cancelled(message: &Message) -> Option<RequestId> {
    let Message::Notification(notification) = message else { return None };
    let id = notification.params.get("id").filter(|_| notification.method == "$/cancelRequest")?;
    serde_json::from_value(id.clone()).ok()
}

/// What is said of a request that cannot be answered.
pub(super) fn error(code: ErrorCode, message: impl Into<String>) -> ResponseError {
    ResponseError { code: code as i32, message: message.into(), data: None }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, ResponseError> {
    serde_json::from_value(params).map_err(|problem| error(ErrorCode::InvalidParams, problem.to_string()))
}

/// The document that parameters are about.
fn uri_of(params: &Value) -> Result<String, ResponseError> {
    let uri = params.pointer("/textDocument/uri").and_then(Value::as_str);
    uri.map(str::to_owned).ok_or_else(|| error(ErrorCode::InvalidParams, "`textDocument.uri` is missing"))
}

/// What the protocol's types are in JSON, which they always are.
pub(super) fn value(it: &impl Serialize) -> Value {
    serde_json::to_value(it).unwrap_or_default()
}

fn answer(it: Result<impl Serialize, ResponseError>) -> Answer {
    it.map(|it| value(&it))
}
