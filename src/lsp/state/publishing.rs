//! Publishes findings as diagnostics.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::diagnostics;
use super::super::folders::{Analysis, folder_of};
use super::super::protocol::{Diagnostic, PublishDiagnosticsParams, Uri};
use super::{Answer, State, answer, uri_of, value};
use crate::report::Notice;

impl State {
    pub(super) fn publish(&mut self, uri: &str) {
        let analysis = self.analysis(uri);
        let Some(open) = self.open.get(uri) else { return };
        let folder = folder_of(&self.folders, &open.document.path);
        let Some(folder) = self.folders.get(folder).filter(|_| !self.client.pulls) else { return };
        if folder.reads(&open.document.path) {
            return;
        }
        let of = |it: Arc<Analysis>| {
            diagnostics::of(&it.checked, uri, &folder.settings, open.document.is_json, &self.client)
        };
        let (version, found) = (open.document.version, analysis.map_or(Vec::new(), of));
        self.send_diagnostics(Uri(uri.to_owned()), Some(version), found);
    }

    /// Sends what is wrong with configurations, and takes back what was wrong before.
    pub(super) fn publish_configurations(&mut self) {
        let mut notices = Vec::new();
        for folder in &mut self.folders {
            let (paths, more) = folder.note_objections();
            self.blamed.extend(paths);
            notices.extend(more);
        }
        notices.iter().for_each(|notice| self.show_notice(notice));
        let mut sent = Vec::new();
        for path in std::mem::take(&mut self.blamed) {
            let checked = self.folders.iter().find_map(|folder| Some((folder, folder.objections.get(&path)?)));
            let uri = self.uri_of(&path);
            let found = checked.map_or(Vec::new(), |(folder, checked)| {
                diagnostics::of(checked, &uri, &folder.settings, false, &self.client)
            });
            sent.push((path, uri, found));
        }
        for (path, uri, found) in sent {
            if !found.is_empty() {
                self.blamed.insert(path);
            }
            self.send_diagnostics(Uri(uri), None, found);
        }
    }

    /// The diagnostics of a document, for a client that asks.
    pub(in super::super) fn pulled(&mut self, params: &Value) -> Answer {
        let uri = uri_of(params)?;
        let analysis = self.analysis(&uri);
        let folder = self.open.get(&uri).map(|open| folder_of(&self.folders, &open.document.path));
        let found = match (analysis, self.open.get(&uri), folder.and_then(|it| self.folders.get(it))) {
            (Some(it), Some(open), Some(folder)) => {
                diagnostics::of(&it.checked, &uri, &folder.settings, open.document.is_json, &self.client)
            }
            _ => Vec::new(),
        };
        answer(Ok(json!({ "kind": "full", "items": value(&found) })))
    }

    pub(super) fn show_notice(&mut self, notice: &Notice) {
        let message = format!("{}: {}", notice.path, notice.message);
        match notice.is_failure() {
            true => self.notify("window/showMessage", json!({ "type": 1, "message": message })),
            false => self.log(&message),
        }
    }

    pub(super) fn send_diagnostics(&mut self, uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams { uri, version, diagnostics };
        self.notify("textDocument/publishDiagnostics", value(&params));
    }
}
