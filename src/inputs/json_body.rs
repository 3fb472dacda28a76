//! A bare request body: the whole source is the JSON that would be sent.

use crate::input::{Claim, Input, Opened};
use crate::operations::is_body;
use crate::request::{Bodies, RawRequest};
use crate::source::Source;
use crate::text::Span;

pub(crate) const INPUT: Input = Input {
    name: "json-body",
    extensions: &["json"],
    json: false,
    claims,
    open,
    comments: None,
    names_files: false,
    by_line: false,
};

fn claims(source: &Source) -> Option<Claim> {
    Some(if INPUT.is_named(source) && is_body(source.text()) { Claim::Certain } else { Claim::Fallback })
}

fn open(source: &Source) -> Opened<'_> {
    let bodies = Bodies::known(source.parsed().clone());
    let raw = RawRequest { bodies, ..RawRequest::body(source.text(), Span::whole(source.text())) };
    Opened::new(std::iter::once(raw))
}
