//! One request as a JSON object: `{"method": …, "url": …, "headers": { … }, "body": { … }}`.

use crate::input::composed::{envelope, is_envelope};
use crate::input::{Claim, Input, as_json, may_be_object_with};
use crate::request::{Setting, Written};
use crate::source::Source;

/// The format.
pub(crate) const INPUT: Input = Input { name: "envelope", claims, requests, comments: None, by_line: false };

fn claims(source: &Source) -> Option<Claim> {
    let worth = may_be_object_with(source, &["method", "url"]);
    (worth && as_json(source).tree.root().is_some_and(is_envelope)).then_some(Claim::Certain)
}

fn requests(source: &Source) -> Vec<Written<'_>> {
    let document = as_json(source);
    document.tree.root().map(|root| envelope(source.text(), root, Setting::Envelope)).into_iter().collect()
}
