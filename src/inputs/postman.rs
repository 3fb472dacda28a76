//! Collections of Postman, version 2.0 and 2.1 of the format
//! (<https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html>): requests in folders in folders.
//!
//! A variable of the collection gives way to its value; every other `{{name}}` stays: it lives in an environment, outside of
//! the file. Saved answers are not looked at.

use crate::input::composed::Composed;
use crate::input::variables::Variables;
use crate::input::{Claim, Input, Opened, may_be_object_with};
use crate::json::{Kind, Node};
use crate::request::{ContainerKind, RawRequest};
use crate::source::Source;

/// The format.
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

fn claims(source: &Source) -> Option<Claim> {
    let is_collection = || {
        let document = source.json();
        let schema = document.tree.root().and_then(|root| root.get("info")?.get("schema")?.string());
        schema.is_some_and(|schema| schema.contains("/collection/v2") || schema.contains("/json/collection"))
    };
    (may_be_object_with(source, &["info", "schema", "item"]) && is_collection()).then_some(Claim::Certain)
}

fn open(source: &Source) -> Opened<'_> {
    Opened::new(requests(source).into_iter())
}

fn requests(source: &Source) -> Vec<RawRequest<'_>> {
    let document = source.json();
    let variables = variables(document.tree.root());
    let mut found = Vec::new();
    let root = document.tree.root();
    // If its bracket is lost, `info` holds all that comes behind it.
    let mut waiting: Vec<Node<'_>> = root.into_iter().chain(root.and_then(|root| root.get("info"))).collect();
    while let Some(item) = waiting.pop() {
        if let Some(asked) = item.get("request") {
            found.push(request(source.text(), &variables, item, asked));
        }
        let first = waiting.len();
        waiting.extend(item.get("item").into_iter().flat_map(Node::elements));
        waiting[first..].reverse();
    }
    found
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

fn request<'a>(text: &'a str, variables: &Variables, item: Node<'_>, request: Node<'_>) -> RawRequest<'a> {
    let mut composed = Composed::new(text).with_variables(variables);
    if request.kind() == Kind::String {
        // A request that is nothing but a URL is a GET.
        composed.request_line(None, Some(request));
    } else {
        let url = request.get("url");
        let raw = url.and_then(|url| url.get("raw")).or(url);
        composed.request_line(request.get("method"), raw);
        composed.listed_headers(request.get("header"), "key");
        if let Some(body) = request.get("body").filter(|body| body.kind() == Kind::Object) {
            let raw = body.get("raw").filter(|raw| raw.kind() == Kind::String);
            let mode = body.get("mode").and_then(Node::string);
            match raw.filter(|_| mode.is_none_or(|mode| mode == "raw")) {
                Some(raw) => composed.text_body(raw),
                None => composed.unseen_body(),
            }
        }
    }
    let message = composed.message();
    let name = item.get("name").and_then(Node::string).map(|name| name.into_owned());
    composed.finish(name, ContainerKind::Client, message, None)
}
