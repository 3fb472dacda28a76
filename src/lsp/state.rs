//! What the server knows: its client, the folders and documents, and the notifications that are not sent yet.

mod documents;
mod publishing;
mod wishes;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::{Client, Settings};
use super::document::Document;
use super::folders::{Analysis, Folder, is_configuration};
use super::protocol::{ErrorCode, Message, Notification, Position, Request, RequestId, ResponseError};
use super::uri;
use super::watching::Watching;
use crate::config::Sender;
use crate::workspace::documents::Documents;
use crate::workspace::files::Files;

/// What the answer to a request is.
pub(super) type Answer = Result<Value, ResponseError>;

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

#[derive(Debug)]
pub(super) struct State {
    pub(super) client: Client,
    pub(super) documents: Arc<Documents>,
    pub(super) folders: Vec<Folder>,
    pub(super) open: BTreeMap<String, Open>,
    /// Those whose diagnostics are to be sent.
    pub(super) dirty: BTreeSet<String>,
    /// The configuration files that something was sent about.
    blamed: BTreeSet<PathBuf>,
    watching: Watching,
    pub(super) settings: Settings,
    pub(super) out: Vec<Message>,
    /// What was asked of the client, by number.
    asked: BTreeMap<i32, Asked>,
    last_asked: i32,
}

/// What the client was asked for.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    /// The settings of these folders, in this order.
    Settings(Vec<PathBuf>),
    /// Something of which only the failure matters.
    Other(&'static str),
}

impl State {
    /// Nothing is known but the files. Relative paths start from `folder`.
    pub(super) fn new(files: Option<Arc<dyn Files>>, folder: &Path) -> Self {
        let documents = Arc::new(Documents::over(files));
        let mut state = Self {
            client: Client::default(),
            documents,
            folders: Vec::new(),
            open: BTreeMap::new(),
            dirty: BTreeSet::new(),
            blamed: BTreeSet::new(),
            watching: Watching::default(),
            settings: Settings::default(),
            out: Vec::new(),
            asked: BTreeMap::new(),
            last_asked: 0,
        };
        state.folders.push(Folder::new(state.files(), folder.to_owned(), Settings::default()));
        state
    }

    /// Sends the diagnostics of what has changed, document by document, until `is_interrupted` says that more messages wait:
    /// what they change need not be checked as it is now.
    pub(super) fn settle(&mut self, is_interrupted: &dyn Fn() -> bool) {
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
    pub(super) fn take(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.out)
    }

    pub(super) fn log(&mut self, message: &str) {
        self.notify("window/logMessage", json!({ "type": 3, "message": message }));
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

    pub(super) fn ask(&mut self, method: &str, params: Value, what: Asked) {
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

/// What is said of a request that cannot be answered.
pub(super) fn error(code: ErrorCode, message: impl Into<String>) -> ResponseError {
    ResponseError { code: code as i32, message: message.into(), data: None }
}

pub(crate) fn read<P: DeserializeOwned>(params: Value) -> Result<P, ResponseError> {
    serde_json::from_value(params).map_err(|problem| error(ErrorCode::InvalidParams, problem.to_string()))
}

/// The document that parameters are about.
pub(super) fn uri_of(params: &Value) -> Result<String, ResponseError> {
    let uri = params.pointer("/textDocument/uri").and_then(Value::as_str);
    uri.map(str::to_owned).ok_or_else(|| error(ErrorCode::InvalidParams, "`textDocument.uri` is missing"))
}

/// What the protocol's types are in JSON, which they always are.
pub(super) fn value(it: &impl Serialize) -> Value {
    serde_json::to_value(it).unwrap_or_default()
}

pub(super) fn answer(it: Result<impl Serialize, ResponseError>) -> Answer {
    it.map(|it| value(&it))
}

/// The document and the position that parameters are about.
pub(super) fn place_of(params: &Value) -> Result<(String, Position), ResponseError> {
    Ok((uri_of(params)?, read(params.get("position").cloned().unwrap_or_default())?))
}
