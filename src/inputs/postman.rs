//! Collections of Postman, version 2.0 and 2.1 of the format
//! (<https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html>): requests in folders in folders.
//!
//! `{{variables}}` stay as they are: most of them live in an environment, outside of the file. Saved answers are not
//! looked at.

use crate::input::composed::Composed;
use crate::input::{Claim, Input, as_json, may_be_object_with};
use crate::json::{Kind, Node};
use crate::request::{Setting, Written};
use crate::source::Source;

/// The format.
pub(crate) const INPUT: Input = Input { name: "postman", claims, requests, comments: None, by_line: false };

fn claims(source: &Source) -> Option<Claim> {
    let is_collection = || {
        let document = as_json(source);
        let schema = document.tree.root().and_then(|root| root.get("info")?.get("schema")?.string());
        schema.is_some_and(|schema| schema.contains("/collection/v2") || schema.contains("/json/collection"))
    };
    (may_be_object_with(source, &["info", "schema", "item"]) && is_collection()).then_some(Claim::Certain)
}

fn requests(source: &Source) -> Vec<Written<'_>> {
    let document = as_json(source);
    let mut found = Vec::new();
    let mut waiting: Vec<Node<'_>> = document.tree.root().into_iter().collect();
    while let Some(item) = waiting.pop() {
        if let Some(asked) = item.get("request") {
            found.push(request(source.text(), item, asked));
        }
        let first = waiting.len();
        waiting.extend(item.get("item").into_iter().flat_map(Node::elements));
        waiting[first..].reverse();
    }
    found
}

fn request<'a>(text: &'a str, item: Node<'_>, request: Node<'_>) -> Written<'a> {
    let mut composed = Composed::new(text);
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
    composed.finish(name, Setting::Client, message, None)
}
