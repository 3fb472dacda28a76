//! A bare request body: the whole source is the JSON that would be sent.

use crate::input::{Claim, Input, is_named};
use crate::operations::is_body;
use crate::request::RawRequest;
use crate::source::Source;
use crate::text::Span;

/// The format.
pub(crate) const INPUT: Input =
    Input { name: "json-body", json: false, claims, requests, comments: None, names_files: false, by_line: false };

fn claims(source: &Source) -> Option<Claim> {
    Some(if is_named(source, &["json"]) && is_body(source.text()) { Claim::Certain } else { Claim::Fallback })
}

fn requests(source: &Source) -> Vec<RawRequest<'_>> {
    let span = Span::whole(source.text());
    vec![RawRequest::body(source.text(), span)]
}
