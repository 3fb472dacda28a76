//! A JSON Schema of a user as it lies in files: which there are, and where each `$ref` leads. Files are handed in;
//! nothing is read or fetched here.

use jsonschema::Draft;
use jsonschema::uri;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::drafts::is_metaschema;
use super::scan::{Found, Reference, Resource, Scan, SchemaProblem, decoded};
use crate::json::{self, Document, Kind, Node};
use crate::source::Source;
use crate::text::Span;

/// So many files a schema may be spread over.
const MAX_FILES: usize = 256;

/// The base of URIs where a file names none.
const BASE: &str = "json-schema:///";

/// The file of a schema, or one that it refers to.
#[derive(Debug)]
pub(crate) struct SchemaFile {
    /// Its text; its name is how reports show it.
    pub source: Source,
    /// The path from the folder of the first file, with `/`.
    pub path: String,
    /// The URI by which it was asked for.
    pub(super) uri: String,
    /// The draft that it is written in.
    pub(super) draft: Draft,
}

impl SchemaFile {
    /// The file as it is read, strict JSON or not.
    pub(super) fn document(&self) -> Document<'_> {
        json::parse(self.source.text(), Span::whole(self.source.text()))
    }

    /// The file as a value, or `None` if it is not a strict JSON.
    pub(super) fn value(&self) -> Option<Value> {
        serde_json::from_str(self.source.text()).ok()
    }
}

/// A schema of a user, and the files that it refers to, not yet compiled.
#[derive(Debug)]
pub(crate) struct SchemaFiles {
    pub(super) files: Vec<SchemaFile>,
    pub(super) found: Found,
}

impl SchemaFiles {
    /// Takes a schema, and with `load` each file that it refers to, by its path from the folder of the schema, with `/`.
    /// What `load` says of a file that it does not have is shown to the user.
    pub(crate) fn read(schema: Source, load: &mut dyn FnMut(&str) -> Result<Source, String>) -> Self {
        let path = schema.name().rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let uri = format!("{BASE}{}", utf8_percent_encode(&path, NON_ALPHANUMERIC));
        let mut files = Self { files: Vec::new(), found: Found::default() };
        files.add(schema, path, uri, Draft::default());
        let mut at = 0;
        while let Some(reference) = files.found.references.get(at).cloned() {
            files.follow(&reference, load);
            at += 1;
        }
        for reference in std::mem::take(&mut files.found.references) {
            files.look_up(&reference);
            files.found.references.push(reference);
        }
        files
    }

    /// The files, the schema itself first.
    #[must_use]
    pub(crate) fn files(&self) -> &[SchemaFile] {
        &self.files
    }

    /// What is wrong with references and drafts.
    #[must_use]
    pub(crate) fn problems(&self) -> &[SchemaProblem] {
        &self.found.problems
    }

    /// The place of a schema in the files, by its URI with a JSON Pointer as fragment: the index of the file,
    /// and the pointer within it.
    pub(crate) fn locate(&self, uri: &str) -> Option<(usize, String)> {
        let (base, fragment) = uri.split_once('#').unwrap_or((uri, ""));
        let resource = self.found.resources.get(base)?;
        Some((resource.file, resource.pointer.clone() + &decoded(fragment)))
    }

    fn add(&mut self, source: Source, path: String, uri: String, inherited: Draft) {
        let file = SchemaFile { source, path, uri, draft: inherited };
        let at = self.files.len();
        let document = file.document();
        let mut scan = Scan { file: at, found: &mut self.found, draft: None };
        if let Some(root) = document.tree.root() {
            scan.file(root, &file.uri, inherited);
        }
        let draft = scan.draft.unwrap_or(inherited);
        let root = || Resource { file: at, pointer: String::new() };
        self.found.resources.entry(file.uri.clone()).or_insert_with(root);
        drop(document);
        self.files.push(SchemaFile { draft, ..file });
    }

    /// Reads the file that a reference leads to, if it leads to a file that is not known yet.
    fn follow(&mut self, reference: &Reference, load: &mut dyn FnMut(&str) -> Result<Source, String>) {
        let Some(uri) = &reference.uri else { return };
        let has_scheme = uri::from_str(&reference.written).is_ok_and(|it| !it.as_str().starts_with(BASE));
        if self.found.resources.contains_key(uri) || is_metaschema(uri) || has_scheme {
            return;
        }
        let written = decoded(reference.written.split(['#', '?']).next().unwrap_or_default());
        let folder = self.files[reference.file].path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(path) = joined(folder, &written) else {
            let message = format!("`{}` leads out of the folder of the schema", reference.written);
            return self.object(
                reference,
                message,
                "leads above",
                "A schema may refer to files in its own folder and below it. Move the file there, or the schema up.",
            );
        };
        if self.files.len() >= MAX_FILES {
            let message = format!("the schema refers to more than {MAX_FILES} files");
            return self.object(reference, message, "one too many", "Put the schemas into fewer files.");
        }
        match load(&path) {
            Ok(source) => {
                let draft = self.files[reference.file].draft;
                self.add(source, path, uri.clone(), draft);
            }
            Err(message) => {
                let message = format!("`{path}`, to which the schema refers, {message}");
                self.object(
                    reference,
                    message,
                    "cannot be used",
                    "The path is from the folder of the file that has the reference.",
                );
            }
        }
    }

    /// Says so if a reference leads nowhere.
    fn look_up(&mut self, reference: &Reference) {
        let written = &reference.written;
        let Some(uri) = &reference.uri else {
            let message = format!("`{written}` is not a URI");
            return self.object(reference, message, "not a URI", "Write a JSON Pointer, `#/…`, or the path of a file.");
        };
        if is_metaschema(uri)
            || self.found.problems.iter().any(|it| it.file == reference.file && it.span == reference.span)
        {
            return;
        }
        let Some(resource) = self.found.resources.get(uri).cloned() else {
            let message = format!("`{written}` is not in the files of the schema, and nothing is fetched");
            return self.object(
                reference,
                message,
                "not at hand",
                "Save what it names in the folder of the schema, and refer to the file by its path; or give a schema in \
                 this file that `$id`.",
            );
        };
        let fragment = decoded(&reference.fragment);
        let exists = if fragment.starts_with('/') {
            let document = self.files[resource.file].document();
            at_pointer(&document, &(resource.pointer + &fragment)).is_some()
        } else {
            fragment.is_empty() || self.found.anchors.contains(&(uri.clone(), fragment))
        };
        if !exists {
            let message = format!("`{written}` leads nowhere: there is no such place in the schema");
            self.object(reference, message, "not found", "Correct the reference, or add what it names.");
        }
    }

    fn object(&mut self, reference: &Reference, message: String, label: &'static str, help: &str) {
        let Reference { file, span, .. } = *reference;
        self.found.problems.push(SchemaProblem { file, span, message, label, help: help.to_owned() });
    }
}

/// The node at a JSON Pointer.
pub(super) fn at_pointer<'t>(document: &'t Document<'_>, pointer: &str) -> Option<Node<'t>> {
    pointer.split('/').skip(1).try_fold(document.tree.root()?, |node, token| {
        let token = token.replace("~1", "/").replace("~0", "~");
        match node.kind() {
            Kind::Array => node.elements().nth(token.parse().ok()?),
            _ => node.get(&token),
        }
    })
}

/// A path below the first folder, or `None` if it leads out of it.
fn joined(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains(['\\', ':', '\0']) {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
