//! What in the files of a schema has a URI, and what refers to one.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use jsonschema::{Draft, uri};
use percent_encoding::percent_decode_str;

use super::drafts::uri_of;
use crate::json::{Kind, Node};
use crate::text::Span;

/// Keywords whose value is a schema, or a list of schemas.
const SCHEMAS: [&str; 18] = [
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "contains",
    "contentSchema",
    "else",
    "if",
    "items",
    "not",
    "oneOf",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "extends",
    "disallow",
];

/// Keywords whose value has schemas by name.
const NAMED_SCHEMAS: [&str; 6] =
    ["$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties"];

/// Why a schema cannot be used: something about one of its files that is neither an error of syntax nor a violation
/// of its draft's own schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SchemaProblem {
    /// The index of the file.
    pub file: usize,
    /// Where, in bytes of the file.
    pub span: Span,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// A few words beside the place.
    pub label: &'static str,
    pub help: String,
}

/// What is found in the files of a schema.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What has a URI of its own, by it.
    pub(super) resources: HashMap<String, Resource>,
    pub(super) references: Vec<Reference>,
    /// The URI of the schema around, and the anchor.
    pub(super) anchors: HashSet<(String, String)>,
    pub(super) problems: Vec<SchemaProblem>,
}

/// A schema that has a URI of its own.
#[derive(Clone, Debug)]
pub(super) struct Resource {
    pub(super) file: usize,
    /// Where it is in the file, as a JSON Pointer.
    pub(super) pointer: String,
}

/// A `$ref` or its like.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub(super) file: usize,
    pub(super) span: Span,
    pub(super) written: String,
    /// Where it leads, without fragment, or `None` if that is not a URI.
    pub(super) uri: Option<String>,
    pub(super) fragment: String,
}

/// Looks for what has a URI and what refers to one.
pub(super) struct Scan<'f> {
    pub(super) file: usize,
    pub(super) found: &'f mut Found,
    /// That of the file, once it is known.
    pub(super) draft: Option<Draft>,
}

/// A schema that is still to be looked at.
struct Waiting<'t> {
    node: Node<'t>,
    pointer: String,
    base: String,
    draft: Draft,
}

impl Scan<'_> {
    /// Looks through a file, which was asked for by `uri`.
    pub(super) fn file(&mut self, root: Node<'_>, uri: &str, inherited: Draft) {
        let mut waiting = vec![Waiting { node: root, pointer: String::new(), base: uri.to_owned(), draft: inherited }];
        while let Some(schema) = waiting.pop() {
            self.schema(schema, &mut waiting);
        }
    }

    fn schema<'t>(&mut self, schema: Waiting<'t>, waiting: &mut Vec<Waiting<'t>>) {
        let Waiting { node, pointer, mut base, mut draft } = schema;
        if node.kind() != Kind::Object {
            return;
        }
        let is_root = pointer.is_empty();
        let string = |name: &str| node.get(name).filter(|value| value.kind() == Kind::String);
        let id = |draft: Draft| string(draft.id_keyword()).and_then(Node::string);
        if let Some(named) = string("$schema").filter(|_| is_root || id(draft).is_some()) {
            let word = named.string().unwrap_or_default();
            match Draft::from_schema_uri(&word) {
                Draft::Unknown => self.unknown_draft(named, &word),
                known => draft = known,
            }
        }
        if is_root {
            self.draft = Some(draft);
        }
        let is_old = matches!(draft, Draft::Draft4 | Draft::Draft6 | Draft::Draft7);
        let reference = string("$ref");
        // Up to draft-07 whatever is beside a `$ref` is passed over.
        let is_alone = is_old && reference.is_some();
        if let Some(id) = id(draft).filter(|_| !is_alone) {
            let (path, fragment) = id.split_once('#').unwrap_or((&id, ""));
            if !path.is_empty() {
                if let Some(uri) = resolved(&base, path) {
                    base = uri;
                }
                let resource = Resource { file: self.file, pointer: pointer.clone() };
                self.found.resources.entry(base.clone()).or_insert(resource);
            }
            if is_old && !fragment.is_empty() {
                self.found.anchors.insert((base.clone(), decoded(fragment)));
            }
        }
        for name in ["$anchor", "$dynamicAnchor"] {
            if let Some(anchor) = string(name).and_then(Node::string).filter(|_| !is_old) {
                self.found.anchors.insert((base.clone(), anchor.into_owned()));
            }
        }
        let dynamic = string("$dynamicRef").filter(|_| draft == Draft::Draft202012);
        for reference in [reference, dynamic].into_iter().flatten() {
            let written = reference.string().unwrap_or_default().into_owned();
            let (path, fragment) = written.split_once('#').unwrap_or((&written, ""));
            let uri = if path.is_empty() { Some(base.clone()) } else { resolved(&base, path) };
            let fragment = fragment.to_owned();
            self.found.references.push(Reference { file: self.file, span: reference.span(), uri, fragment, written });
        }
        if is_alone && !is_root {
            return;
        }
        for member in node.members() {
            let Some(name) = member.key.string() else { continue };
            let is_definitions = matches!(&*name, "definitions" | "$defs");
            if is_alone && !is_definitions {
                continue;
            }
            let named = NAMED_SCHEMAS.contains(&&*name);
            if !named && !SCHEMAS.contains(&&*name) {
                continue;
            }
            let pointer = format!("{pointer}/{}", escaped(&name));
            let mut wait = |node, pointer| waiting.push(Waiting { node, pointer, base: base.clone(), draft });
            match member.value.kind() {
                Kind::Object if named => {
                    for inner in member.value.members() {
                        let Some(key) = inner.key.string() else { continue };
                        wait(inner.value, format!("{pointer}/{}", escaped(&key)));
                    }
                }
                Kind::Array => {
                    for (at, inner) in member.value.elements().enumerate() {
                        wait(inner, format!("{pointer}/{at}"));
                    }
                }
                _ => wait(member.value, pointer),
            }
        }
    }

    fn unknown_draft(&mut self, named: Node<'_>, word: &str) {
        self.found.problems.push(SchemaProblem {
            file: self.file,
            span: named.span(),
            message: format!("`{word}` is not a draft of JSON Schema from 04 to 2020-12"),
            label: "not known",
            help: format!(
                "Other meta-schemas are not fetched. Name the draft that the schema is written in, for instance \
                 `{}`, or leave `$schema` out, which means that draft.",
                uri_of(Draft::Draft202012)
            ),
        });
    }
}

/// A reference against its base, without fragment.
fn resolved(base: &str, reference: &str) -> Option<String> {
    let base = uri::from_str(base).ok()?;
    let resolved = uri::resolve_against(&base.borrow(), reference).ok()?;
    let resolved = resolved.as_str();
    Some(resolved.split('#').next().unwrap_or(resolved).to_owned())
}

fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// Undoes percent-encoding; what is not UTF-8 then stays as it is.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}
