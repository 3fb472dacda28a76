//! The documents that are open, and what is found in each as it is now.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::super::document::{self, Document};
use super::super::folders::{Analysis, folder_of};
use super::super::protocol::{DidChangeTextDocumentParams, TextDocumentItem, Uri};
use super::super::uri;
use super::{Open, State};
use crate::check::bodies::{self, Named};
use crate::config::Sender;
use crate::operations;
use crate::workspace::files::{absolute, is_promising};

impl State {
    pub(in super::super) fn opened(&mut self, item: TextDocumentItem) {
        let TextDocumentItem { uri, language_id, version, text } = item;
        let language = serde_json::to_value(&language_id).ok();
        let language = language.as_ref().and_then(Value::as_str).unwrap_or_default();
        let root = self.folders.first().map(|folder| folder.root.clone()).unwrap_or_default();
        let mut path = absolute(&root, &uri::path(&uri.0).unwrap_or_else(|| PathBuf::from("untitled")));
        let extension = document::extension(language);
        if let Some(extension) = extension.filter(|_| !is_promising(&path))
            && path.extension().is_none_or(|known| known != extension)
        {
            let mut name = path.into_os_string();
            name.push(format!(".{extension}"));
            path = PathBuf::from(name);
        }
        let is_json = extension == Some("json") || path.extension().is_some_and(|it| it == "json");
        self.documents.set(&path, &text);
        let document = Document { path, version, text, is_json };
        let open = Open { document, analysis: None, was_certain: false, bodies: Vec::new() };
        if let Some(before) = self.open.insert(uri.0.clone(), open) {
            self.refresh(before.bodies.into_iter().map(|(path, _)| path));
        }
        self.touched(uri.0);
    }

    pub(in super::super) fn changed(&mut self, change: DidChangeTextDocumentParams) {
        let uri = change.text_document.text_document_identifier.uri.0;
        let Some(open) = self.open.get_mut(&uri) else { return };
        open.document.change(change.content_changes, self.client.encoding);
        open.document.version = change.text_document.version;
        open.analysis = None;
        self.documents.set(&open.document.path, &open.document.text);
        self.touched(uri);
    }

    pub(in super::super) fn closed(&mut self, uri: &str) {
        let Some(open) = self.open.remove(uri) else { return };
        self.dirty.remove(uri);
        self.documents.close(&open.document.path);
        self.refresh(open.bodies.into_iter().map(|(path, _)| path));
        self.configuration_touched(&open.document.path);
        if !self.client.pulls && !self.folders.iter().any(|folder| folder.reads(&open.document.path)) {
            self.send_diagnostics(Uri(uri.to_owned()), None, Vec::new());
        }
    }

    /// Takes note that a file is another than before.
    pub(in super::super) fn file_changed(&mut self, uri: &str) {
        if let Some(path) = uri::path(uri) {
            self.configuration_touched(&path);
        }
    }

    pub(super) fn touched(&mut self, uri: String) {
        if let Some(path) = self.open.get(&uri).map(|open| open.document.path.clone()) {
            self.configuration_touched(&path);
        }
        self.dirty.insert(uri);
    }

    /// Whatever depends on the file at `path` is to be checked anew, if it is one that configurations are read from.
    fn configuration_touched(&mut self, path: &Path) {
        let changed: Vec<bool> = self.folders.iter_mut().map(|folder| folder.changed(path)).collect();
        if changed.contains(&true) {
            self.refresh_all();
        }
    }

    /// Everything is to be checked anew.
    pub(super) fn refresh_all(&mut self) {
        self.open.values_mut().for_each(|open| open.analysis = None);
        self.dirty.extend(self.open.keys().cloned());
    }

    /// The documents at these paths are to be checked anew.
    fn refresh(&mut self, paths: impl Iterator<Item = PathBuf>) {
        let paths: BTreeSet<PathBuf> = paths.collect();
        for (uri, open) in &mut self.open {
            if paths.contains(&open.document.path) {
                open.analysis = None;
                self.dirty.insert(uri.clone());
            }
        }
    }

    /// What is found in a document that is open, as it is now. None of one that is not open, or that nobody checks.
    pub(in super::super) fn analysis(&mut self, uri: &str) -> Option<Arc<Analysis>> {
        let open = self.open.get(uri)?;
        if let Some(known) = &open.analysis {
            return known.clone();
        }
        let path = open.document.path.clone();
        let was_certain = open.was_certain;
        let mut named = self.open.values().flat_map(|other| &other.bodies);
        let sender = named.find(|(body, _)| *body == path).map(|(_, sender)| sender.clone());
        let folder = folder_of(&self.folders, &path);
        let folder = self.folders.get_mut(folder)?;
        if folder.reads(&path) {
            // A configuration is read for what it counts for.
            let _ = folder.configuration_of(&path);
            return None;
        }
        let analysis = match folder.check(&path, was_certain, sender.clone()) {
            Ok(analysis) => analysis,
            Err(notice) => {
                self.show_notice(&notice);
                None
            }
        };
        let is_named = sender.is_some();
        let open = self.open.get_mut(uri)?;
        // What came of other bytes than these has other places.
        let analysis = analysis.filter(|it| it.checked.source.text() == open.document.text).map(Arc::new);
        open.was_certain |= !is_named && analysis.as_ref().is_some_and(|analysis| analysis.is_certain);
        open.analysis = Some(analysis.clone());
        self.note_bodies(uri, analysis.as_deref());
        analysis
    }

    /// The same for somebody who asks about a place in it: a body that does not show yet what it is, is taken for one if it has
    /// next to nothing in it, or a name that belongs there.
    pub(in super::super) fn analysis_for_place(&mut self, uri: &str) -> Option<Arc<Analysis>> {
        if let Some(analysis) = self.analysis(uri) {
            return Some(analysis);
        }
        let document = &self.open.get(uri)?.document;
        let path = document.path.clone();
        let folder = folder_of(&self.folders, &path);
        let analysis = self.folders.get_mut(folder).filter(|_| document.is_json)?.check(&path, true, None).ok()??;
        let source = &analysis.checked.source;
        let parsed = source.json();
        let is_begun =
            parsed.tree.root().is_some_and(|root| operations::default_operation().body.knows_property_of(root));
        let is_begun = is_begun || source.text().chars().all(|it| it.is_whitespace() || "{}\"".contains(it));
        (is_begun && source.text() == self.open.get(uri)?.document.text).then(|| Arc::new(analysis))
    }

    /// Takes note of the files that requests take their bodies from.
    fn note_bodies(&mut self, uri: &str, analysis: Option<&Analysis>) {
        let Some(open) = self.open.get_mut(uri) else { return };
        let named = analysis.map_or(Vec::new(), |it| bodies::named(&it.checked.source, it.input));
        let folder = open.document.path.parent().unwrap_or(Path::new("")).to_owned();
        let new = named.into_iter().map(|Named { path, sender, .. }| (absolute(&folder, Path::new(&path)), sender));
        let old = std::mem::replace(&mut open.bodies, new.collect());
        let words = |bodies: &[(PathBuf, Sender)]| -> BTreeSet<(PathBuf, String)> {
            let words = |sender: &Sender| format!("{:?} {:?}", sender.operation.map(|it| &it.id), sender.keys);
            bodies.iter().map(|(path, sender)| (path.clone(), words(sender))).collect()
        };
        let (old, new) = (words(&old), words(&open.bodies));
        self.refresh(old.symmetric_difference(&new).map(|(path, _)| path.clone()));
    }
}
