//! Collections of Postman, version 2.0 and 2.1 of the format
//! (<https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html>): requests in folders in folders.
//!
//! A variable of the collection gives way to its value; every other `{{name}}` stays: it lives in an environment, outside of
//! the file. Saved answers are not looked at.

use crate::input::composed::Composed;
use crate::input::envelope::with_batches;
use crate::input::unknown::with_values;
use crate::input::variables::{Variables, is_variable};
use crate::input::{Claim, Input, Opened, may_be_object_with};
use crate::json::{Kind, Node};
use crate::request::{ContainerKind, Notes, RawRequest};
use crate::source::Source;
use crate::text::mapped::MappedText;
use crate::text::words::Words;

pub(crate) const INPUT: Input = Input {
    name: "postman",
    extensions: &["json"],
    json: true,
    claims,
    open,
    comments: None,
    names_files: false,
    by_line: false,
};

/// Names that the format has at its top.
static NAMES: Words = Words::new(&["info", "schema", "item"]);

fn claims(source: &Source) -> Option<Claim> {
    let is_collection = || {
        let document = source.json();
        let root = document.tree.root().map(inside);
        let schema = root.and_then(|root| root.get("info")?.get("schema")?.string());
        schema.is_some_and(|schema| schema.contains("/collection/v2") || schema.contains("/json/collection"))
    };
    (may_be_object_with(source, &NAMES) && is_collection()).then_some(Claim::Certain)
}

/// The collection itself, which the interface of Postman puts into an object.
fn inside(root: Node<'_>) -> Node<'_> {
    root.get("collection").filter(|inner| inner.get("info").is_some()).unwrap_or(root)
}

fn open(source: &Source) -> Opened<'_> {
    Opened::new(requests(source).into_iter())
}

fn requests(source: &Source) -> Vec<RawRequest<'_>> {
    let document = source.json();
    let whole = MappedText::whole(source.text());
    let root = document.tree.root().map(inside);
    let collection = Collection { text: source.text(), whole: &whole, variables: variables(root) };
    let mut found = Vec::new();
    let is_authorized = root.is_some_and(|root| authorizes(root, false));
    // If its bracket is lost, `info` holds all that comes after it.
    let roots = root.into_iter().chain(root.and_then(|root| root.get("info")));
    let mut waiting: Vec<(Node<'_>, bool)> = roots.map(|root| (root, is_authorized)).collect();
    while let Some((item, is_authorized)) = waiting.pop() {
        let is_authorized = authorizes(item, is_authorized);
        if let Some(asked) = item.get("request") {
            found.push(collection.request(item, asked, authorizes(asked, is_authorized)));
        }
        let first = waiting.len();
        let items = item.get("item").into_iter().flat_map(Node::elements);
        waiting.extend(items.map(|item| (item, is_authorized)));
        waiting[first..].reverse();
    }
    with_batches(source.text(), found)
}

/// Whether what is in `node` is sent with authorization: by its own `auth`, or by that of what it is in.
fn authorizes(node: Node<'_>, above: bool) -> bool {
    match node.get("auth") {
        Some(auth) if auth.kind() == Kind::Object => {
            auth.get("type").and_then(Node::string).is_none_or(|kind| kind != "noauth")
        }
        _ => above,
    }
}

/// The variables of a collection. One without a value gets it elsewhere.
fn variables(collection: Option<Node<'_>>) -> Variables {
    let mut variables = Variables::default();
    let list = collection.and_then(|collection| collection.get("variable"));
    for variable in list.into_iter().flat_map(Node::elements) {
        let off = variable.get("disabled").and_then(Node::boolean).unwrap_or_default();
        let name = ["key", "id"].into_iter().find_map(|key| variable.get(key)?.string());
        let value = variable.get("value").and_then(|value| value.string().or_else(|| value.number().map(Into::into)));
        if let (false, Some(name), Some(value)) = (off, name, value.filter(|value| !value.is_empty())) {
            variables.define(&name, &value);
        }
    }
    variables
}

/// The variables of a path, `:name`, whose values are beside the URL.
fn path_variables(url: Node<'_>) -> Vec<(String, String)> {
    let list = url.get("variable").into_iter().flat_map(Node::elements);
    let found = list.filter_map(|variable| {
        let name = ["key", "id"].into_iter().find_map(|key| variable.get(key)?.string())?;
        let value = variable.get("value").and_then(Node::string).unwrap_or_default();
        Some((name.into_owned(), value.into_owned()))
    });
    found.collect()
}

struct Collection<'a, 'v> {
    text: &'a str,
    whole: &'v MappedText<'a>,
    variables: Variables,
}

impl<'a> Collection<'a, '_> {
    fn request(&self, item: Node<'_>, request: Node<'_>, is_authorized: bool) -> RawRequest<'a> {
        let mut composed = Composed::new(self.text, self.whole).with_variables(&self.variables);
        if request.kind() == Kind::String {
            // A request that is nothing but a URL is a GET.
            composed.get(request);
        } else {
            let url = request.get("url");
            let raw = url.and_then(|url| url.get("raw")).or(url);
            composed.path_variables(url.map(path_variables).unwrap_or_default());
            composed.request_line(request.get("method"), None, raw);
            self.headers(&mut composed, request.get("header"));
            if let Some(body) = request.get("body").filter(|body| body.kind() == Kind::Object) {
                self.body(&mut composed, body);
            }
        }
        let message = composed.message();
        let name = item.get("name").and_then(Node::string).map(|name| name.into_owned());
        let notes = Notes { encodes_url: true, is_authorized, ..Notes::default() };
        with_values(self.text, RawRequest { notes, ..composed.finish(name, ContainerKind::Client, message, None) })
    }

    /// A list of names and values, or, as version 2.0 has it too, lines in one string.
    fn headers(&self, composed: &mut Composed<'a, '_>, headers: Option<Node<'_>>) {
        let Some(lines) = headers.filter(|headers| headers.kind() == Kind::String) else {
            return composed.listed_headers(headers, "key");
        };
        composed.header_lines(lines);
    }

    fn body(&self, composed: &mut Composed<'a, '_>, body: Node<'_>) {
        let raw = body.get("raw").filter(|raw| raw.kind() == Kind::String);
        let mode = body.get("mode").and_then(Node::string);
        let is_off = body.get("disabled").and_then(Node::boolean).unwrap_or_default();
        match raw.filter(|_| mode.as_deref().is_none_or(|mode| mode == "raw")) {
            _ if is_off => {}
            Some(raw) if is_variable(&raw.string().unwrap_or_default()) => composed.unseen_body(),
            Some(raw) => {
                // The language of the body decides the `Content-Type` that Postman sends.
                let language = body.get("options").and_then(|options| options.get("raw")?.get("language"));
                if let Some(language) = language.filter(|language| language.string().is_some_and(|it| it == "json"))
                    && !composed.has_header("Content-Type")
                {
                    composed.made_header("Content-Type", "application/json", language.span());
                }
                if !raw.string().unwrap_or_default().trim().is_empty() {
                    composed.text_body(raw);
                }
            }
            None => {
                let kind = match mode.as_deref() {
                    Some("formdata") => "multipart/form-data",
                    Some("urlencoded") => "application/x-www-form-urlencoded",
                    _ => return composed.unseen_body(),
                };
                if let Some(mode) = body.get("mode").filter(|_| !composed.has_header("Content-Type")) {
                    composed.made_header("Content-Type", kind, mode.span());
                }
                composed.unseen_body();
            }
        }
    }
}
